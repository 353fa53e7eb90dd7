"""AAC in M4A and Opus in Ogg, encoded by FFmpeg's libraries; same samples, same bytes."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import av
import av.error
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer
from numpy.typing import NDArray

from podcaster.model.audio import AudioFormat, Encoding
from podcaster.outside.audio import refusals

#: Short enough that FFmpeg's own copies stay small.
FRAME_FRAMES: Final = 1 << 14
#: No traces of time in the file, its table in front; the movie's clock, which is set to the sample
#: rate, makes the length exact to the sample.
MUXING: Final = {"fflags": "+bitexact", "movflags": "+faststart"}
DISK_ERRORS: Final = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG, errno.EACCES, errno.EROFS, errno.ENOENT}
)
LAYOUTS: Final = {1: "mono", 2: "stereo"}
#: Container, encoder, and its options.
RECIPES: Final[dict[AudioFormat, tuple[str, str, dict[str, str]]]] = {
    AudioFormat.M4A: ("ipod", "aac", {"flags": "+bitexact"}),
    AudioFormat.OPUS: ("opus", "libopus", {"flags": "+bitexact", "vbr": "constrained"}),
}


def encode(
    blocks: Iterable[NDArray[np.float32]], rate_hz: int, encoding: Encoding, path: Path
) -> None:
    """Write `blocks` to `path`.

    Args:
        blocks: float32, shape (frames, channels), full scale = 1.0.
        rate_hz: Their rate.
        encoding: What to make of them; complete, no None.
        path: Is replaced.

    Raises:
        AudioError: If the encoder refuses.
        OSError: If the file can't be written.
    """
    container_name, codec, options = RECIPES[encoding.format]
    muxing = {**MUXING, "movie_timescale": str(rate_hz)}
    try:
        with av.open(
            f"file:{path}", "w", format=container_name, container_options=muxing
        ) as container:
            stream = container.add_stream(codec, rate=rate_hz, options=options)
            assert isinstance(stream, AudioStream)  # noqa: S101 - for mypy, which can't know
            stream.codec_context.layout = LAYOUTS[encoding.channels or 2]
            stream.codec_context.bit_rate = 1000 * (encoding.bitrate_kbps or 0)
            _feed(container, stream, av_frames(blocks, rate_hz))
    except av.error.FFmpegError as cause:
        if cause.errno in DISK_ERRORS:
            raise OSError(cause.errno, cause.strerror) from cause
        raise refusals.encoder_refused(path, str(cause)) from cause


def _feed(container: OutputContainer, stream: AudioStream, frames: Iterable[AudioFrame]) -> None:
    """Encode all frames and what the encoder still holds."""
    for frame in frames:
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def av_frames(blocks: Iterable[NDArray[np.float32]], rate_hz: int) -> Iterator[AudioFrame]:
    """Wrap samples as FFmpeg likes them: planar, with a clock."""
    clock = 0
    for block in blocks:
        for start in range(0, len(block), FRAME_FRAMES):
            planes = np.ascontiguousarray(block[start : start + FRAME_FRAMES].T)
            frame = AudioFrame.from_ndarray(planes, "fltp", LAYOUTS[len(planes)])
            frame.sample_rate = rate_hz
            frame.pts = clock
            clock += frame.samples
            yield frame
