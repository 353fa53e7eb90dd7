"""Which windows of a new MP3 need not be decoded: those that were heard before, byte for byte.

Frames are compared with those of the same number; where the bit rate varies, these lie elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from podcaster.master.meter.parts import Part
from podcaster.master.mp3.chunks import FRAME_SAMPLES
from podcaster.master.mp3.file import frame_places, own_bytes
from podcaster.master.mp3.marks import Known

Places: TypeAlias = NDArray[np.int64]

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
        path: A new one of the same encoding.
    """
    try:
        changed = _changed_frames(known, path) if known.parts else np.ones(0, np.bool_)
    except (OSError, ValueError):  # it is gone or damaged
        return {}
    before = np.concatenate([[0], np.cumsum(changed)])

    def is_same(part: Part) -> bool:
        first = max(0, part.start // FRAME_SAMPLES - BEFORE_FRAMES)
        last = (part.start + part.frames) // FRAME_SAMPLES + AFTER_FRAMES
        return last < len(before) and bool(before[first] == before[last])

    return {part.start: part for part in known.parts if is_same(part)}


def _changed_frames(known: Known, path: Path) -> NDArray[np.bool_]:
    """Return which frames of `path` differ from the known file's frames of the same number.

    Where a frame has another length, so have its neighbours, mostly; what lies between two of them
    is too short to be of use, and is not compared.

    Raises:
        OSError: If a file can't be read.
        ValueError: If there is something else than frames in one.
    """
    first = own_bytes(known.encoding)
    with path.open("rb") as new, known.path.open("rb") as old:
        places, others = (np.array(frame_places(file, first)) for file in (new, old))
        changed = np.ones(len(places) - 1, np.bool_)
        for run in _runs_of_equal_lengths(places, others):
            new.seek(int(places[run.start]))
            old.seek(int(others[run.start]))
            changed[run.start : run.stop] = _differing(new, old, places[run.start : run.stop + 1])
    return changed


def _runs_of_equal_lengths(places: Places, others: Places) -> Iterator[range]:
    """Yield the runs of frames, long enough to be of use, that are as long as those of another."""
    both = min(len(places), len(others))
    same = np.concatenate([[False], np.diff(places[:both]) == np.diff(others[:both]), [False]])
    edges = np.flatnonzero(same[1:] != same[:-1]).tolist()
    runs = (range(*pair) for pair in zip(edges[::2], edges[1::2], strict=True))
    return (run for run in runs if len(run) > BEFORE_FRAMES)


def _differing(new: BinaryIO, old: BinaryIO, places: Places) -> NDArray[np.bool_]:
    """Return which frames differ between here and there.

    Args:
        new: At the beginning of the first.
        old: Likewise.
        places: Where each begins in `new`, and where the last one ends.
    """
    changed, at = np.zeros(len(places) - 1, np.bool_), int(places[0])
    while left := int(places[-1]) - at:
        piece, other = (file.read(min(left, PIECE_BYTES)) for file in (new, old))
        if piece != other:
            one, another = (np.frombuffer(data, np.uint8) for data in (piece, other))
            differ = np.flatnonzero(one != another) + at
            changed[np.searchsorted(places, differ, side="right") - 1] = True
        at += len(piece)
    return changed
