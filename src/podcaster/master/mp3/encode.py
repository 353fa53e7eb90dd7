"""MP3 through LAME, at the level that was asked for and gapless."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import BinaryIO, Final

import lameenc
import numpy as np

from podcaster.doors.audio import Samples
from podcaster.errors import AudioError
from podcaster.master.mp3.chunks import Chunk, Pcm, chunks_anywhere
from podcaster.master.mp3.file import Tally, own_bytes, write_info
from podcaster.master.mp3.info_frame import BITRATES_KBPS, ENCODER_Q
from podcaster.master.mp3.marks import STRETCH_SAMPLES, Known, Marker, Marks
from podcaster.master.mp3.seams import Recipe, encode_in_chunks
from podcaster.master.mp3.splice import spliced_chunks
from podcaster.master.mp3.strain import DisagreementError
from podcaster.master.sound import Sound
from podcaster.master.workers import processors, side_by_side
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
    known: Known | None = None,
) -> Marks:
    """Encode a sound to `path`, which is replaced.

    Args:
        sound: Its rate is 44100 or 48000, and its channels are those of `encoding`.
        encoding: Complete: no None.
        path: The file.
        meanwhile: Is called now and then in this thread.
        workers: How many encoders are at work at the same time; None: as many as there are
            processors.
        known: Another file; if its encoding is the same, what both have in common is taken from
            there.

    Returns:
        What went into the encoder.

    Raises:
        AudioError: If MP3 does not know the bit rate.
        OSError: If the file can't be written.
    """
    kbps = encoding.bitrate_kbps
    if encoding.vbr_quality is None and kbps not in BITRATES_KBPS:
        raise _unknown_bitrate(path, kbps or 0)
    threads = workers or processors()
    with path.open("w+b") as file:
        desk = _Desk(sound, encoding, file, meanwhile)
        made = desk.spliced(threads, known) if known else None
        made = made or desk.encoded(threads) or desk.encoded(1)
        assert made is not None  # noqa: S101 - one encoder agrees with itself
        pcm, tally = made
        write_info(file, encoding, pcm.frames, tally)
    return pcm.marker.marks()


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
        self.marker = Marker()
        self._lock = Lock()

    def read(self, start: int, stop: int | None) -> Iterator[Pcm]:
        """Yield the samples from one up to another; from any thread."""
        return self.marker.watched(self._read(start, stop), start)

    def _read(self, start: int, stop: int | None) -> Iterator[Pcm]:
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


@dataclass(frozen=True)
class _Desk:
    """What an MP3 is made with.

    Attributes:
        sound: See `write_mp3`.
        encoding: See there.
        file: Open for reading and writing.
        meanwhile: See there.
    """

    sound: Sound
    encoding: Encoding
    file: BinaryIO
    meanwhile: Callable[[], None]

    def encoded(self, workers: int) -> tuple[PcmSource, Tally] | None:
        """Encode it all; return what was encoded, or None if encoders found no common ground."""
        pcm, sound = self._pcm(), self.sound
        if workers == 1 or sound.frames is None:
            chunks = [Chunk(0, 0, last=True, pcm=lambda _: pcm.read(0, None))]
        else:
            chunks = chunks_anywhere(pcm.read, sound.frames, workers)
        tally = self._written(chunks, workers)
        return (pcm, tally) if tally else None

    def spliced(self, workers: int, known: Known) -> tuple[PcmSource, Tally] | None:
        """Encode what is not known; return None if that is not possible, or not worth it."""
        if self.sound.frames is None or known.encoding != self.encoding:
            return None
        pcm = self._pcm()
        marks = self._marks(pcm, workers)
        chunks = spliced_chunks(pcm.read, marks, known, own_bytes(self.encoding))
        tally = self._written(chunks, workers) if chunks else None
        return (pcm, tally) if tally else None

    def _pcm(self) -> PcmSource:
        kbps = self.encoding.bitrate_kbps
        return PcmSource(self.sound, hidden_scale(kbps) if kbps else 1.0)

    def _marks(self, pcm: PcmSource, workers: int) -> Marks:
        """Mark the whole programme, in parts side by side."""
        stretches = -(-(self.sound.frames or 0) // STRETCH_SAMPLES)
        size = max(1, -(-stretches // (4 * workers))) * STRETCH_SAMPLES
        jobs = (
            partial(_counted, pcm, start, start + size)
            for start in range(0, self.sound.frames or 0, size)
        )
        with side_by_side(jobs, workers=workers, meanwhile=self.meanwhile) as parts:
            for _ in chain.from_iterable(parts):
                pass
        return pcm.marker.marks()

    def _written(self, chunks: Iterable[Chunk], workers: int) -> Tally | None:
        """Write all frames behind the first; return None if that is not possible."""
        frames = encode_in_chunks(
            chunks,
            Recipe(partial(lame, self.encoding), varying=self.encoding.vbr_quality is not None),
            workers=workers,
            meanwhile=self.meanwhile,
            folder=Path(self.file.name).parent,
        )
        if self.file.tell():  # another attempt
            self.file.seek(0)
            self.file.truncate()
        tally = Tally(self.file.write(bytes(own_bytes(self.encoding))))
        try:
            self.file.writelines(tally.watched(frames))
        except DisagreementError:
            return None
        return tally


def _counted(pcm: PcmSource, start: int, stop: int) -> Iterator[int]:
    """Read samples, and yield how many."""
    return map(len, pcm.read(start, stop))


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
