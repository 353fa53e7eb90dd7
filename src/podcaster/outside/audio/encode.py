"""AAC in M4A and Opus in Ogg, encoded by FFmpeg's libraries; same samples, same bytes."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Final

import av
import av.error
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.packet import Packet as AvPacket
from av.stream import Stream
from numpy.typing import NDArray

from podcaster.doors.audio import Packet
from podcaster.model.audio import AudioFormat, Encoding
from podcaster.outside.audio import m4a, refusals

#: Short enough that FFmpeg's own copies stay small.
FRAME_FRAMES: Final = 1 << 14
#: No traces of time in the file, its table in front.
MUXING: Final = {"fflags": "+bitexact", "movflags": "+faststart"}
#: The same for a file of which the table is taken. The movie's clock, which is set to the sample
#: rate beside this, makes the length exact to the sample.
SKETCHING: Final = {"fflags": "+bitexact"}
DISK_ERRORS: Final = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG, errno.EACCES, errno.EROFS, errno.ENOENT}
)
LAYOUTS: Final = {1: "mono", 2: "stereo"}
#: What the encoders take.
SAMPLES: Final[dict[AudioFormat, str]] = {AudioFormat.M4A: "fltp", AudioFormat.OPUS: "flt"}
#: Container, encoder, and its options.
RECIPES: Final[dict[AudioFormat, tuple[str, str, dict[str, str]]]] = {
    AudioFormat.M4A: ("ipod", "aac", {"flags": "+bitexact"}),
    AudioFormat.OPUS: ("opus", "libopus", {"flags": "+bitexact", "vbr": "constrained"}),
}


class Encoder:
    """One encoder; see `doors.audio.PacketEncoder`.

    Args:
        rate_hz: Rate of what it will get.
        encoding: What to make of it; complete, no None.
        start: Where in the programme its first sample stands.

    Raises:
        av.error.FFmpegError: If there is no such encoding.
    """

    def __init__(self, rate_hz: int, encoding: Encoding, start: int) -> None:
        _, codec, options = RECIPES[encoding.format]
        context = av.CodecContext.create(codec, "w")
        assert isinstance(context, AudioCodecContext)  # noqa: S101 - for mypy, which can't know
        context.options = dict(options)
        context.sample_rate = rate_hz
        _set(context, encoding)
        context.open()
        self._context = context
        self._clock = start

    def encode(self, samples: NDArray[np.float32]) -> Iterator[Packet]:
        """Take samples, and yield what is ready."""
        for frame in av_frames([samples], self._context.sample_rate, self._clock):
            yield from map(_plain, self._context.encode(frame))
        self._clock += len(samples)

    def flush(self) -> Iterator[Packet]:
        """Yield the rest."""
        yield from map(_plain, self._context.encode(None))


def mux(packets: Iterable[Packet], rate_hz: int, encoding: Encoding, path: Path) -> None:
    """Write packets to `path`, which is replaced.

    Args:
        packets: In order, from encoders that are set alike.
        rate_hz: Their rate.
        encoding: What they are; complete, no None.
        path: The file.

    Raises:
        AudioError: If an encoder or the container refuses.
        OSError: If the file can't be written.
    """
    try:
        if encoding.format is AudioFormat.M4A:
            m4a.write(packets, path, partial(_sketched, rate_hz=rate_hz, encoding=encoding))
        else:
            _mux(packets, rate_hz, encoding, f"file:{path}", MUXING)
    except av.error.FFmpegError as cause:
        if cause.errno in DISK_ERRORS:
            raise OSError(cause.errno, cause.strerror) from cause
        raise refusals.encoder_refused(path, str(cause)) from cause


def _sketched(packets: Iterable[Packet], rate_hz: int, encoding: Encoding) -> bytes:
    """Return a file of some packets, its table at the end."""
    file = BytesIO()
    _mux(packets, rate_hz, encoding, file, {**SKETCHING, "movie_timescale": str(rate_hz)})
    return file.getvalue()


def _mux(
    packets: Iterable[Packet],
    rate_hz: int,
    encoding: Encoding,
    file: str | BytesIO,
    muxing: dict[str, str],
) -> None:
    """Let FFmpeg write packets.

    Raises:
        av.error.FFmpegError: If it does not.
    """
    name, codec, options = RECIPES[encoding.format]
    with av.open(file, "w", format=name, container_options=muxing) as container:
        stream = container.add_stream(codec, rate=rate_hz, options=dict(options))
        assert isinstance(stream, AudioStream)  # noqa: S101 - for mypy, which can't know
        _set(stream.codec_context, encoding)
        for packet in packets:
            container.mux_one(with_clock(packet, stream))


def _set(context: AudioCodecContext, encoding: Encoding) -> None:
    """Say what shall be made."""
    context.format = SAMPLES[encoding.format]
    context.layout = LAYOUTS[encoding.channels or 2]
    context.bit_rate = 1000 * (encoding.bitrate_kbps or 0)


def _plain(packet: AvPacket[AudioStream]) -> Packet:
    return Packet(bytes(packet), packet.pts or 0, packet.duration or 0)


def with_clock(packet: Packet, stream: AudioStream) -> AvPacket[Stream]:
    """Return a packet as FFmpeg knows it."""
    made = AvPacket(packet.data)
    made.stream = stream
    made.time_base = Fraction(1, stream.codec_context.sample_rate)
    made.pts = made.dts = packet.start
    made.duration = packet.frames
    made.is_keyframe = True
    return made


def av_frames(
    blocks: Iterable[NDArray[np.float32]], rate_hz: int, clock: int = 0
) -> Iterator[AudioFrame]:
    """Wrap samples as FFmpeg likes them: planar, with a clock that begins at `clock`."""
    for block in blocks:
        for start in range(0, len(block), FRAME_FRAMES):
            planes = np.ascontiguousarray(block[start : start + FRAME_FRAMES].T)
            frame = AudioFrame.from_ndarray(planes, "fltp", LAYOUTS[len(planes)])
            frame.sample_rate = rate_hz
            frame.pts = clock
            clock += frame.samples
            yield frame
