"""The first frame of an MP3: how many follow, and where the sound begins and ends.

It is a silent frame that carries Xing's table and LAME's extension, so that every player shows
the right length, seeks, and cuts off the encoder's delay to the sample.

Source:
    http://gabriel.mp3-tech.org/mp3infotag.html; LAME's VbrTag.c.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

#: Frames of MPEG-1, layer III.
FRAME_SAMPLES: Final = 1152
#: LAME's encoder delay; decoders add 529 samples of their own, and know it.
ENCODER_DELAY: Final = 576
BITRATES_KBPS: Final = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
RATE_CODES: Final = {44100: 0, 48000: 1}
MONO: Final = 3
#: Bytes from the start of the frame to the end of LAME's extension, for two channels.
NEEDED_BYTES: Final = 192
HAS_FRAMES_BYTES_TOC_QUALITY: Final = 0xF
ENCODER: Final = b"LAME4.0\0\0"
CBR: Final = 1
CRC16_ARC: Final = 0xA001


@dataclass(frozen=True)
class Stream:
    """What the frame tells about the frames behind it.

    Attributes:
        first_header: The first four bytes of the first frame.
        rate_hz: 44100 or 48000.
        bitrate_kbps: Constant bit rate.
        size_bytes: Bytes of all frames, without this one.
        samples: Samples per channel that went into the encoder.
    """

    first_header: bytes
    rate_hz: int
    bitrate_kbps: int
    size_bytes: int
    samples: int

    @property
    def frames(self) -> int:
        """Number of frames; padding keeps the sum within a byte of the bit rate."""
        return round(self.size_bytes * self.rate_hz / (144_000 * self.bitrate_kbps))

    @property
    def padding(self) -> int:
        """Samples that the encoder added at the end."""
        return self.frames * FRAME_SAMPLES - ENCODER_DELAY - self.samples


def frame_bytes(bitrate_kbps: int, rate_hz: int) -> int:
    """Return the size of the info frame: as the others, or as small as it can be."""
    return 144_000 * _carrier_kbps(bitrate_kbps, rate_hz) // rate_hz


def info_frame(stream: Stream) -> bytes:
    """Return the frame that goes before `stream`."""
    kbps = _carrier_kbps(stream.bitrate_kbps, stream.rate_hz)
    size = frame_bytes(stream.bitrate_kbps, stream.rate_hz)
    rates = (BITRATES_KBPS.index(kbps) + 1) << 4 | RATE_CODES[stream.rate_hz] << 2
    header = stream.first_header[:2] + bytes([rates, stream.first_header[3]])
    side_info = bytes(17 if stream.first_header[3] >> 6 == MONO else 32)
    tag = header + side_info + _xing(stream, size) + _lame(stream, size)
    return (tag + struct.pack(">H", crc16(tag))).ljust(size, b"\0")


def crc16(data: bytes) -> int:
    """Return the CRC-16/ARC of `data`, as LAME computes it."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (CRC16_ARC if crc & 1 else 0)
    return crc


def _carrier_kbps(bitrate_kbps: int, rate_hz: int) -> int:
    """Return the lowest bit rate, from the stream's own up, whose frame holds it all."""
    return next(
        kbps
        for kbps in BITRATES_KBPS
        if kbps >= bitrate_kbps and 144_000 * kbps // rate_hz >= NEEDED_BYTES
    )


def _xing(stream: Stream, own_bytes: int) -> bytes:
    """Return Xing's part; "Info" is its name where the bit rate is constant."""
    size = own_bytes + stream.size_bytes
    heard = stream.size_bytes / size
    contents = (min(255, int(256 * (1 - heard + heard * part / 100))) for part in range(100))
    numbers = struct.pack(">III", HAS_FRAMES_BYTES_TOC_QUALITY, stream.frames, size)
    return b"Info" + numbers + bytes(contents) + struct.pack(">I", 0)


def _lame(stream: Stream, own_bytes: int) -> bytes:
    """Return LAME's extension but for its last two bytes, the checksum."""
    return b"".join(
        (
            ENCODER,
            bytes([CBR, 0]),  # revision 0 of the tag; low-pass not told
            bytes(8),  # replay gain: not told, the loudness is the target's
            bytes([0, min(255, stream.bitrate_kbps)]),
            (ENCODER_DELAY << 12 | stream.padding).to_bytes(3, "big"),
            bytes(4),  # noise shaping, MP3 gain, preset: not told
            struct.pack(">IH", own_bytes + stream.size_bytes, 0),  # checksum of the music: none
        )
    )
