"""What Podlove's web player is told of an episode, where a show wants that player."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator
from typing import Any

from podcaster.model import paths
from podcaster.model.artefacts import Document
from podcaster.model.colours import light_palette
from podcaster.model.mastered import Mastered, MasteredEpisode
from podcaster.model.transcript import Cue, Transcript
from podcaster.render.filters import relative
from podcaster.render.templates import Templates
from podcaster.render.times import vtt_time
from podcaster.render.transcript_text import readable
from podcaster.render.views import EpisodeView, episode_view
from podcaster.settings import Settings


def render_podlove(mastered: Mastered, settings: Settings) -> tuple[Document, ...]:
    """Render a description of each episode and the script that starts the player.

    Raises:
        TemplateError: If the script of the show can't be read.
    """
    if settings.site.player != "podlove":
        return ()
    script = Templates(mastered.checked.draft.templates).text(paths.PODLOVE_SCRIPT)
    made = tuple(_document(one, mastered) for one in mastered.episodes)
    return (*made, Document(paths.PODLOVE_SCRIPT, script.encode(), "text/javascript"))


def _document(episode: MasteredEpisode, mastered: Mastered) -> Document:
    view = episode_view(episode, mastered)
    text = json.dumps(podlove_data(episode, mastered), ensure_ascii=False, indent=2)
    return Document(
        paths.podlove_of(view.slug), f"{text}\n".encode(), "application/json", view.item
    )


def podlove_data(episode: MasteredEpisode, mastered: Mastered) -> dict[str, Any]:
    """Return an episode and its player's settings; addresses are seen from the document.

    Source:
        Podlove Web Player 5, configuration of episodes and players.
    """
    view, show = episode_view(episode, mastered), mastered.settings.show
    here = paths.podlove_of(view.slug)
    return {
        "version": 5,
        "show": {"title": show.title, "summary": show.summary, "link": show.link},
        "title": view.title,
        "summary": view.summary,
        "publicationDate": view.published_at.isoformat(),
        "duration": vtt_time(view.duration_s),
        "poster": relative(view.cover.small, here),
        "link": view.url,
        "audio": [
            {
                "url": relative(one, here),
                "size": str(one.size_bytes),
                "title": one.label,
                "mimeType": one.mime_type,
            }
            for one in view.audio
        ],
        "chapters": list(_chapters(view)),
        "transcripts": [_line(cue) for cue in _said(episode.transcript)],
        "config": _config(view, mastered.settings),
    }


def _said(transcript: Transcript | None) -> tuple[Cue, ...]:
    return readable(transcript).cues if transcript and transcript.timed else ()


def _chapters(view: EpisodeView) -> Iterator[dict[str, str]]:
    for one in view.chapters:
        link = {"href": one.link} if one.link else {}
        yield {"start": vtt_time(one.start_s), "title": one.title, **link}


def _line(cue: Cue) -> dict[str, object]:
    return {
        "start": vtt_time(cue.start_s),
        "start_ms": round(cue.start_s * 1000),
        "end": vtt_time(cue.end_s),
        "end_ms": round(cue.end_s * 1000),
        "speaker": cue.speaker,
        "voice": cue.speaker,
        "text": cue.text,
    }


def _config(view: EpisodeView, settings: Settings) -> dict[str, object]:
    """Return how the player looks: in the colours of the pages by day."""
    colours, here = light_palette(settings.site.accent), paths.podlove_of(view.slug)
    return {
        "version": 5,
        "base": posixpath.relpath(paths.PODLOVE_FOLDER, posixpath.dirname(here)) + "/",
        "theme": {
            "tokens": {
                "brand": colours.accent,
                "brandDark": colours.accent,
                "brandDarkest": colours.ink,
                "brandLightest": colours.card,
                "shadeDark": colours.quiet,
                "shadeBase": colours.quiet,
                "contrast": colours.ink,
                "alt": colours.on_accent,
            }
        },
    }
