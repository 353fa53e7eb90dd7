"""What is left of a recording, and where its moments stand afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Timeline:
    """The stretches of a recording that stay.

    Attributes:
        kept: First and last moment of each (seconds of the recording), ascending, apart from each
            other; empty: everything stays.
    """

    kept: tuple[tuple[float, float], ...] = ()

    @property
    def length_s(self) -> float:
        """How long the rest is; infinite if everything stays."""
        return sum(stop - start for start, stop in self.kept) if self.kept else float("inf")

    @property
    def shortened(self) -> int:
        """How many stretches were taken out of the middle."""
        return max(0, len(self.kept) - 1)

    @property
    def shortened_s(self) -> float:
        """How long they were together."""
        return sum(after[0] - before[1] for before, after in pairwise(self.kept))

    def moved(self, at_s: float) -> float:
        """Return where a moment stands now; one that was taken out, where the rest goes on."""
        if not self.kept:
            return at_s
        now_s = 0.0
        for start, stop in self.kept:
            if at_s <= stop:
                return now_s + max(0.0, at_s - start)
            now_s += stop - start
        return now_s
