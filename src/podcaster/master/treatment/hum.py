"""Mains hum, listened for in a stream and taken away by narrow notches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np

from podcaster.doors.audio import Samples
from podcaster.doors.treatment import VOICE_RATE_HZ, Filter
from podcaster.master.condition.mains import SPECTRUM_S, Hum, Spectrum, hum_in, spectrum

WINDOW: Final = round(SPECTRUM_S * VOICE_RATE_HZ)
STEP: Final = VOICE_RATE_HZ
#: More spectra than this are thinned out, so that memory does not grow with length.
MOST_SPECTRA: Final = 600
#: Wider notches take more of a voice than hum (SNR at 20 dB: 15.7 dB with 2 Hz, 21 dB with this).
NOTCH_HZ: Final = 0.6


def notches(hum: Hum) -> tuple[Filter, ...]:
    """Return the filters that take hum away."""
    return tuple(
        ("bandreject", f"f={line:.3f}:width_type=h:width={NOTCH_HZ}:precision=f64")
        for line in hum.lines_hz
    )


class HumSearch:
    """Looks for hum in a stream that passes by, one channel at `VOICE_RATE_HZ`."""

    def __init__(self) -> None:
        self._spectra: list[Spectrum] = []
        self._held = np.zeros(0, np.float32)
        self._seconds = 0
        self._every = 1

    def watch(self, blocks: Iterable[Samples]) -> Iterator[Samples]:
        """Pass on the blocks."""
        for block in blocks:
            self._held = np.concatenate([self._held, block[:, 0]])
            while len(self._held) >= WINDOW:
                self._look(self._held[:WINDOW])
                self._held = self._held[STEP:]
            yield block

    def _look(self, window: Spectrum) -> None:
        """Keep the spectrum of a second, of every so many seconds."""
        if self._seconds % self._every == 0:
            self._spectra.append(spectrum(window))
        self._seconds += 1
        if len(self._spectra) > MOST_SPECTRA:
            self._spectra, self._every = self._spectra[::2], 2 * self._every

    def found(self) -> Hum:
        """Return the hum."""
        return hum_in(self._spectra)
