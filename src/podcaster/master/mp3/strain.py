"""Frames that wanted more bits than they could get: what they sound like is known to one only.

At a varying bit rate a frame gets what it wants, up to the highest bit rate and what the reservoir
holds. How full that is depends on everything encoded before, so such a frame is right only if it
was made by an encoder that has heard the programme from its beginning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from podcaster.master.mp3.bitstream import frame_edges, wants_more

#: An encoder's first frames, which nobody takes over: its reservoir has yet to fill.
EARLY_FRAMES: Final = 20


class DisagreementError(Exception):
    """Encoders found no common ground: the programme has to be encoded in one go."""


class Strain:
    """Watches the frames of an encoder that has not heard all from the beginning."""

    def __init__(self) -> None:
        self._held = b""
        self._early = EARLY_FRAMES

    def watched(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Pass on frames, in pieces of any size; those of the next call follow them.

        Raises:
            DisagreementError: If one of them wanted more bits than it could get.
        """
        for piece in pieces:
            self._look(piece)
            yield piece

    def _look(self, piece: bytes) -> None:
        """Look at all frames whose next one is complete."""
        data = self._held + piece
        edges = frame_edges(data)[self._early :]
        if len(edges) <= 2:  # noqa: PLR2004 - the edges of one frame
            self._held = data
            return
        if wants_more(data, edges):
            raise DisagreementError
        self._held, self._early = data[edges[-2] :], 0
