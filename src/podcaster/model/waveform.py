"""How loud a finished file is over its length: the picture of its sound."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Waveform:
    """The lowest and the highest sample of each stretch of a file.

    Attributes:
        sample_rate_hz: Of the file.
        samples_per_point: Length of a stretch.
        extremes: Low, high, low, high ... as signed bytes, full scale = 127; all channels as one.
    """

    sample_rate_hz: int
    samples_per_point: int
    extremes: bytes

    @property
    def length(self) -> int:
        """How many stretches there are."""
        return len(self.extremes) // 2
