"""An MP3 on disk: its frames, and the first one that tells about them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from podcaster.master.mp3.bitstream import frame_edges
from podcaster.master.mp3.checksum import crc16
from podcaster.master.mp3.info_frame import Stream, frame_bytes, info_frame, with_replay_gain
from podcaster.model.audio import Encoding, Measurement

PIECE_BYTES: Final = 1 << 20
#: The lowest bit rate where it varies.
LOWEST_KBPS: Final = 32
PERCENTS: Final = 100


def own_bytes(encoding: Encoding) -> int:
    """Return the size of the first frame of a complete MP3 encoding."""
    return frame_bytes(encoding.bitrate_kbps or LOWEST_KBPS, encoding.sample_rate_hz or 0)


def frame_places(file: BinaryIO, first: int) -> array[int]:
    """Return where each frame begins from byte `first` on, and where the last one ends.

    Raises:
        ValueError: If something else stands where a frame should begin.
    """
    places, left = array("q", [first]), b""  # a list needs four times the memory
    file.seek(first)
    while piece := file.read(PIECE_BYTES):
        left = _noted(places, left + piece)
    return places


def _noted(places: array[int], data: bytes) -> bytes:
    """Note where the frames in `data` end, whose first begins at the last place; return the rest.

    Raises:
        ValueError: If something else stands where a frame should begin.
    """
    edges, start = frame_edges(data), places[-1]
    places.extend([start + edge for edge in edges[1:]])
    return data[edges[-1] :]


class Tally:
    """Where frames begin, and their checksum, found out while they are written.

    Args:
        first: The byte where the first one begins.
    """

    def __init__(self, first: int) -> None:
        self.places = array("q", [first])
        self.checksum = 0

    def watched(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Pass on the bytes of all frames, in pieces of any size.

        Raises:
            ValueError: If something else stands where a frame should begin.
        """
        held, left = bytearray(), b""
        for piece in pieces:
            yield piece
            held += piece
            while len(held) >= PIECE_BYTES:
                left = self._counted(left, bytes(held[:PIECE_BYTES]))
                del held[:PIECE_BYTES]
        self._counted(left, bytes(held))

    def _counted(self, left: bytes, piece: bytes) -> bytes:
        """Count one more piece; return what is left of it and of the one before."""
        self.checksum = crc16(piece, self.checksum)
        return _noted(self.places, left + piece)


def write_info(file: BinaryIO, encoding: Encoding, samples: int, tally: Tally) -> None:
    """Put the first frame, which is empty so far, before those that stand behind it.

    Args:
        file: Open for reading and writing.
        encoding: Complete.
        samples: How many went into the encoder, per channel.
        tally: What was written behind it.
    """
    own, places = own_bytes(encoding), tally.places
    frames = len(places) - 1
    file.seek(own)
    stream = Stream(
        first_header=file.read(4),
        rate_hz=encoding.sample_rate_hz or 0,
        bitrate_kbps=encoding.bitrate_kbps or LOWEST_KBPS,
        vbr_quality=encoding.vbr_quality,
        frames=frames,
        size_bytes=places[-1] - own,
        contents=[places[frames * part // PERCENTS] - own for part in range(PERCENTS)],
        samples=samples,
        checksum=tally.checksum,
    )
    file.seek(0)
    file.write(info_frame(stream))


def note_replay_gain(path: Path, encoding: Encoding, measured: Measurement) -> None:
    """Let the first frame of a finished MP3 tell how loud it is; nothing else changes.

    Args:
        path: The file, without tags.
        encoding: Complete.
        measured: Its reading.

    Raises:
        OSError: If it can't be written.
    """
    if measured.integrated_lufs is None or measured.true_peak_dbtp is None:
        return
    with path.open("r+b") as file:
        frame = file.read(own_bytes(encoding))
        file.seek(0)
        file.write(with_replay_gain(frame, measured.integrated_lufs, measured.true_peak_dbtp))
