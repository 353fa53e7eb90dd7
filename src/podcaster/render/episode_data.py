"""An episode as JSON for other programs; `episode.schema.json` describes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from podcaster.model import paths
from podcaster.render.files import FileView, GrantView
from podcaster.render.filters import markdown
from podcaster.render.views import EpisodeView
from podcaster.settings import Settings

#: The form of `episode.json`; a change that breaks readers raises it.
VERSION: Final = "1"

#: Enough for the player with a title of three lines and closed chapters, and a grant.
PLAYER_HEIGHT_PX: Final = 500

Json = Mapping[str, Any]


def episode_data(view: EpisodeView, settings: Settings) -> Json:
    """Return an episode as JSON-ready values; every address is absolute."""
    return {
        "$schema": settings.site.address(paths.EPISODE_SCHEMA),
        "version": VERSION,
        **_told(view),
        "player": {"url": _address(settings, view, "player"), "height": PLAYER_HEIGHT_PX},
        "show": _show(settings.in_language(view.language)),
        "audio": [_audio(one) for one in view.audio],
        "chapters": [
            {"start_s": round(one.start_s, 3), "title": one.title, "url": one.link}
            for one in view.chapters
        ],
        "transcript": _transcript(view, settings),
        "people": _people(view),
        "artwork": {
            "url": view.cover.full.url, "small": view.cover.small.url, "alt": view.cover.alt,
        },
        "notes_html": _notes(view, settings),
        "grants": [_grant(one) for one in view.grants],
        "licence": view.licence and {"label": view.licence.label, "url": view.licence.address},
        "editions": [
            {"language": one.language, "title": one.title, "summary": one.summary, "url": one.link}
            for one in view.editions
        ],
        "fragments": {
            str(name): settings.site.address(quote(paths.fragment_of(view.slug, name)))
            for name in paths.FRAGMENTS
        },
    }  # fmt: skip


def _told(view: EpisodeView) -> Json:
    """Return what the episode says of itself."""
    return {
        "guid": view.guid,
        "slug": view.slug,
        "title": view.title,
        "summary": view.summary,
        "language": view.language,
        "label": view.label,
        "season": view.season,
        "number": view.number,
        "kind": view.kind,
        "published_at": view.published_at.isoformat(),
        "duration_s": round(view.duration_s, 3),
        "url": view.url,
        "topics": list(view.topics),
    }


def _people(view: EpisodeView) -> list[Json]:
    return [
        {"name": one.name, "role": one.role, "label": one.label, "url": one.link}
        for one in view.people
    ]


def _show(settings: Settings) -> Json:
    return {
        "title": settings.show.title,
        "guid": settings.show.guid,
        "url": settings.site.address(paths.SHOW_PAGE),
        "feed": settings.site.address(settings.feed_in(settings.show.language)),
    }


def _audio(file: FileView) -> Json:
    return {"title": file.label, "url": file.url, "type": file.mime_type, "bytes": file.size_bytes}


def _transcript(view: EpisodeView, settings: Settings) -> Json | None:
    if not view.transcript:
        return None
    page = settings.site.address(quote(paths.transcript_page_of(view.slug)))
    return {"webvtt": view.transcript_file and view.transcript_file.url, "html": page}


def _notes(view: EpisodeView, settings: Settings) -> str:
    if not view.notes.strip():
        return ""
    return str(markdown(view.notes, view.language, settings.site.heading_level, view.slug)).strip()


def _grant(grant: GrantView) -> Json:
    emblem = grant.emblem
    return {
        "statement": grant.statement,
        "url": grant.link,
        "emblem": emblem and {"url": emblem.url, "alt": grant.emblem_alt},
    }


def _address(settings: Settings, view: EpisodeView, name: str) -> str:
    return settings.site.address(quote(paths.embed_of(view.slug, name)))
