"""A small built folder on disk, with audio of half a minute, for tests in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

import lameenc
import numpy as np
from PIL import Image
from tests.render.mastered_shows import a_mastered, a_plain_episode, a_trailer, an_episode

from podcaster.model.artefacts import Media
from podcaster.model.chapters import Chapter
from podcaster.model.mastered import Mastered
from podcaster.model.transcript import Cue, Transcript
from podcaster.outside.search import RealSearch
from podcaster.render.archive import render_archive
from podcaster.render.embeds import render_embeds
from podcaster.render.pages import render_pages
from podcaster.render.service import render_service
from podcaster.render.transcript import render_transcripts

SECONDS: Final = 30

CHAPTERS: Final = (
    Chapter(0.0, "Begrüßung"),
    Chapter(10.5, "Was Städte tun & lassen", "https://stadt.test/plaetze"),
    Chapter(20.0, "Ausblick"),
)

TRANSCRIPT: Final = Transcript(
    "de",
    (
        Cue(1.0, 9.0, "Herzlich willkommen, liebe Hörer*innen.", "Moderation"),
        Cue(12.0, 19.0, "Danke für die Einladung.", "Gast aus Hannover"),
    ),
)


def a_built_folder(root: Path) -> Path:
    """Write a built folder whose audio sounds and whose pictures can be seen."""
    return a_built_folder_of(_mastered(), root)


def a_built_folder_of(mastered: Mastered, root: Path) -> Path:
    """Write the folder of `mastered`, with a tone for its audio."""
    settings = mastered.settings
    renderers = (
        render_pages, render_archive, render_service, render_transcripts, render_embeds,
    )  # fmt: skip
    documents = [one for render in renderers for one in render(mastered, settings)]
    for document in documents:
        _write(root / document.path, document.content)
    to_be_found = {
        one.path: one.content.decode() for one in documents if b"data-pagefind-body" in one.content
    }
    for name, content in RealSearch().index(to_be_found).items():
        _write(root / "pagefind" / name, content)
    for media in _media(mastered):
        audio = media.mime_type.startswith("audio/")
        _write(root / media.path, _sound() if audio else _picture(Path(media.path).suffix))
    _write(root / "feed.xml", b"<rss/>")
    return root


def _mastered() -> Mastered:
    episode = an_episode(chapters=CHAPTERS, transcript=TRANSCRIPT)
    enclosure = replace(episode.enclosure, duration_s=float(SECONDS))
    endless = "Donaudampfschifffahrtsgesellschaftskapitän" * 6
    long = a_plain_episode(
        "lang", guid="lang", title=endless, summary=f"{endless} \u202e{endless}", people=[]
    )
    return a_mastered(
        show={"title": endless},
        site={"accessibility": {"checked_on": "2026-03-01", "gaps": [endless]}},
        episodes=(replace(episode, enclosures=(enclosure,)), long, a_trailer()),
    )


def _media(mastered: Mastered) -> Iterator[Media]:
    covers = [mastered.cover, *(one.cover for one in mastered.episodes if one.cover)]
    yield from (media for cover in covers for media in (cover.full, cover.small))
    yield from mastered.emblems.values()
    yield from (one.picture for one in mastered.news if one.picture)
    enclosures = (file for one in mastered.episodes for file in one.enclosures)
    yield from (file.media for file in enclosures if file.media)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@cache
def _sound() -> bytes:
    """Return half a minute of a tone as MP3."""
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(32)
    encoder.set_in_sample_rate(16000)
    encoder.set_channels(1)
    encoder.silence()
    time_s = np.arange(16000 * SECONDS) / 16000
    samples = (8000 * np.sin(2 * np.pi * 220 * time_s)).astype("<i2")
    return bytes(encoder.encode(samples.tobytes()) + encoder.flush())


@cache
def _picture(suffix: str) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (600, 600), "#8f1d2c").save(buffer, "PNG" if suffix == ".png" else "JPEG")
    return buffer.getvalue()
