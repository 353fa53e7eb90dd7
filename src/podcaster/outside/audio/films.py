"""Films: pictures and sound together as MP4 (H.264 and AAC); same input, same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Final

import av
import av.error
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from podcaster.model.film import Film, Picture
from podcaster.outside.audio import refusals
from podcaster.outside.audio.encode import DISK_ERRORS, LAYOUTS, MUXING, av_frames

#: One thread: with more, other bytes come out on another machine.
_H264: Final = {"preset": "veryfast", "tune": "stillimage", "crf": "23", "threads": "1"}
_AAC: Final = {"flags": "+bitexact"}
_AAC_BITS: Final = 128_000

#: ITU-R BT.709 and its narrow range, as every film of this height has them; FFmpeg's numbers.
_BT709: Final = 1
_NARROW: Final = 1


def write_film(film: Film, path: Path) -> None:
    """Write `film` to `path`, which is replaced.

    Raises:
        AudioError: If an encoder refuses.
        OSError: If the file can't be written.
    """
    shots, sounds = iter(film.pictures), iter(film.blocks)
    first, sound = next(shots), next(sounds)
    try:
        with av.open(f"file:{path}", "w", format="mp4", container_options=MUXING) as container:
            video = _video(container, film.per_s, first.shape)
            audio = _audio(container, film.rate_hz, sound.shape[1])
            seen = _shots(chain([first], shots), film.per_s)
            heard = av_frames(chain([sound], sounds), film.rate_hz)
            _interleave(container, (video, seen), (audio, heard))
    except av.error.FFmpegError as cause:
        if cause.errno in DISK_ERRORS:
            raise OSError(cause.errno, cause.strerror) from cause
        raise refusals.encoder_refused(path, str(cause)) from cause


def _video(container: OutputContainer, per_s: int, shape: tuple[int, ...]) -> VideoStream:
    stream = container.add_stream("libx264", rate=per_s, options=_H264)
    assert isinstance(stream, VideoStream)  # noqa: S101 - for mypy, which can't know
    stream.height, stream.width = shape[:2]
    stream.pix_fmt = "yuv420p"
    context = stream.codec_context
    context.colorspace = context.color_primaries = context.color_trc = _BT709
    context.color_range = _NARROW
    return stream


def _audio(container: OutputContainer, rate_hz: int, channels: int) -> AudioStream:
    stream = container.add_stream("aac", rate=rate_hz, options=_AAC)
    assert isinstance(stream, AudioStream)  # noqa: S101 - for mypy, which can't know
    stream.codec_context.layout = LAYOUTS[channels]
    stream.codec_context.bit_rate = _AAC_BITS
    return stream


def _shots(pictures: Iterable[Picture], per_s: int) -> Iterator[VideoFrame]:
    """Wrap pictures as FFmpeg likes them, with a clock."""
    for number, picture in enumerate(pictures):
        frame = VideoFrame.from_ndarray(picture, "rgb24")
        frame = frame.reformat(format="yuv420p", dst_colorspace="ITU709", dst_color_range="MPEG")
        frame.pts, frame.time_base = number, Fraction(1, per_s)
        yield frame


def _interleave(
    container: OutputContainer,
    seen: tuple[VideoStream, Iterator[VideoFrame]],
    heard: tuple[AudioStream, Iterator[AudioFrame]],
) -> None:
    """Encode picture and sound side by side, so that players need not look far ahead."""
    (video, shots), (audio, sounds) = seen, heard
    sound = next(sounds, None)
    for shot in shots:
        container.mux(video.encode(shot))
        while sound is not None and (sound.time or 0.0) <= (shot.time or 0.0):
            container.mux(audio.encode(sound))
            sound = next(sounds, None)
    while sound is not None:
        container.mux(audio.encode(sound))
        sound = next(sounds, None)
    container.mux(video.encode(None))
    container.mux(audio.encode(None))
