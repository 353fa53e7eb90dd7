"""An accent colour can be read on every paper it stands on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcaster.model.colours import (
    READABLE,
    Palette,
    contrast,
    dark_palette,
    light_palette,
    mixed,
    readable,
)

colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def _papers(palette: Palette) -> tuple[str, str, str]:
    return palette.paper, palette.card, palette.tint


@given(colours)
def test_whatever_the_accent_links_and_buttons_can_be_read(accent: str) -> None:
    for palette in (light_palette(accent), dark_palette(accent)):
        assert min(contrast(palette.accent, paper) for paper in _papers(palette)) >= READABLE
        assert contrast(palette.on_accent, palette.accent) >= READABLE


@given(colours)
def test_whatever_the_accent_text_can_be_read(accent: str) -> None:
    for palette in (light_palette(accent), dark_palette(accent)):
        assert min(contrast(palette.ink, paper) for paper in _papers(palette)) >= 7
        assert min(contrast(palette.quiet, paper) for paper in _papers(palette)) >= READABLE


@given(colours)
def test_the_edge_of_what_can_be_used_is_seen(accent: str) -> None:
    for palette in (light_palette(accent), dark_palette(accent)):
        assert min(contrast(palette.edge, p) for p in (palette.paper, palette.card)) >= 3


def test_an_accent_that_can_be_read_stays_as_it_is() -> None:
    assert readable("#8f1d2c", "#ffffff") == "#8f1d2c"


def test_an_accent_that_is_too_light_gets_darker_and_keeps_its_hue() -> None:
    yellow = readable("#ffdd00", "#ffffff")

    red, green, blue = (int(yellow[at : at + 2], 16) for at in (1, 3, 5))
    assert red > green > blue == 0
    assert contrast(yellow, "#ffffff") < READABLE + 0.3


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#8f1d2c", "#ffffff", 8.82),
        ("#777777", "#ffffff", 4.48),
    ],
)
def test_contrast_is_that_of_the_standard(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)


def test_mixing_goes_from_paper_to_colour() -> None:
    assert mixed("#ff0000", "#ffffff", 0.0) == "#ffffff"
    assert mixed("#ff0000", "#ffffff", 0.5) == "#ff8080"
    assert mixed("#ff0000", "#ffffff", 1.0) == "#ff0000"
