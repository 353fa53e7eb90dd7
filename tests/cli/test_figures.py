from __future__ import annotations

import pytest

from podcaster.cli.figures import clock, level


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0:00.0"), (59.96, "1:00.0"), (61.25, "1:01.2"), (3723.4, "1:02:03.4")],
)
def test_a_length_is_shown_as_on_a_clock(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


@pytest.mark.parametrize(
    ("value", "language", "shown"),
    [(-16.04, "en", "-16.0"), (-16.04, "de", "-16,0"), (None, "de", "–"), (-0.01, "en", "0.0")],
)
def test_a_level_is_shown_as_the_language_writes_it(
    value: float | None, language: str, shown: str
) -> None:
    assert level(value, language) == shown
