"""Everything that libsndfile does not read, through FFmpeg's libraries in PyAV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final

import av
import av.error
import numpy as np
from av.audio.fifo import AudioFifo
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet

from podcaster.doors.audio import Samples
from podcaster.errors import AudioError
from podcaster.model.audio import AudioFacts
from podcaster.model.message import decimal, message
from podcaster.outside.audio import (
    headers,
    joined,
    layouts,
    lengths,
    ogg,
    refusals,
    riff,
    sound_track,
    tracks,
)
from podcaster.outside.audio.mended import Mended, mended
from podcaster.outside.audio.sound_track import SoundTrack

#: Tags of old files are in any encoding, and we don't read them; PyAV 19 asks no more.
TAGS: Final[dict[str, Any]] = {"metadata_errors": "replace"} if av.__version__ < "19" else {}
#: Frames out of FFmpeg are tiny (1024 or 1152); the meter likes them larger.
BLOCK_FRAMES: Final = 1 << 16
#: A header's length may include an encoder's delay, or round (Matroska: to ms, MP4: to packets).
TOLERANCE_S: Final = 0.25
#: How FFmpeg's names for still pictures end.
PICTURES: Final = ("_pipe", "image2")
#: Codecs whose packets bear a checksum that FFmpeg looks at only if it is told to.
CHECKED: Final = ("flac", "wavpack", "tta")
#: 2**(bits - 1) per kind of integer sample.
FULL_SCALES: Final[dict[str, float]] = {"u8": 128.0, "s16": 32768.0, "s32": 2147483648.0}


def probe(path: Path) -> AudioFacts:
    """Read the header of `path`.

    Raises:
        AudioError: If there is no sound in it.
    """
    with _opened(path) as source:
        context = source.stream.codec_context
        name = context.codec.canonical_name
        codec = "pcm" if name.startswith("pcm") else name
        if not context.sample_rate or not source.names:
            raise refusals.not_audio(path)
        length_s, layout = _length_s(source), layouts.told(source.names)
        return AudioFacts(codec, context.sample_rate, len(source.names), length_s, layout)


def layout(path: Path) -> tuple[str, ...]:
    """Return where each of more than two channels stands; empty if the file does not say."""
    with _opened(path) as source:
        return layouts.told(source.names)


def seekable(_path: Path) -> bool:
    """Tell that no place is found at once: the clocks of most containers are not exact."""
    return False


def read(path: Path, start: int, stop: int | None) -> Iterator[Samples]:
    """Decode the first sound track of `path` from one frame up to another (None: the end).

    Yields:
        float32, shape (frames, channels), about `BLOCK_FRAMES` frames.

    Raises:
        AudioError: If it ends too early or is damaged.
    """
    with _opened(path) as source:
        if source.container.format.name == "ogg":
            ogg.require_whole(path)
        stop = _heard_until(source, stop)
        at = 0
        for block in _gathered(path, _frames(path, source)):
            part = block[max(0, start - at) : None if stop is None else max(0, stop - at)]
            at += len(block)
            if len(part):
                yield part
            if stop is not None and at >= stop:
                return
        if lengths.is_told(path, source.container):
            _require_length(path, source, at / source.stream.codec_context.sample_rate)


def _heard_until(source: _Source, stop: int | None) -> int | None:
    """Return `stop`, or the frame where an MP4 says it ends: the last packet is filled up."""
    if source.track is None:
        return stop
    end = round(source.track.length_s * source.stream.codec_context.sample_rate)
    return end if stop is None else min(stop, end)


def _require_length(path: Path, source: _Source, found_s: float) -> None:
    """Refuse a file that turned out shorter than it said.

    Raises:
        AudioError: If it did.
    """
    said_s = _length_s(source)
    if source.is_mp3:
        said_s = min(said_s, lengths.of_mp3_s(path, source.stream.codec_context.sample_rate))
    missing_s = said_s - found_s
    if missing_s > TOLERANCE_S and source.container.format.name.startswith(tracks.OF_ALL):
        with _opened(path) as again:
            missing_s = tracks.missing_s(again.container, again.stream, found_s, said_s)
    if missing_s > TOLERANCE_S:
        raise _lacks(path, missing_s)


def _lacks(path: Path, missing_s: float) -> AudioError:
    """Say that a file ends too early."""
    missing = decimal(max(0.1, missing_s))
    return refusals.cut_short(path, message("{missing} s are missing", missing=missing))


@dataclass(frozen=True)
class _Source:
    """A file that is open.

    Attributes:
        container: As FFmpeg sees it.
        stream: Its first sound track.
        names: Of the channels.
        track: What FFmpeg sees only the first packets of; None if it sees all.
    """

    container: InputContainer
    stream: AudioStream
    names: tuple[str, ...]
    track: SoundTrack | None

    def frames(self) -> Iterator[AudioFrame]:
        """Decode frame by frame.

        Raises:
            av.error.FFmpegError: If FFmpeg stumbles.
            EOFError: If packets are missing.
        """
        if self.track is None:
            for packet in self._packets():
                yield from self.stream.codec_context.decode(packet)
            return
        for packet in self.container.demux(self.stream):
            if packet.size:  # the last, empty one would end it
                yield from packet.decode()
        for data in self.track.rest():
            yield from self.stream.codec_context.decode(Packet(data))
        yield from self.stream.codec_context.decode(None)

    def _packets(self) -> Iterator[Packet[Any]]:
        """Yield what FFmpeg sees of the track; the last packet is empty and ends it."""
        packets = self.container.demux(self.stream)
        with suppress(IndexError):  # PyAV's, behind the last, if a track turned up on the way
            yield from joined.without_tags(packets) if self.is_mp3 else packets

    @property
    def is_mp3(self) -> bool:
        """Tell whether FFmpeg reads nothing but MP3."""
        return self.container.format.name == "mp3"


@contextmanager
def _opened(path: Path) -> Iterator[_Source]:
    """Open `path` by its content: FFmpeg sees no name and thus no extension.

    Raises:
        AudioError: If there is no sound in it, or less than it says.
    """
    with mended(path) or path.open("rb") as file:
        try:
            container, track = _container(path, file)
        except (av.error.FFmpegError, ValueError) as cause:
            riff.require_whole(path)
            raise headers.why_closed(path) from cause
        with container:
            riff.require_whole(path)
            if not container.streams.audio:
                raise _mute(path, container)
            stream = container.streams.audio[0]
            if stream.codec_context is None:  # whatever it is in, no decoder knows it
                raise headers.why_closed(path)
            if stream.codec_context.name in CHECKED:
                stream.codec_context.options["err_detect"] = "crccheck+explode"
            yield _Source(container, stream, layouts.names_taken(stream.codec_context), track)


def _container(path: Path, file: BinaryIO | Mended) -> tuple[InputContainer, SoundTrack | None]:
    """Return what FFmpeg makes of a file, and its sound track if it shall see no more of it.

    Raises:
        av.error.FFmpegError: If FFmpeg does not know it.
        ValueError: If PyAV can't handle what it says.
    """
    track = sound_track.found(path)
    if track:
        with suppress(av.error.FFmpegError, ValueError):
            container = av.open(BytesIO(track.start), mode="r", **TAGS)
            codecs = [stream.codec_context for stream in container.streams.audio]
            if codecs and codecs[0] and codecs[0].codec.canonical_name == "aac":
                return container, track
            container.close()
    return av.open(file, mode="r", **TAGS), None


def _mute(path: Path, container: InputContainer) -> AudioError:
    """Return what is wrong with a file that holds no sound track."""
    film = container.streams.video and not container.format.name.endswith(PICTURES)
    return refusals.no_sound_track(path) if film else headers.why_closed(path)


def _frames(path: Path, source: _Source) -> Iterator[AudioFrame]:
    """Decode frame by frame.

    Raises:
        AudioError: If FFmpeg stumbles, or packets are missing.
    """
    done = 0
    try:
        for frame in source.frames():
            done += frame.samples
            yield frame
    except av.error.FFmpegError as cause:
        at_s = done / source.stream.codec_context.sample_rate
        raise _broken_off(path, source.container, at_s) from cause
    except EOFError as cause:
        missing_s = _length_s(source) - done / source.stream.codec_context.sample_rate
        raise _lacks(path, missing_s) from cause


def _broken_off(path: Path, container: InputContainer, at_s: float) -> AudioError:
    """Return why decoding ended at `at_s` (seconds)."""
    kinds = ogg.kinds(path) if container.format.name == "ogg" else ()
    others = [kind for kind in kinds if kind != kinds[0]]
    if others:
        return refusals.changes(path, at_s, kinds[0], others[0])
    return refusals.damaged(path, at_s)


def _gathered(path: Path, frames: Iterable[AudioFrame]) -> Iterator[Samples]:
    """Join small frames to blocks.

    Raises:
        AudioError: If rate or channels change on the way.
    """
    fifo = AudioFifo()
    shape: tuple[int, int, str] | None = None
    for frame in frames:
        frame.pts = None  # else it insists on a clock without gaps
        found = frame.sample_rate, frame.layout.nb_channels, frame.format.name
        shape = shape or found
        if found != shape:
            at_s = fifo.samples_written / fifo.sample_rate
            raise refusals.changes(path, at_s, shape[:2], found[:2])
        fifo.write(frame)
        if fifo.samples >= BLOCK_FRAMES:
            yield from map(_samples, fifo.read_many(fifo.samples))
    yield from map(_samples, fifo.read_many(max(1, fifo.samples), partial=True))


def _samples(frame: AudioFrame) -> Samples:
    """Return samples as float32, shape (frames, channels), full scale = 1.0."""
    frame = layouts.packed(frame)
    array = frame.to_ndarray()  # shape (channels, n) if planar, else (1, n * channels)
    kind = frame.format.name.removesuffix("p")
    columns = array.T if frame.format.is_planar else array.reshape(-1, frame.layout.nb_channels)
    if kind not in FULL_SCALES:
        return np.asarray(columns, np.float32)
    offset = 128.0 if kind == "u8" else 0.0
    return np.asarray((columns - offset) / FULL_SCALES[kind], np.float32)


def _length_s(source: _Source) -> float:
    """Return what the header says (seconds), 0.0 if it says nothing."""
    container, stream = source.container, source.stream
    return source.track.length_s if source.track else lengths.length_s(container, stream)
