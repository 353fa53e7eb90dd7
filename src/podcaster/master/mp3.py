"""MP3 through LAME, at the level that was asked for and gapless."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from threading import Lock
from typing import BinaryIO, Final

import lameenc
import numpy as np

from podcaster.doors import Samples
from podcaster.errors import AudioError
from podcaster.master.chunks import Chunk, Pcm, chunks_anywhere, chunks_in_passing
from podcaster.master.info_frame import BITRATES_KBPS, ENCODER_Q
from podcaster.master.mp3_file import own_bytes, write_info
from podcaster.master.seams import DisagreementError, Recipe, encode_in_chunks
from podcaster.master.sound import Sound
from podcaster.master.workers import processors
from podcaster.model.audio import Encoding
from podcaster.model.findings import Place
from podcaster.model.message import message

#: LAME turns its input down at low bit rates and does not say so (measured with LAME 4.0; its
#: presets.c has the same figures): highest bit rate (kbit/s), factor.
HIDDEN_SCALES: Final = ((160, 0.95), (192, 0.97), (224, 0.98), (320, 1.0))
#: LAME's own way to vary the bit rate (`vbr_mtrh`).
VARYING: Final = 4
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
    kbps = encoding.bitrate_kbps
    if encoding.vbr_quality is None and kbps not in BITRATES_KBPS:
        raise _unknown_bitrate(path, kbps or 0)
    with path.open("w+b") as file:
        pcm = PcmSource(sound, hidden_scale(kbps) if kbps else 1.0)
        try:
            _write(file, pcm, encoding, workers or processors(), meanwhile)
        except DisagreementError:
            pcm = PcmSource(sound, pcm.scale)
            _write(file, pcm, encoding, 1, meanwhile)
        write_info(file, encoding, pcm.frames)


def hidden_scale(bitrate_kbps: int) -> float:
    """Return the factor by which LAME turns its input down."""
    return next(scale for highest, scale in HIDDEN_SCALES if bitrate_kbps <= highest)


class PcmSource:
    """A sound as 16-bit integers, with triangular dither that depends on the position only.

    Args:
        sound: What is read.
        scale: What the encoder will multiply by; undone here.
    """

    def __init__(self, sound: Sound, scale: float) -> None:
        self.sound = sound
        self.scale = scale
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


def _write(
    file: BinaryIO, pcm: PcmSource, encoding: Encoding, workers: int, meanwhile: Callable[[], None]
) -> None:
    """Write the frames of `pcm`, made by several encoders at the same time, behind the first.

    Raises:
        DisagreementError: If they find no common ground; one alone always does.
    """
    sound = pcm.sound
    if workers == 1:
        chunks: Iterable[Chunk] = [Chunk(0, 0, last=True, pcm=lambda _frame: pcm.read(0, None))]
    elif sound.frames is None:
        chunks = chunks_in_passing(pcm.read(0, None))
    else:
        chunks = chunks_anywhere(pcm.read, sound.frames, workers)
    file.seek(0)
    file.truncate()
    file.write(bytes(own_bytes(encoding)))
    file.writelines(
        encode_in_chunks(
            chunks,
            Recipe(partial(lame, encoding), varying=encoding.vbr_quality is not None),
            workers=workers,
            in_flight=workers + 1 if sound.frames is None else None,
            meanwhile=meanwhile,
        )
    )


def lame(encoding: Encoding) -> lameenc.Encoder:
    """Return an encoder that neither talks nor resamples."""
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_in_sample_rate(encoding.sample_rate_hz)
    encoder.set_out_sample_rate(encoding.sample_rate_hz)
    encoder.set_channels(encoding.channels)
    encoder.set_quality(ENCODER_Q)
    if encoding.vbr_quality is None:
        encoder.set_bit_rate(encoding.bitrate_kbps)
    else:
        encoder.set_vbr(VARYING)
        encoder.set_vbr_quality(encoding.vbr_quality)
    return encoder


def _unknown_bitrate(path: Path, bitrate_kbps: int) -> AudioError:
    """Say which bit rates there are."""
    known = ", ".join(map(str, BITRATES_KBPS))
    return AudioError(
        message("MP3 has no bit rate of {kbps} kbit/s", kbps=bitrate_kbps),
        place=Place(str(path)),
        hint=message("choose one of {known}", known=known),
    )
