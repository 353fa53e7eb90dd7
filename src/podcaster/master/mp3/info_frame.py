"""The first frame of an MP3: how many follow, and where the sound begins and ends.

It is a silent frame that carries Xing's table and LAME's extension, so that every player shows
the right length, seeks, and cuts off the encoder's delay to the sample.

Source:
    http://gabriel.mp3-tech.org/mp3infotag.html; LAME's VbrTag.c.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from podcaster.master.mp3.checksum import crc16

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
#: How the bit rate is chosen: constant, or varying (LAME's "new" method).
CBR: Final = 1
VBR: Final = 4
#: LAME's own figure for quality: 100 - 10 V - q; V is 4 where the bit rate is constant.
USUAL_V: Final = 4
ENCODER_Q: Final = 3
#: Places in LAME's extension, from its beginning.
GAIN_AT: Final = 11
CHECKSUM_AT: Final = 34
XING_BYTES: Final = 120
#: ReplayGain brings everything to this; its older definition by 89 dB means the same.
REPLAY_LUFS: Final = -18.0
#: Bits of its field: for a single track (1), found out by a program (3), then sign and tenths.
TRACK_BY_PROGRAM: Final = 1 << 13 | 3 << 10
NEGATIVE: Final = 1 << 9
MOST_TENTHS: Final = 511
PEAK_ONE: Final = 1 << 23


@dataclass(frozen=True)
class Stream:
    """What the frame tells about the frames behind it.

    Attributes:
        first_header: The first four bytes of the first frame.
        rate_hz: 44100 or 48000.
        bitrate_kbps: Constant bit rate, or the lowest.
        vbr_quality: LAME's V; None where the bit rate is constant.
        frames: Their number.
        size_bytes: Bytes of all frames, without this one.
        contents: Bytes before the frame at each percent of the sound, 100 of them.
        samples: Samples per channel that went into the encoder.
        checksum: CRC-16 of all frames.
    """

    first_header: bytes
    rate_hz: int
    bitrate_kbps: int
    vbr_quality: int | None
    frames: int
    size_bytes: int
    contents: Sequence[int]
    samples: int
    checksum: int

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
    return _sealed(tag).ljust(size, b"\0")


def with_replay_gain(frame: bytes, loudness_lufs: float, peak_dbtp: float) -> bytes:
    """Return an info frame that also tells players how loud the file is.

    Args:
        frame: An `info_frame`.
        loudness_lufs: Integrated loudness, as played.
        peak_dbtp: True peak.

    Source:
        The tag's own page; the reference level is that of ReplayGain 2.0.
    """
    lame = max(frame.find(b"Info"), frame.find(b"Xing")) + XING_BYTES
    tenths = round(10 * (REPLAY_LUFS - loudness_lufs))
    sign = NEGATIVE if tenths < 0 else 0
    gain = TRACK_BY_PROGRAM | sign | min(abs(tenths), MOST_TENTHS)
    told = struct.pack(">IH", min(2**32 - 1, round(10 ** (peak_dbtp / 20) * PEAK_ONE)), gain)
    start = lame + GAIN_AT
    tag = frame[:start] + told + frame[start + len(told) : lame + CHECKSUM_AT]
    return _sealed(tag) + frame[len(tag) + 2 :]


def _sealed(tag: bytes) -> bytes:
    """Return a frame up to its checksum, with it."""
    return tag + struct.pack(">H", crc16(tag))


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
    contents = (min(255, math.floor(256 * (own_bytes + at) / size)) for at in stream.contents)
    quality = 100 - 10 * _v(stream) - ENCODER_Q
    name = b"Info" if stream.vbr_quality is None else b"Xing"
    numbers = struct.pack(">III", HAS_FRAMES_BYTES_TOC_QUALITY, stream.frames, size)
    return name + numbers + bytes(contents) + struct.pack(">I", max(0, quality))


def _v(stream: Stream) -> int:
    return USUAL_V if stream.vbr_quality is None else stream.vbr_quality


def _lame(stream: Stream, own_bytes: int) -> bytes:
    """Return LAME's extension but for its last two bytes, the checksum of the tag."""
    return b"".join(
        (
            ENCODER,
            bytes([CBR if stream.vbr_quality is None else VBR, 0]),  # low-pass not told
            bytes(8),  # replay gain: told when the file has been measured
            bytes([0, min(255, stream.bitrate_kbps)]),
            (ENCODER_DELAY << 12 | stream.padding).to_bytes(3, "big"),
            bytes(4),  # noise shaping, MP3 gain, preset: not told
            struct.pack(">IH", own_bytes + stream.size_bytes, stream.checksum),
        )
    )
