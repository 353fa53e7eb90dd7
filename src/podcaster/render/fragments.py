"""Paste-ready pieces of HTML per episode, for pages that somebody else makes."""

from __future__ import annotations

from podcaster.model import paths
from podcaster.model.artefacts import Document
from podcaster.model.mastered import Mastered, MasteredEpisode
from podcaster.render.templates import Templates
from podcaster.render.views import EpisodeView, episode_view
from podcaster.settings import Settings


def render_fragments(mastered: Mastered, settings: Settings) -> tuple[Document, ...]:
    """Render the fragments of every episode.

    They live on other people's pages, so every address in them is absolute.

    Raises:
        TemplateError: If a template of the show can't be filled.
    """
    templates = Templates(mastered.checked.draft.templates)
    return tuple(
        _fragment(kind, episode, mastered, settings, templates)
        for episode in mastered.episodes
        for kind in paths.FRAGMENTS
    )


def fragment_text(
    kind: paths.Fragment, view: EpisodeView, settings: Settings, templates: Templates
) -> str:
    """Return one fragment of an episode.

    Raises:
        TemplateError: If the template can't be filled.
    """
    values = {
        "show": settings.show,
        "site": settings.site,
        "language": view.words,
        "episode": view,
        "level": settings.site.heading_level,
    }
    return f"{templates.render(f'{paths.FRAGMENTS[kind]}.j2', values).strip()}\n"


def _fragment(
    kind: paths.Fragment,
    episode: MasteredEpisode,
    mastered: Mastered,
    settings: Settings,
    templates: Templates,
) -> Document:
    view = episode_view(episode, mastered)
    text = fragment_text(kind, view, settings, templates)
    return Document(paths.fragment_of(view.slug, kind), text.encode(), "text/html", view.item)
