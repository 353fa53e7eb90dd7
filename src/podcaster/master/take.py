"""A programme in one rate and layout, measured once, and rendered as often as needed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from podcaster.doors import Progress, Samples
from podcaster.errors import AudioError
from podcaster.master.blocks import ahead, regrouped
from podcaster.master.excerpts import Excerpts
from podcaster.master.gain import LoudPlacesOnce, solve
from podcaster.master.kweighting import grid
from podcaster.master.limiter import Limiter
from podcaster.master.measure import Reading, read_meters
from podcaster.master.mix import Mix
from podcaster.master.passes import told
from podcaster.master.peaks import LoudPlaces, find_loud_places
from podcaster.model.audio import AudioFacts, Target
from podcaster.model.findings import Place
from podcaster.model.message import message

#: Segments of 100 ms that are rendered at once.
RENDER_SEGMENTS: Final = 20


class Take:
    """One measured mix.

    Args:
        mix: The programme.
        facts: Rate, channels and length of the mix, codec of its body.
        progress: Is told the seconds done of each pass.

    Raises:
        AudioError: If the programme is silent, or a part can't be decoded.
    """

    def __init__(self, mix: Mix, facts: AudioFacts, progress: Progress) -> None:
        self._mix = mix
        self._facts = facts
        self._progress = progress
        self._loud_places = LoudPlacesOnce(self._find)
        self.division = grid(mix.rate_hz)
        excerpts = Excerpts(facts, self.division)
        self.reading: Reading = read_meters(excerpts.watch(mix.read()), facts, progress)
        self.excerpts = excerpts.found
        if self.reading.integrated_lufs is None or self.reading.true_peak_dbtp is None:
            raise _silent(mix)

    def limiter(self, target: Target) -> Limiter:
        """Return what brings the take to `target`, before any encoder."""
        return solve(self.reading, target, self.division, self._loud_places)

    def render(self, limiter: Limiter) -> Iterator[Samples]:
        """Yield the take levelled and limited: float32, shape (frames, channels)."""
        return told(ahead(self._rendered(limiter)), self._facts, self._progress)

    def _rendered(self, limiter: Limiter) -> Iterator[Samples]:
        """Yield what `render` yields."""
        block, frames = self.division.block, RENDER_SEGMENTS * self.division.segment
        first_block = 0
        for samples in regrouped(self._mix.read(), frames):
            yield limiter.apply(samples, first_block, block)
            first_block += len(samples) // block

    def render_excerpts(self, limiter: Limiter) -> Samples:
        """Return all excerpts levelled and limited, one after the other."""
        block = self.division.block
        parts = [limiter.apply(one.samples, one.start // block, block) for one in self.excerpts]
        return np.concatenate(parts)

    def _find(self, floor_db: float) -> LoudPlaces:
        """Search for loud places; another pass over the programme."""
        blocks = told(ahead(self._mix.read()), self._facts, self._progress)
        return find_loud_places(blocks, self._mix.rate_hz, self._mix.channels, floor_db)


def _silent(mix: Mix) -> AudioError:
    """Say that there is nothing to make louder."""
    return AudioError(
        message("is silent: there is nothing to bring to a loudness"),
        place=Place(str(mix.programme.body)),
        hint=message("check the recording; was the right track exported?"),
    )
