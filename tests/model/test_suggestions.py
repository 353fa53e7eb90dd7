"""What was probably meant: by its letters, or because others call it so."""

from __future__ import annotations

import pytest

from podcaster.model.suggestions import nearest


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("titel", ("title", "summary"), "title"),
        ("host", ("server", "host_key", "user"), "server"),
        ("Host", ("url", "user"), "url"),
        ("host", ("host_key", "user"), "host_key"),
        ("path", ("folder", "bucket"), "folder"),
        ("path", ("path", "folder"), "path"),
        ("nothing like it", ("title",), None),
    ],
)
def test_the_nearest_is_what_was_meant(
    word: str, known: tuple[str, ...], meant: str | None
) -> None:
    assert nearest(word, known) == meant
