"""Waveforms: files that other people's players read, and the drawing on our pages."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from podcaster.model import paths
from podcaster.model.artefacts import Document
from podcaster.model.chapters import Chapter
from podcaster.model.mastered import Mastered, MasteredEpisode
from podcaster.model.waveform import Waveform
from podcaster.settings import Settings

#: The second version of audiowaveform's formats has channels.
VERSION: Final = 2
_EIGHT_BITS: Final = 1
_ONE_CHANNEL: Final = 1

#: Bars of the drawing: what a phone shows at about two pixels each.
BARS: Final = 128
#: A bar and the gap beside it, the drawing's height, the lowest bar: in the drawing's own units.
PITCH: Final = 4
HEIGHT: Final = 48
_LOWEST: Final = 2
#: Speech is much quieter than music, the eye wants to see both.
_BEND: Final = 0.7


@dataclass(frozen=True)
class WaveView:
    """A drawn waveform.

    Attributes:
        width: Of the drawing, in its own units.
        height: The same.
        bars: Its bars, as the `d` of an SVG path.
        marks: Where chapters begin, the first one left out, as the `d` of an SVG path.
    """

    width: int
    height: int
    bars: str
    marks: str


def render_waveforms(mastered: Mastered, settings: Settings) -> tuple[Document, ...]:
    """Render the waveform of every episode that has one, as binary data and as JSON."""
    del settings
    return tuple(
        Document(paths.waveform_of(slug, form), content, mime_type, episode.draft.item)
        for episode in mastered.episodes
        if (waveform := episode.waveform) and (slug := episode.draft.slug)
        for form, content, mime_type in (
            ("dat", as_dat(waveform), "application/octet-stream"),
            ("json", as_json(waveform), "application/json"),
        )
    )


def as_dat(waveform: Waveform) -> bytes:
    """Return a waveform as BBC audiowaveform's binary data.

    Source:
        audiowaveform, doc/DataFormat.md, version 2.
    """
    header = struct.pack(
        "<iIiiIi",
        VERSION,
        _EIGHT_BITS,
        waveform.sample_rate_hz,
        waveform.samples_per_point,
        waveform.length,
        _ONE_CHANNEL,
    )
    return header + waveform.extremes


def as_json(waveform: Waveform) -> bytes:
    """Return a waveform as BBC audiowaveform's JSON."""
    values = {
        "version": VERSION,
        "channels": _ONE_CHANNEL,
        "sample_rate": waveform.sample_rate_hz,
        "samples_per_pixel": waveform.samples_per_point,
        "bits": 8,
        "length": waveform.length,
        "data": np.frombuffer(waveform.extremes, np.int8).tolist(),
    }
    return f"{json.dumps(values, separators=(',', ':'))}\n".encode()


def wave_view(episode: MasteredEpisode) -> WaveView | None:
    """Return the drawing of an episode's waveform with its chapters, or None if it has none."""
    if not episode.waveform or not episode.waveform.length:
        return None
    heights = bar_heights(episode.waveform, BARS)
    width = len(heights) * PITCH
    duration_s = episode.enclosure.duration_s
    return WaveView(width, HEIGHT, _path(heights), _marks(episode.chapters, duration_s, width))


def bar_heights(waveform: Waveform, most: int) -> tuple[int, ...]:
    """Return the heights of at most `most` bars; the loudest one is as high as the drawing."""
    pairs = np.frombuffer(waveform.extremes, np.int8).reshape(-1, 2).astype(np.float64)
    spans = pairs[:, 1] - pairs[:, 0]
    loudness = [part.mean() for part in np.array_split(spans, min(most, len(spans)))]
    loudest = max(*loudness, 1.0)
    return tuple(max(_LOWEST, round(HEIGHT * (one / loudest) ** _BEND)) for one in loudness)


def _path(heights: Iterable[int]) -> str:
    """Return the bars, each from its top to its foot, around the middle."""
    return "".join(
        f"M{PITCH * index + PITCH // 2} {(HEIGHT - height) / 2:g}v{height}"
        for index, height in enumerate(heights)
    )


def _marks(chapters: Iterable[Chapter], duration_s: float, width: int) -> str:
    places = (chapter.start_s / duration_s for chapter in chapters if duration_s)
    return "".join(f"M{width * place:.1f} 0v{HEIGHT}" for place in places if 0 < place < 1)
