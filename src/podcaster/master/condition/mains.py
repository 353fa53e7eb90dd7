"""Mains hum: what never stops, at multiples of 50 or 60 Hz."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from podcaster.master.meter.shelf import Row

#: A spectrum of so much (s) tells lines a hertz apart.
SPECTRUM_S: Final = 1.024
#: What mains hum with, how far the grid may be off, and how near a line has to be to its place.
MAINS_HZ: Final = (50.0, 60.0)
GRID_OFF_HZ: Final = 0.3
OFF_HZ: Final = 0.5
#: Beyond, hum of this kind is weaker than any room.
HIGHEST_HZ: Final = 1000.0
#: What is there nearly all of the time: lower than the level of this share of all spectra.
NEARLY_ALWAYS: Final = 0.2
#: Hum does not change: a share of all spectra later it is hardly louder (dB); a note is.
OFTEN: Final = 0.45
STEADY_DB: Final = 2.5
#: A line of hum stands out of its neighbours by so much (dB).
STANDS_OUT_DB: Final = 12.0
#: And is not so far below full scale that nobody hears it.
LEAST_DB: Final = -75.0
NEIGHBOURS_HZ: Final = (4.0, 15.0)
#: Two lines that fit together are hum; one alone may be a tone, unless it is the first or second
#: one, stands out so far and is so steady (dB) that nobody played it, and is softer than what else
#: there is: voices hide the other lines.
LEAST_LINES: Final = 2
CLEAR_LINES: Final = (1, 2)
CLEAR_DB: Final = 18.0
CLEARLY_STEADY_DB: Final = 1.0
#: So many lines to each side belong to one.
BESIDE_LINES: Final = 3
#: Of hours there are so many spectra that only a few lines of all are held a second time.
LINES_AT_ONCE: Final = 64

Spectrum = NDArray[np.float32]


@dataclass(frozen=True)
class Hum:
    """Hum in a recording.

    Attributes:
        mains_hz: 50.0 or 60.0 for the grid's nominal frequency; 0.0 if there is no hum.
        lines_hz: Where its lines lie.
        level_db: Their level together (dB of full scale).
    """

    mains_hz: float = 0.0
    lines_hz: tuple[float, ...] = ()
    level_db: float = -np.inf


def spectrum(window: Spectrum) -> Spectrum:
    """Return the amplitudes of the lines of hum and their neighbours.

    Args:
        window: One channel, `SPECTRUM_S` long, at any rate above 3 kHz.
    """
    lines = np.abs(np.fft.rfft(window * _hann(len(window))))[: _line(HIGHEST_HZ + 50)]
    return np.asarray(lines / (len(window) / 4), np.float32)


@cache
def _hann(length: int) -> Spectrum:
    return np.hanning(length).astype(np.float32)


def hum_in(spectra: Sequence[Row[Any]]) -> Hum:
    """Return the hum of the mains frequency that more lines speak for.

    Args:
        spectra: From all over a recording; all of one length.
    """
    if not len(spectra):
        return Hum()
    parts = [_heard(spectra, first) for first in range(0, len(spectra[0]), LINES_AT_ONCE)]
    always, often, powers = (np.concatenate(part) for part in zip(*parts, strict=True))
    levels_db, later_db = (20 * np.log10(np.maximum(row, 1e-9)) for row in (always, often))
    lines = {mains: list(_lines(levels_db, later_db, powers, mains)) for mains in MAINS_HZ}
    mains_hz = max(lines, key=lambda mains: (_sure(lines[mains]), len(lines[mains])))
    found = {line.number: line.hz for line in lines[mains_hz]}
    if not _sure(lines[mains_hz]) or abs(_together(found) - mains_hz) > GRID_OFF_HZ:
        return Hum()
    amplitudes = [always[_line(hz)] for hz in found.values()]
    level_db = 10 * np.log10(np.square(amplitudes).sum() / 2)
    return Hum(mains_hz, _series(found), float(level_db))


def _heard(spectra: Sequence[Row[Any]], first: int) -> tuple[NDArray[np.floating[Any]], ...]:
    """Return what some lines hardly ever go below, often go below, and their power."""
    some = [one[first : first + LINES_AT_ONCE] for one in spectra]
    lines = np.stack(some).astype(np.float32)
    always, often = np.quantile(lines, [NEARLY_ALWAYS, OFTEN], axis=0)
    return always, often, np.square(lines).mean(axis=0)


@dataclass(frozen=True)
class _Line:
    """A line of hum: the number of its harmonic, where it lies, and whether it alone is enough."""

    number: int
    hz: float
    is_clear: bool


def _sure(lines: Sequence[_Line]) -> bool:
    """Tell whether these lines are hum."""
    return len(lines) >= LEAST_LINES or any(line.is_clear for line in lines)


def _together(found: Mapping[int, float]) -> float:
    """Return the one frequency of which the lines found are multiples, as near as can be."""
    return sum(number * hz for number, hz in found.items()) / sum(n * n for n in found)


def _series(found: Mapping[int, float]) -> tuple[float, ...]:
    """Return all harmonics up to the highest one found: a voice may hide one between others."""
    mains_hz = _together(found)
    return tuple(number * mains_hz for number in range(1, max(found) + 1))


def _lines(
    levels_db: NDArray[np.float64],
    later_db: NDArray[np.float64],
    powers: NDArray[np.float32],
    mains_hz: float,
) -> Iterator[_Line]:
    """Yield which harmonics of `mains_hz` stand out and do not change."""
    for number in range(1, int(HIGHEST_HZ / mains_hz) + 1):
        reach = _line(OFF_HZ * number**0.5) + 1
        middle = _line(number * mains_hz)
        peak = middle - reach + int(np.argmax(levels_db[middle - reach : middle + reach + 1]))
        near, far = (_line(hz) for hz in NEIGHBOURS_HZ)
        beside = np.r_[levels_db[peak - far : peak - near], levels_db[peak + near : peak + far]]
        out_db, moves_db = levels_db[peak] - np.median(beside), later_db[peak] - levels_db[peak]
        is_peak = levels_db[peak] == levels_db[peak - 1 : peak + 2].max()  # and no slope of one
        is_loud = levels_db[peak] > LEAST_DB and out_db > STANDS_OUT_DB
        if is_peak and is_loud and moves_db < STEADY_DB:
            clear = out_db > CLEAR_DB and moves_db < CLEARLY_STEADY_DB and number in CLEAR_LINES
            alone = _is_most(powers, peak)
            yield _Line(number, _between(levels_db, peak) / SPECTRUM_S, bool(clear) and not alone)


def _is_most(powers: NDArray[np.float32], peak: int) -> bool:
    """Tell whether a line holds more power than all others together."""
    own = float(powers[max(0, peak - BESIDE_LINES) : peak + BESIDE_LINES + 1].sum())
    return own > float(powers.sum()) / 2


def _between(levels_db: NDArray[np.float64], peak: int) -> float:
    """Return where between the lines a peak lies: the top of a parabola."""
    left, top, right = levels_db[peak - 1 : peak + 2]
    bend = left - 2 * top + right
    return peak + (0.5 * float((left - right) / bend) if bend else 0.0)


def _line(hz: float) -> int:
    """Return the number of the line at a frequency."""
    return round(hz * SPECTRUM_S)
