"""Chapters in M4A: the one tag that has to be written with the container."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import av.error

from podcaster.doors import Span
from podcaster.outside.audio import refusals
from podcaster.outside.audio.encode import MUXING

_MILLISECOND: Final = Fraction(1, 1000)


def copy_with_chapters(source: Path, spans: Sequence[Span], out: Path) -> None:
    """Write the M4A at `source` to `out` with chapters; the audio is copied as it is.

    Args:
        source: AAC in M4A.
        spans: Start and end in milliseconds and title, in time order.
        out: Is replaced.

    Raises:
        AudioError: If the container refuses.
        OSError: If the file can't be written.
    """
    try:
        with av.open(f"file:{source}") as old:
            audio = old.streams.audio[0]
            options = {**MUXING, "movie_timescale": str(audio.rate)}
            with av.open(f"file:{out}", "w", format="ipod", container_options=options) as new:
                stream = new.add_stream_from_template(audio)
                new.set_chapters([_chapter(index, span) for index, span in enumerate(spans)])
                for packet in old.demux(audio):
                    if packet.dts is not None:  # the last, empty packet only says that it is over
                        packet.stream = stream
                        new.mux(packet)
    except av.error.FFmpegError as cause:
        raise refusals.encoder_refused(out, str(cause)) from cause


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
