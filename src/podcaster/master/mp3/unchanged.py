"""Which windows of a new MP3 need not be decoded: those that were heard before, byte for byte."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from podcaster.master.meter.parts import Part
from podcaster.master.mp3.chunks import FRAME_SAMPLES
from podcaster.master.mp3.file import frame_places, own_bytes
from podcaster.master.mp3.marks import Known

#: Frames before a window that its samples may depend on: what its filters hear (200 ms), what a
#: decoder needs to come in, and the bit reservoir, which reaches back 511 bytes.
BEFORE_FRAMES: Final = 40
#: Frames behind it: the delay of encoder and decoder, and what the peak meter sees beyond it.
AFTER_FRAMES: Final = 4
PIECE_BYTES: Final = 1 << 20


def unchanged_parts(known: Known, path: Path) -> dict[int, Part]:
    """Return what is known of the windows of `path`, by their first frame.

    Args:
        known: An earlier MP3 and its parts.
        path: A new one, of the same constant bit rate.

    Raises:
        OSError: If a file can't be read.
    """
    if not known.parts:
        return {}
    changed = np.concatenate([[0], np.cumsum(_changed_frames(known, path))])

    def is_same(part: Part) -> bool:
        first = max(0, part.start // FRAME_SAMPLES - BEFORE_FRAMES)
        last = (part.start + part.frames) // FRAME_SAMPLES + AFTER_FRAMES
        return last < len(changed) and bool(changed[first] == changed[last])

    return {part.start: part for part in known.parts if is_same(part)}


def _changed_frames(known: Known, path: Path) -> NDArray[np.bool_]:
    """Return which frames of `path` differ from those at the same place of the known file."""
    first = own_bytes(known.encoding)
    with path.open("rb") as new, known.path.open("rb") as old:
        places = np.array(frame_places(new, first))
        changed = np.zeros(len(places) - 1, np.bool_)
        new.seek(first)
        old.seek(first)
        at = first
        for piece in iter(partial(new.read, PIECE_BYTES), b""):
            other = old.read(len(piece)).ljust(len(piece), b"\0")
            if piece != other:
                bytes_here = np.frombuffer(piece, np.uint8) != np.frombuffer(other, np.uint8)
                differ = np.flatnonzero(bytes_here) + at
                changed[np.searchsorted(places, differ, side="right") - 1] = True
            at += len(piece)
        whole = min(old.seek(0, 2), at)
    changed[np.searchsorted(places, whole, side="left") :] = True
    return changed
