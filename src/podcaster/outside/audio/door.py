"""The audio door itself: which library reads what, and what no library notices.

FFmpeg's libraries take as long to load as everything else together, and WAV to MP3 needs none of
them: what uses them is loaded when it is needed.
"""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Final

import numpy as np

from podcaster.doors.audio import Packet, PacketEncoder, Samples, Span
from podcaster.doors.treatment import Filter, Voice
from podcaster.errors import AudioError
from podcaster.model.audio import AudioFacts, Encoding
from podcaster.model.chapters import Chapter
from podcaster.model.film import Film
from podcaster.outside.audio import deepfilter, floats, refusals, sndfile, voice

#: 80 dB over full scale: no float file means that; an integer read as float does.
ABSURD: Final = 1e4
#: Codecs of whose packets a single wrong bit can make a bang, where no checksum tells.
LOSSY: Final = frozenset({"mp3", "aac", "opus", "vorbis"})
#: 40 dB over full scale: nobody encodes that.
BANG: Final = 1e2
STEREO: Final = 2
#: BS.1770's filters need some room above 1.7 kHz; no converter is faster than this.
RATES_HZ: Final = range(4000, 768_001)
#: 24 channels (22.2) of 192 kHz.
MOST_SAMPLES_PER_S: Final = 24 * 192_000
#: A few bytes can stand for days of silence: two days are the longest that anybody waits for.
LONGEST_S: Final = 48 * 3600


class RealAudio:
    """libsndfile where it is exact, FFmpeg's libraries for the rest; see `AudioDoor`."""

    def probe(self, path: Path) -> AudioFacts:
        """Read the header of `path`.

        Raises:
            AudioError: If it holds no audio that can be decoded.
            FolderError: If it can't be read at all.
        """
        with _readable(path):
            library = _library(path)
            facts: AudioFacts = _within_limits(path, library.probe(path))
            if facts.channels > STEREO and library is sndfile:  # which does not say
                return replace(facts, layout=_layout(path))
        return facts

    def read(
        self, path: Path, *, start_s: float = 0.0, stop_s: float | None = None
    ) -> Iterator[Samples]:
        """Decode `path` block by block, from `start_s` up to `stop_s`, at its own rate.

        Raises:
            AudioError: If it can't be decoded, or ends before its header says.
            FolderError: If it can't be read at all.
        """
        with _readable(path):
            library = _library(path)
            facts = _within_limits(path, library.probe(path))
            start = round(start_s * facts.sample_rate_hz)
            stop = None if stop_s is None else round(stop_s * facts.sample_rate_hz)
            yield from _sound(path, library.read(path, start, stop), start, facts)

    def seekable(self, path: Path) -> bool:
        """Tell whether `read` finds any place of `path` at once, exact to the sample.

        Raises:
            AudioError: If it holds no audio that can be decoded.
            FolderError: If it can't be read at all.
        """
        with _readable(path):
            found: bool = _library(path).seekable(path)
        return found

    def encoder(self, rate_hz: int, encoding: Encoding, start: int) -> PacketEncoder:
        """Return an encoder of AAC or Opus; `encoding` is complete (no None)."""
        from podcaster.outside.audio import encode  # noqa: PLC0415 - loads FFmpeg

        return encode.Encoder(rate_hz, encoding, start)

    def mux(self, packets: Iterable[Packet], rate_hz: int, encoding: Encoding, path: Path) -> None:
        """Write packets to an M4A or an Ogg file.

        Raises:
            AudioError: If an encoder refuses while it makes them.
        """
        from podcaster.outside.audio import encode  # noqa: PLC0415 - loads FFmpeg

        encode.mux(packets, rate_hz, encoding, path)

    def film(self, film: Film, path: Path) -> None:
        """Write a film as MP4 with H.264 and AAC.

        Raises:
            AudioError: If an encoder refuses.
        """
        from podcaster.outside.audio import films  # noqa: PLC0415 - loads FFmpeg

        films.write_film(film, path)

    def chapters(self, path: Path) -> tuple[Chapter, ...]:
        """Return the chapters that the tags of `path` name; none if it can't be read."""
        from podcaster.outside.audio import chapters  # noqa: PLC0415 - loads FFmpeg

        return chapters.read_chapters(path)

    def write(self, blocks: Iterable[Samples], rate_hz: int, channels: int, path: Path) -> None:
        """Write `blocks` as they are: WAV of 32-bit floats, as long as it takes.

        Raises:
            OSError: If the file can't be written.
        """
        floats.write(blocks, rate_hz, channels, path)

    def filtered(
        self, blocks: Iterable[Samples], rate_hz: int, channels: int, filters: Sequence[Filter]
    ) -> Iterator[Samples]:
        """Yield one or two channels as FFmpeg's filters change them, none of the frames late."""
        from podcaster.outside.audio import filtering  # noqa: PLC0415 - loads FFmpeg

        return filtering.filtered(blocks, rate_hz, channels, filters)

    def voice(self, blocks: Iterable[Samples]) -> Voice:
        """Tell where somebody speaks in one channel at `VOICE_RATE_HZ`."""
        return voice.voice(blocks)

    def denoised(self, blocks: Iterable[Samples]) -> Iterator[Samples]:
        """Yield one channel at 48 kHz with less noise, as DeepFilterNet hears it.

        Raises:
            UsageError: If it is not installed.
        """
        return deepfilter.denoised(blocks)

    def copy_with_chapters(self, source: Path, spans: Sequence[Span], out: Path) -> None:
        """Copy an M4A and give it chapters; its audio stays as it is.

        Raises:
            AudioError: If the container refuses.
        """
        from podcaster.outside.audio import chapters  # noqa: PLC0415 - loads FFmpeg

        chapters.copy_with_chapters(source, spans, out)


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Turn what the system says about a file into words.

    Raises:
        FolderError: If the system does not let us read it.
    """
    try:
        yield
    except OSError as cause:
        raise refusals.unreadable(path, cause) from cause


def _library(path: Path) -> ModuleType:
    """Return the module that reads `path`, chosen by its content.

    Raises:
        AudioError: If the file is empty, or no file.
    """
    found = path.stat()
    if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
        raise refusals.no_file(path)  # to open a pipe is to wait for whoever writes to it
    if found.st_size == 0 and stat.S_ISREG(found.st_mode):
        raise refusals.empty(path)
    return sndfile if sndfile.opens(path) else _ffmpeg()


def _ffmpeg() -> ModuleType:
    """Return the module that reads by FFmpeg's libraries."""
    from podcaster.outside.audio import ffmpeg  # noqa: PLC0415 - loads FFmpeg

    return ffmpeg


def _within_limits(path: Path, facts: AudioFacts) -> AudioFacts:
    """Pass on `facts` if they may be true.

    The meters' tables and buffers grow with rate and channels, which a header may say anything of.

    Raises:
        AudioError: If no recording has such facts.
    """
    rate_hz, channels = facts.sample_rate_hz, facts.channels
    if rate_hz not in RATES_HZ or rate_hz * channels > MOST_SAMPLES_PER_S:
        raise refusals.beyond_limits(path, rate_hz, channels)
    if facts.duration_s > LONGEST_S:
        raise refusals.endless(path, LONGEST_S // 3600)
    return facts


def _layout(path: Path) -> tuple[str, ...]:
    """Return where channels stand, as FFmpeg reads it; empty if it can't read the file."""
    try:
        found: tuple[str, ...] = _ffmpeg().layout(path)
    except AudioError:
        return ()
    return found


def _sound(
    path: Path, blocks: Iterable[Samples], start: int, facts: AudioFacts
) -> Iterator[Samples]:
    """Pass on `blocks`, which begin at frame `start`, as long as they are sound.

    Raises:
        AudioError: If there is nothing, numbers that are no sound, or no end.
    """
    at, rate_hz, lossy = start, facts.sample_rate_hz, facts.codec in LOSSY
    most, refused = (BANG, refusals.damaged) if lossy else (ABSURD, refusals.not_sound)
    for block in blocks:
        if not len(block):
            continue
        if not (block.min() > -most and block.max() < most):  # NaN fails both
            raise refused(path, (at + _first_beyond(block, most)) / rate_hz)
        at += len(block)
        if at > LONGEST_S * rate_hz:
            raise refusals.endless(path, LONGEST_S // 3600)
        yield block
    if not at:
        raise refusals.no_samples(path)


def _first_beyond(block: Samples, most: float) -> int:
    """Return the first frame that holds a number that is no sound."""
    return int(np.argmax(~(np.abs(block) < most).all(axis=1)))
