"""MP3 through LAME, at the level that was asked for and gapless."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import lameenc
import numpy as np
from numpy.typing import NDArray

from podcaster.doors import Samples
from podcaster.errors import AudioError
from podcaster.master.chunks import FRAME_SAMPLES, encode_in_chunks
from podcaster.master.info_frame import BITRATES_KBPS, Stream, frame_bytes, info_frame
from podcaster.model.audio import Encoding
from podcaster.model.findings import Place
from podcaster.model.message import message

#: LAME turns its input down at low bit rates and does not say so (measured with LAME 4.0; its
#: presets.c has the same figures): highest bit rate (kbit/s), factor.
HIDDEN_SCALES: Final = ((160, 0.95), (192, 0.97), (224, 0.98), (320, 1.0))
#: LAME's and ffmpeg's default: 3 of 0 (best) to 9.
QUALITY: Final = 3
#: Two minutes at 48 kHz, 22 MB of stereo, a multiple of 49: each worker holds one.
CHUNK_FRAMES: Final = 100 * 49
#: A multiple of the bytes of a sample, for one and two channels.
PIECE_BYTES: Final = 1 << 18
INT16_SCALE: Final = 32767.0
#: Bytes of a 16-bit sample.
BYTES: Final = 2
DITHER_FRAMES: Final = 480_000
DITHER_SEED: Final = 1770


def write_mp3(blocks: Iterable[Samples], rate_hz: int, encoding: Encoding, path: Path) -> None:
    """Encode `blocks` to `path`, which is replaced.

    Args:
        blocks: float32, shape (frames, channels), full scale = 1.0.
        rate_hz: 44100 or 48000.
        encoding: Complete: no None.
        path: The file.

    Raises:
        AudioError: If MP3 does not know the bit rate.
        OSError: If the file can't be written.
    """
    channels, kbps = encoding.channels or 2, encoding.bitrate_kbps or 0
    if kbps not in BITRATES_KBPS:
        raise _unknown_bitrate(path, kbps)
    to_int16 = _Quantiser(channels, hidden_scale(kbps))
    own_bytes = frame_bytes(kbps, rate_hz)
    with path.open("w+b") as file:
        file.write(bytes(own_bytes))
        file.writelines(_encoded(map(to_int16, blocks), rate_hz, channels, kbps))
        size = file.tell() - own_bytes
        file.seek(own_bytes)
        stream = Stream(file.read(4), rate_hz, kbps, size, to_int16.frames)
        file.seek(0)
        file.write(info_frame(stream))


def hidden_scale(bitrate_kbps: int) -> float:
    """Return the factor by which LAME turns its input down."""
    return next(scale for highest, scale in HIDDEN_SCALES if bitrate_kbps <= highest)


class _Quantiser:
    """Makes 16-bit integers with triangular dither that depends on the position only.

    Args:
        channels: Number of channels.
        scale: What the encoder will multiply by; undone here.
    """

    def __init__(self, channels: int, scale: float) -> None:
        self.frames = 0
        self._factor = np.float32(INT16_SCALE / scale)
        self._dither = _dither(channels)

    def __call__(self, samples: Samples) -> bytes:
        """Return interleaved little-endian integers."""
        at = np.arange(self.frames, self.frames + len(samples)) % DITHER_FRAMES
        self.frames += len(samples)
        scaled = samples * self._factor + self._dither[at]
        whole = np.clip(np.rint(scaled), -32768, 32767).astype("<i2")
        return bytes(whole.data)


def _dither(channels: int) -> NDArray[np.float32]:
    """Return ten seconds of triangular noise, two steps wide; longer, nobody hears it repeat."""
    noise = np.random.default_rng(DITHER_SEED)
    shape = (2, DITHER_FRAMES, channels)
    first, second = noise.random(shape, dtype=np.float32)
    return np.asarray(first - second, np.float32)


def _encoded(
    pcm: Iterable[bytes], rate_hz: int, channels: int, bitrate_kbps: int
) -> Iterator[bytes]:
    """Yield the frames of `pcm`, made by as many encoders as there are processors."""
    return encode_in_chunks(
        pcm,
        FRAME_SAMPLES * channels * BYTES,
        lambda: _InPieces(_lame(rate_hz, channels, bitrate_kbps)),
        chunk_frames=CHUNK_FRAMES,
    )


class _InPieces:
    """Feeds LAME bit by bit: it would make float copies of all it is given at once.

    Args:
        encoder: LAME.
    """

    def __init__(self, encoder: lameenc.Encoder) -> None:
        self._encoder = encoder

    def encode(self, pcm: bytes) -> bytes:
        """Take interleaved 16-bit samples, return finished frames."""
        starts = range(0, len(pcm), PIECE_BYTES)
        return b"".join(self._encoder.encode(pcm[at : at + PIECE_BYTES]) for at in starts)

    def flush(self) -> bytes:
        """Return the frames that are left."""
        return bytes(self._encoder.flush())


def _lame(rate_hz: int, channels: int, bitrate_kbps: int) -> lameenc.Encoder:
    """Return an encoder that neither talks nor resamples."""
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_bit_rate(bitrate_kbps)
    encoder.set_in_sample_rate(rate_hz)
    encoder.set_out_sample_rate(rate_hz)
    encoder.set_channels(channels)
    encoder.set_quality(QUALITY)
    return encoder


def _unknown_bitrate(path: Path, bitrate_kbps: int) -> AudioError:
    """Say which bit rates there are."""
    known = ", ".join(map(str, BITRATES_KBPS))
    return AudioError(
        message("MP3 has no bit rate of {kbps} kbit/s", kbps=bitrate_kbps),
        place=Place(str(path)),
        hint=message("choose one of {known}", known=known),
    )
