"""Are all pages of an Ogg file there and unharmed, and of one kind? The decoders don't say."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from podcaster.model.message import message
from podcaster.outside.audio import refusals

HEADER_BYTES: Final = 27
#: Ogg's checksum is CRC-32 with the bits of every byte the other way round (RFC 3533, 6).
MIRRORED: Final = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
ALL_ONES: Final = 0xFFFF_FFFF
#: In the header of a page: another recording begins here (RFC 3533, 6).
BEGINS: Final = 2
VORBIS: Final = b"\x01vorbis"
OPUS: Final = b"OpusHead"
OPUS_HZ: Final = 48000


def require_whole(path: Path) -> None:
    """Refuse an Ogg file with a page that is cut off or does not match its checksum.

    Raises:
        AudioError: If it is so.
    """
    with path.open("rb") as file:
        file_bytes = file.seek(0, 2)
        file.seek(0)
        while (at := file.tell()) < file_bytes:
            missing = _missing_in_page(file, path, file_bytes)
            if missing:
                where = message(
                    "its last page begins at byte {at} and lacks {n} bytes", at=at, n=missing
                )
                raise refusals.cut_short(path, where)


def _missing_in_page(file: BinaryIO, path: Path, file_bytes: int) -> int:
    """Read one page; return how many of its bytes are beyond the end of the file.

    Args:
        file: Stands at the start of a page.
        path: Its name, for the error.
        file_bytes: Length of the file, for the error.
    """
    at = file.tell()
    head = file.read(HEADER_BYTES)
    if not head.startswith(b"OggS"):
        raise refusals.damaged_at_byte(path, at, file_bytes)
    if len(head) < HEADER_BYTES:
        return HEADER_BYTES - len(head)
    lacing = file.read(head[26])
    body = file.read(sum(lacing))
    missing = head[26] - len(lacing) + sum(lacing) - len(body)
    if not missing and not _checksum_holds(head + lacing + body):
        raise refusals.damaged_at_byte(path, at, file_bytes)
    return missing


def _checksum_holds(page: bytes) -> bool:
    """Tell whether a page is what its writer wrote."""
    said: int = struct.unpack_from("<I", page, 22)[0]
    blank = page[:22] + bytes(4) + page[26:]
    mirrored = zlib.crc32(blank.translate(MIRRORED), ALL_ONES) ^ ALL_ONES
    return int(f"{mirrored:032b}"[::-1], 2) == said


def kinds(path: Path) -> tuple[tuple[int, int], ...]:
    """Return rate (Hz) and channels of all recordings in Vorbis or Opus, put end to end in `path`.

    All pages have to be whole.
    """
    with path.open("rb") as file:
        found = tuple(map(_kind, _first_packets(file)))
    return tuple(kind for kind in found if kind)


def _first_packets(file: BinaryIO) -> Iterator[bytes]:
    """Yield what stands in each page that begins a recording."""
    while len(head := file.read(HEADER_BYTES)) == HEADER_BYTES:
        body = file.read(sum(file.read(head[26])))
        if head[5] & BEGINS:
            yield body


def _kind(packet: bytes) -> tuple[int, int] | None:
    """Return rate and channels by the first packet (Vorbis I, 4.2.2; RFC 7845, 5.1)."""
    if packet.startswith(VORBIS):
        channels, rate_hz = struct.unpack_from("<BI", packet, len(VORBIS) + 4)
        return rate_hz, channels
    return (OPUS_HZ, packet[len(OPUS) + 1]) if packet.startswith(OPUS) else None


def delay_s(head: bytes) -> float:
    """Return the pre-skip (seconds) that Ogg's clock counts in but nobody hears (RFC 7845, 4.2).

    Args:
        head: What describes the stream.
    """
    return int.from_bytes(head[10:12], "little") / OPUS_HZ if head.startswith(OPUS) else 0.0
