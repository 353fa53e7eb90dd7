"""Chapters in M4A, the one tag that has to be written with the container; reading them in any file.

FFmpeg reads the chapters of MP4, Matroska, Ogg and FLAC; of ID3 it drops the links.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import av
import av.error
from mutagen import MutagenError, id3

from podcaster.doors.audio import Packet, Span
from podcaster.model.chapters import Chapter
from podcaster.outside.audio import m4a, refusals, sound_track
from podcaster.outside.audio.encode import SKETCHING, with_clock
from podcaster.outside.audio.ffmpeg import TAGS

_MILLISECOND: Final = Fraction(1, 1000)


def copy_with_chapters(source: Path, spans: Sequence[Span], out: Path) -> None:
    """Write the M4A at `source` to `out` with chapters; the audio is copied as it is.

    Args:
        source: AAC in M4A.
        spans: Start and end in milliseconds and title, in time order.
        out: Is replaced.

    Raises:
        AudioError: If the container refuses, or there is no AAC in `source`.
        OSError: If the file can't be written.
    """
    track = sound_track.found(source)
    if track is None:
        raise refusals.damaged(source, 0.0)
    try:
        m4a.write(track.packets(), out, partial(_sketched, start=track.start, spans=spans))
    except av.error.FFmpegError as cause:
        raise refusals.encoder_refused(out, str(cause)) from cause


def _sketched(packets: Iterable[Packet], start: bytes, spans: Sequence[Span]) -> bytes:
    """Return a file of some packets, with chapters and its table at the end.

    Args:
        packets: The few.
        start: A file to take the format from.
        spans: The chapters.

    Raises:
        av.error.FFmpegError: If the container refuses.
    """
    file = BytesIO()
    with av.open(BytesIO(start)) as old:
        audio = old.streams.audio[0]
        options = {**SKETCHING, "movie_timescale": str(audio.rate)}
        with av.open(file, "w", format="ipod", container_options=options) as new:
            stream = new.add_stream_from_template(audio)
            new.set_chapters([_chapter(index, span) for index, span in enumerate(spans)])
            for packet in packets:
                new.mux_one(with_clock(packet, stream))
    return file.getvalue()


def _chapter(index: int, span: Span) -> av.container.Chapter:
    """Return a chapter as FFmpeg knows it."""
    start_ms, end_ms, title = span
    return {
        "id": index,
        "start": start_ms,
        "end": end_ms,
        "time_base": _MILLISECOND,
        "metadata": {"title": title},
    }


def read_chapters(path: Path) -> tuple[Chapter, ...]:
    """Return the chapters that the tags of `path` name, in time order; none if it can't be read.

    Those without a title are left out: players would show an empty line.

    Source:
        id3v2-chapters-1.0; MP4 `chpl` and chapter tracks; Matroska; Xiph's CHAPTERxxx comments.
    """
    found = _in_id3(path) or _in_container(path)
    return tuple(sorted((one for one in found if one.title), key=lambda one: one.start_s))


def _in_id3(path: Path) -> list[Chapter]:
    try:
        return list(_id3_chapters(id3.ID3(path)))
    except (MutagenError, OSError, ValueError):
        return []


def _id3_chapters(tag: Any) -> Iterator[Chapter]:  # noqa: ANN401 - mutagen is met without its types
    for frame in tag.getall("CHAP"):
        title = frame.sub_frames.get("TIT2")
        links = frame.sub_frames.getall("WXXX")
        words = " ".join(str(title or "").split())
        yield Chapter(frame.start_time / 1000, words, links[0].url or None if links else None)


def _in_container(path: Path) -> list[Chapter]:
    try:
        with av.open(f"file:{path}", **TAGS) as container:
            return [_read(one) for one in container.chapters()]
    except (av.error.FFmpegError, OSError, ValueError):
        return []


def _read(chapter: av.container.Chapter) -> Chapter:
    """Return a chapter of FFmpeg's, to the millisecond."""
    start_s = round(float(chapter["start"] * (chapter["time_base"] or _MILLISECOND)), 3)
    title = chapter["metadata"].get("title", "")
    return Chapter(max(0.0, start_s), " ".join(title.split()))
