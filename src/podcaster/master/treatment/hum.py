"""Mains hum: found by what never stops, taken away by narrow notches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from podcaster.doors import Samples
from podcaster.treatment_door import VOICE_RATE_HZ, Filter

#: What mains hum with, and how far the grid may be off.
MAINS_HZ: Final = (50.0, 60.0)
OFF_HZ: Final = 0.5
#: Beyond, hum of this kind is weaker than any room.
HIGHEST_HZ: Final = 1000.0
#: A second resolves a hertz.
WINDOW: Final = 16384
STEP: Final = 16000
#: More spectra than this are thinned out, so that memory does not grow with length.
MOST_SPECTRA: Final = 600
#: What is there nearly all of the time: lower than the level of this share of all seconds.
NEARLY_ALWAYS: Final = 0.2
#: A line of hum stands out of its neighbours by so much (dB).
STANDS_OUT_DB: Final = 12.0
#: And is not so far below full scale that nobody hears it.
LEAST_DB: Final = -75.0
NEIGHBOURS_HZ: Final = (4.0, 15.0)
#: Two lines that fit together are hum; one alone may be a tone.
LEAST_LINES: Final = 2
NOTCH_HZ: Final = 2.0


@dataclass(frozen=True)
class Hum:
    """Hum in a recording.

    Attributes:
        mains_hz: 50.0 or 60.0 for the grid's nominal frequency; 0.0 if there is no hum.
        lines_hz: Where its lines lie.
    """

    mains_hz: float = 0.0
    lines_hz: tuple[float, ...] = ()

    def notches(self) -> tuple[Filter, ...]:
        """Return the filters that take it away."""
        return tuple(
            ("bandreject", f"f={line:.3f}:width_type=h:width={NOTCH_HZ}:precision=f64")
            for line in self.lines_hz
        )


class HumSearch:
    """Looks for hum in a stream that passes by, one channel at `VOICE_RATE_HZ`."""

    def __init__(self) -> None:
        self._spectra: list[NDArray[np.float32]] = []
        self._held = np.zeros(0, np.float32)
        self._seconds = 0
        self._every = 1
        self._shape = np.hanning(WINDOW).astype(np.float32)

    def watch(self, blocks: Iterable[Samples]) -> Iterator[Samples]:
        """Pass on the blocks."""
        for block in blocks:
            self._held = np.concatenate([self._held, block[:, 0]])
            while len(self._held) >= WINDOW:
                self._look(self._held[:WINDOW])
                self._held = self._held[STEP:]
            yield block

    def _look(self, window: NDArray[np.float32]) -> None:
        """Keep the spectrum of a second, of every so many seconds."""
        if self._seconds % self._every == 0:
            lines = np.abs(np.fft.rfft(window * self._shape))[: _line(HIGHEST_HZ + 50)]
            self._spectra.append((lines / (WINDOW / 4)).astype(np.float32))
        self._seconds += 1
        if len(self._spectra) > MOST_SPECTRA:
            self._spectra, self._every = self._spectra[::2], 2 * self._every

    def found(self) -> Hum:
        """Return the hum of the mains frequency that more lines speak for."""
        if not self._spectra:
            return Hum()
        always = np.quantile(np.stack(self._spectra), NEARLY_ALWAYS, axis=0)
        levels_db = 20 * np.log10(np.maximum(always, 1e-9))
        lines = {mains: dict(_lines(levels_db, mains)) for mains in MAINS_HZ}
        mains_hz = max(lines, key=lambda mains: len(lines[mains]))
        found = lines[mains_hz]
        return Hum(mains_hz, _series(found)) if len(found) >= LEAST_LINES else Hum()


def _series(found: Mapping[int, float]) -> tuple[float, ...]:
    """Return all harmonics up to the highest one found: a voice may hide one between others.

    They are exact multiples of one frequency; that is where the lines found lie nearest to it.
    """
    mains_hz = sum(number * hz for number, hz in found.items()) / sum(n * n for n in found)
    return tuple(number * mains_hz for number in range(1, max(found) + 1))


def _lines(levels_db: NDArray[np.float64], mains_hz: float) -> Iterator[tuple[int, float]]:
    """Yield which harmonics of `mains_hz` stand out, and where."""
    for harmonic in range(1, int(HIGHEST_HZ / mains_hz) + 1):
        reach = _line(OFF_HZ * harmonic**0.5) + 1
        middle = _line(harmonic * mains_hz)
        peak = middle - reach + int(np.argmax(levels_db[middle - reach : middle + reach + 1]))
        near, far = (_line(hz) for hz in NEIGHBOURS_HZ)
        beside = np.r_[levels_db[peak - far : peak - near], levels_db[peak + near : peak + far]]
        if levels_db[peak] > max(LEAST_DB, float(np.median(beside)) + STANDS_OUT_DB):
            yield harmonic, _between(levels_db, peak) * VOICE_RATE_HZ / WINDOW


def _between(levels_db: NDArray[np.float64], peak: int) -> float:
    """Return where between the lines a peak lies: the top of a parabola."""
    left, top, right = levels_db[peak - 1 : peak + 2]
    bend = left - 2 * top + right
    return peak + (0.5 * float((left - right) / bend) if bend else 0.0)


def _line(hz: float) -> int:
    """Return the number of the line at a frequency."""
    return round(hz * WINDOW / VOICE_RATE_HZ)
