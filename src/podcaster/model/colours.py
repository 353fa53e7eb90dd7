"""A show's accent colour, made readable on light and on dark paper."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass, replace
from typing import Final

#: The least contrast between text and what it stands on (WCAG 2.2, 1.4.3, level AA).
READABLE: Final = 4.5

#: What the rounding to 8 bits may take away.
_HEADROOM: Final = 0.05

#: How far lightness moves between two looks, of 1.0.
_STEP: Final = 0.005

Rgb = tuple[float, float, float]


@dataclass(frozen=True)
class Palette:
    """The colours of a page, each `#rrggbb`.

    Attributes:
        paper: What the page is printed on.
        card: What stands out from the paper: player, code.
        ink: Text.
        quiet: Text that steps back: dates, durations.
        line: Hairlines; they carry no meaning.
        edge: The edge of what can be used (3:1 against paper and card).
        accent: Links and buttons; readable on `paper`, `card` and `tint`.
        tint: What the current chapter stands on.
        on_accent: Text on a button of the accent's colour.
    """

    paper: str
    card: str
    ink: str
    quiet: str
    line: str
    edge: str
    accent: str
    tint: str
    on_accent: str


def light_palette(accent: str) -> Palette:
    """Return the colours of a page by day."""
    return _palette(
        accent, ("#fcfbf8", "#f4f1ea", "#1d1b18", "#5c574e", "#e2ddd2", "#857e72"), tint=0.10
    )


def dark_palette(accent: str) -> Palette:
    """Return the colours of a page by night."""
    return _palette(
        accent, ("#171614", "#211f1c", "#ece7de", "#b0a99c", "#38342e", "#7e766a"), tint=0.16
    )


def palette_on(paper: str, accent: str) -> Palette:
    """Return the colours of a picture printed on `paper`: text that can be read on it."""
    plain = light_palette(accent)
    ink = max(("#1d1b18", "#fcfbf8"), key=lambda text: contrast(text, paper))
    quiet, edge = readable(mixed(ink, paper, 0.7), paper), mixed(ink, paper, 0.5)
    return replace(
        plain,
        paper=paper,
        card=paper,
        tint=paper,
        ink=readable(ink, paper),
        quiet=quiet,
        edge=edge,
        line=mixed(ink, paper, 0.2),
        accent=readable(accent, paper),
    )


def _palette(accent: str, tones: tuple[str, str, str, str, str, str], *, tint: float) -> Palette:
    """Fit `accent` into a page of paper, card, ink, quiet, line and edge."""
    paper, card, ink, quiet, line, edge = tones
    tinted = mixed(accent, paper, tint)
    fitted = readable(accent, paper, card, tinted)
    on_accent = max(("#ffffff", "#000000"), key=lambda text: contrast(text, fitted))
    return Palette(paper, card, ink, quiet, line, edge, fitted, tinted, on_accent)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1.0 to 21.0.

    Source:
        WCAG 2.2, contrast ratio.
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, *papers: str, ratio: float = READABLE) -> str:
    """Return `colour`, darkened or lightened until it can be read on every one of `papers`.

    The hue stays; the smallest change in lightness wins. The papers have to be alike: all light or
    all dark.
    """
    hue, lightness, saturation = colorsys.rgb_to_hls(*_rgb(colour))
    steps = round(1 / _STEP)
    for step in range(steps + 1):
        for moved in (lightness - step * _STEP, lightness + step * _STEP):
            tried = _hex(colorsys.hls_to_rgb(hue, min(1.0, max(0.0, moved)), saturation))
            if all(contrast(tried, paper) >= ratio + _HEADROOM for paper in papers):
                return tried
    return max(("#000000", "#ffffff"), key=lambda last: min(contrast(last, p) for p in papers))


def mixed(colour: str, paper: str, share: float) -> str:
    """Return `paper` with `share` (0.0 to 1.0) of `colour` in it."""
    pairs = zip(_rgb(colour), _rgb(paper), strict=True)
    red, green, blue = (share * one + (1 - share) * other for one, other in pairs)
    return _hex((red, green, blue))


def _rgb(colour: str) -> Rgb:
    """Return red, green and blue from 0.0 to 1.0."""
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def _hex(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(255 * value):02x}" for value in rgb)


def _luminance(colour: str) -> float:
    """Return the relative luminance, 0.0 to 1.0."""
    red, green, blue = (_linear(value) for value in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    """Undo the gamma of sRGB; 0.04045 is IEC 61966-2-1's, the other figure is a misprint."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - the standard's own
