from __future__ import annotations

import pytest

from podcaster.cli.language import language_of


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ("", {}, "en"),
        ("--lang de check", {"PODCASTER_LANG": "en", "LANG": "en_GB.UTF-8"}, "de"),
        ("check --lang=de", {}, "de"),
        ("check --lang", {"LANG": "de_DE.UTF-8"}, "de"),
        ("check -- --lang de", {}, "en"),
        ("--lang fr", {"PODCASTER_LANG": "de"}, "de"),
        ("", {"PODCASTER_LANG": "de", "LC_ALL": "en_GB.UTF-8"}, "de"),
        ("", {"LC_ALL": "de_AT.UTF-8", "LANG": "en_GB.UTF-8"}, "de"),
        ("", {"LC_ALL": "C", "LANG": "de_DE.UTF-8"}, "en"),
        ("", {"LC_ALL": "", "LC_MESSAGES": "de", "LANG": "en_GB"}, "de"),
        ("", {"LANG": "de_DE@euro"}, "de"),
        ("", {"LANG": "de.UTF-8"}, "de"),
        ("", {"LANG": "fr_FR.UTF-8"}, "en"),
    ],
)
def test_the_strongest_wish_decides_the_language(
    arguments: str, environment: dict[str, str], language: str
) -> None:
    assert language_of(arguments.split(), environment) == language
