"""MP3 frames as the standard lays them out, and two encodes joined where they agree.

An encoder that starts cold a few seconds early soon takes the decisions of one that ran from the
beginning. Where the side information of both has agreed for a while, the one can be followed by
the other: only the bytes that a frame keeps in earlier frames (the bit reservoir) move along.

Source:
    ISO/IEC 11172-3, 2.4.1 and 2.4.2.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Data: TypeAlias = bytes | bytearray

_BITRATES_KBPS: Final = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
_RATES_HZ: Final = (44100, 48000, 32000, 0)
_HEADER_BYTES: Final = 4


def _frame_size(byte: int) -> int:
    """Return the length of a frame by the third byte of its header; 0 if it has none."""
    kbps, rate_hz = _BITRATES_KBPS[byte >> 4], _RATES_HZ[byte >> 2 & 3]
    return 144_000 * kbps // rate_hz + (byte >> 1 & 1) if kbps and rate_hz else 0


_SIZES: Final = tuple(map(_frame_size, range(256)))
#: Where the sampling rate stands in the third byte of a header.
_RATE: Final = 0x0C
_MONO: Final = 3
_NEITHER_BITRATE_NOR_PADDING: Final = 0x0D
#: 320 kbit/s, in the third byte of a header.
_HIGHEST_BITRATE: Final = 14 << 4
#: A frame that took less than this share of a slot at the highest bit rate got all it wanted: LAME
#: lets it have nine tenths, however empty the reservoir is (what differed took 0.88 and more).
_FREE_SHARE: Final = 0.85
#: So did one that could have had so many bytes more: what differed left up to 130 in the reservoir
#: (clicks, music, speech, V0 to V4), and the reservoirs of encoders that take the same decisions
#: differ by less than a step of the bit rate (209 bytes).
_AMPLE_BYTES: Final = 340

#: So many frames must agree before a cut; eight in a row were seen to agree by chance.
_AGREEING_FRAMES: Final = 24


@dataclass(frozen=True)
class Frames:
    """A run of MPEG-1 Layer III frames.

    Attributes:
        data: The bytes of all frames, one after the other.
        starts: int64, shape (frames + 1,): where each frame begins, and where the last one ends.
        reservoirs: int64, shape (frames,): how many bytes before its own slot a frame's main data
            begins (`main_data_begin`).
        decisions: Header and side information of each frame without `main_data_begin`; where the
            bit rate varies, without it, too: it follows from how full the reservoir is.
        overhead: Bytes of header and side information of each frame.
    """

    data: bytes
    starts: NDArray[np.int64]
    reservoirs: NDArray[np.int64]
    decisions: tuple[bytes, ...]
    overhead: int

    def __len__(self) -> int:
        """Return the number of frames."""
        return len(self.decisions)


def parse_frames(data: bytes, *, varying: bool = False) -> Frames:
    """Read the frames of a bare MPEG-1 Layer III stream without CRCs, as LAME writes it.

    Args:
        data: The stream.
        varying: Whether its bit rate varies.

    Raises:
        ValueError: If something else stands where a frame should begin.
    """
    overhead = _overhead(data)
    starts, reservoirs, decisions = frame_edges(data), [], []
    kept = _NEITHER_BITRATE_NOR_PADDING if varying else 0xFF
    for start in starts[:-1]:
        side = data[start + _HEADER_BYTES : start + overhead]
        reservoirs.append(side[0] << 1 | side[1] >> 7)
        told = bytes([data[start + 2] & kept, data[start + 3], side[1] & 0x7F])
        decisions.append(told + side[2:])
    return Frames(
        data, np.array(starts, np.int64), np.array(reservoirs, np.int64), tuple(decisions), overhead
    )


def frame_edges(data: Data) -> list[int]:
    """Return where each whole frame begins, and where the last one ends.

    Raises:
        ValueError: If something else stands where a frame should begin.
    """
    edges, at, last = [0], 0, len(data) - _HEADER_BYTES
    while at <= last:
        size = _SIZES[data[at + 2]]
        if data[at] != 0xFF or data[at + 1] & 0xFE != 0xFA or not size:  # noqa: PLR2004 - sync, Layer III
            raise ValueError(f"no frame at byte {at}")
        at += size
        if at <= len(data):
            edges.append(at)
    return edges


def wants_more(data: Data, edges: Sequence[int]) -> bool:
    """Tell whether a frame may have wanted more bits than it could get.

    Then its sound depends on how full the reservoir was: the bit rate varies, but not beyond the
    highest.

    Args:
        data: Holds whole frames.
        edges: Where each of them begins, and where the last one ends; that one is not judged, as
            only the next one says what it leaves.
    """
    starts, taken = np.array(edges[:-1], np.int64), np.frombuffer(data, np.uint8)
    highest = np.array(_SIZES)[taken[starts[:-1] + 2] & _RATE | _HIGHEST_BITRATE]
    side = starts + _HEADER_BYTES
    kept = (taken[side].astype(np.int64) << 1) | (taken[side + 1] >> 7)
    spare = highest - np.diff(starts) + kept[1:]
    slot = highest - _overhead(data)
    restrained = kept[:-1] + slot - spare > _FREE_SHARE * slot
    return bool((restrained & (spare < _AMPLE_BYTES)).any())


def _overhead(data: Data) -> int:
    """Return the bytes of header and side information of each frame."""
    return _HEADER_BYTES + (17 if data[3:4] and data[3] >> 6 == _MONO else 32)


def find_cut(before: Frames, after: Frames, offset: int, *, in_phase: bool = False) -> int | None:
    """Return the first frame of `before` from which `after` may take over.

    Only what both agree on to the end of what they have in common counts: at a varying bit rate an
    encoder that has just begun may agree for 26 frames of a pause, and differ once more after it.

    Args:
        before: The earlier encode; it runs past the place where `after` was meant to begin.
        after: The later encode, started cold a few seconds early.
        offset: Which frame of `before` is the first of `after`.
        in_phase: Whether the reservoirs of both must be equally full.

    Returns:
        The number of a frame in `before`, or None if the two never agree long enough.
    """
    agreeing, found = 0, None
    for index in range(offset, min(len(before), offset + len(after))):
        spare = before.reservoirs[index] - after.reservoirs[index - offset]
        fits = spare == 0 if in_phase else spare >= 0
        if found is None and agreeing >= _AGREEING_FRAMES and fits:
            found = index
        if before.decisions[index] == after.decisions[index - offset]:
            agreeing += 1
        else:
            agreeing, found = 0, None
    return found


def join(joined: bytearray, before: Frames, after: Frames, offset: int, cut: int) -> bytes:
    """Let `after` follow `before` from frame `cut`.

    Args:
        joined: Everything up to the end of `before`, cut or whole; it is cut here, and what frame
            `cut` keeps in the reservoir is written over the tail of the slots before it.
        before: The frames at the end of `joined`.
        after: The frames that follow.
        offset: Which frame of `before` is the first of `after`.
        cut: Which frame of `before` is the first to be left out.

    Returns:
        The bytes that follow `joined`.
    """
    del joined[len(joined) - (len(before.data) - int(before.starts[cut])) :]
    kept = _kept_before(after, cut - offset)
    distance = len(joined) - int(before.starts[cut])
    for start, stop in _slots_backwards(before, cut):
        size = min(len(kept), stop - start)
        joined[distance + stop - size : distance + stop] = kept[len(kept) - size :]
        kept = kept[: len(kept) - size]
        if not kept:
            break
    return after.data[int(after.starts[cut - offset]) :]


def _kept_before(frames: Frames, index: int) -> bytes:
    """Return what frame `index` keeps in the slots before its own."""
    left, pieces = int(frames.reservoirs[index]), []
    for start, stop in _slots_backwards(frames, index):
        size = min(left, stop - start)
        pieces.append(frames.data[stop - size : stop])
        left -= size
        if not left:
            break
    return b"".join(reversed(pieces))


def _slots_backwards(frames: Frames, before: int) -> Iterator[tuple[int, int]]:
    """Yield start and stop of the main data slots of the frames before one, last first."""
    for index in range(before - 1, -1, -1):
        yield int(frames.starts[index]) + frames.overhead, int(frames.starts[index + 1])
