"""MP3 through LAME, at the level that was asked for and gapless."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock
from typing import Final

import lameenc
import numpy as np

from podcaster.doors import Samples
from podcaster.errors import AudioError
from podcaster.master.chunks import Pcm, chunks_anywhere, chunks_in_passing, encode_in_chunks
from podcaster.master.info_frame import BITRATES_KBPS, Stream, frame_bytes, info_frame
from podcaster.master.sound import Sound
from podcaster.master.workers import processors
from podcaster.model.audio import Encoding
from podcaster.model.findings import Place
from podcaster.model.message import message

#: LAME turns its input down at low bit rates and does not say so (measured with LAME 4.0; its
#: presets.c has the same figures): highest bit rate (kbit/s), factor.
HIDDEN_SCALES: Final = ((160, 0.95), (192, 0.97), (224, 0.98), (320, 1.0))
#: LAME's and ffmpeg's default: 3 of 0 (best) to 9.
QUALITY: Final = 3
INT16_SCALE: Final = 32767.0
DITHER_FRAMES: Final = 480_000
DITHER_SEED: Final = 1770


def write_mp3(
    sound: Sound,
    encoding: Encoding,
    path: Path,
    meanwhile: Callable[[], None] = lambda: None,
    workers: int | None = None,
) -> None:
    """Encode a sound to `path`, which is replaced.

    Args:
        sound: Its rate is 44100 or 48000, and its channels are those of `encoding`.
        encoding: Complete: no None.
        path: The file.
        meanwhile: Is called now and then in this thread.
        workers: How many encoders are at work at the same time; None: as many as there are
            processors.

    Raises:
        AudioError: If MP3 does not know the bit rate.
        OSError: If the file can't be written.
    """
    kbps = encoding.bitrate_kbps or 0
    if kbps not in BITRATES_KBPS:
        raise _unknown_bitrate(path, kbps)
    pcm = _Pcm(sound, hidden_scale(kbps))
    own_bytes = frame_bytes(kbps, sound.rate_hz)
    with path.open("w+b") as file:
        file.write(bytes(own_bytes))
        file.writelines(_encoded(pcm, kbps, workers or processors(), meanwhile))
        size = file.tell() - own_bytes
        file.seek(own_bytes)
        stream = Stream(file.read(4), sound.rate_hz, kbps, size, pcm.frames)
        file.seek(0)
        file.write(info_frame(stream))


def hidden_scale(bitrate_kbps: int) -> float:
    """Return the factor by which LAME turns its input down."""
    return next(scale for highest, scale in HIDDEN_SCALES if bitrate_kbps <= highest)


class _Pcm:
    """A sound as 16-bit integers, with triangular dither that depends on the position only.

    Args:
        sound: What is read.
        scale: What the encoder will multiply by; undone here.
    """

    def __init__(self, sound: Sound, scale: float) -> None:
        self.sound = sound
        self.frames = 0
        self._factor = np.float32(INT16_SCALE / scale)
        self._dither = _dither(sound.channels)
        self._lock = Lock()

    def read(self, start: int, stop: int | None) -> Iterator[Pcm]:
        """Yield the samples from one up to another; from any thread."""
        for block in self.sound.read(start, stop):
            yield self._quantised(block, start)
            start += len(block)
            with self._lock:
                self.frames = max(self.frames, start)

    def _quantised(self, samples: Samples, at: int) -> Pcm:
        """Return integers.

        Args:
            samples: float32, shape (frames, channels).
            at: Their place in the programme.
        """
        scaled = np.multiply(samples, self._factor, order="C")
        done = 0
        while done < len(scaled):
            noise = self._dither[(at + done) % DITHER_FRAMES :][: len(scaled) - done]
            scaled[done : done + len(noise)] += noise
            done += len(noise)
        np.rint(scaled, out=scaled)
        return np.clip(scaled, -32768, 32767, out=scaled).astype("<i2")


def _dither(channels: int) -> Samples:
    """Return ten seconds of triangular noise, two steps wide; longer, nobody hears it repeat."""
    noise = np.random.default_rng(DITHER_SEED)
    shape = (2, DITHER_FRAMES, channels)
    first, second = noise.random(shape, dtype=np.float32)
    return np.asarray(first - second, np.float32)


def _encoded(
    pcm: _Pcm, bitrate_kbps: int, workers: int, meanwhile: Callable[[], None]
) -> Iterator[bytes]:
    """Yield the frames of `pcm`, made by several encoders at the same time."""
    sound = pcm.sound
    chunks = (
        chunks_in_passing(pcm.read(0, None))
        if sound.frames is None
        else chunks_anywhere(pcm.read, sound.frames, workers)
    )
    return encode_in_chunks(
        chunks,
        lambda: _lame(sound.rate_hz, sound.channels, bitrate_kbps),
        workers=workers,
        in_flight=workers + 1 if sound.frames is None else None,
        meanwhile=meanwhile,
    )


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
