"""Paste-ready pieces of HTML per episode, for pages that somebody else makes."""

from __future__ import annotations

from collections.abc import Iterator

from podcaster.model import paths
from podcaster.model.artefacts import Document
from podcaster.model.mastered import Mastered
from podcaster.render.filters import lang_attribute
from podcaster.render.templates import Templates
from podcaster.render.views import EpisodeView, episode_view
from podcaster.settings import Settings


def render_fragments(mastered: Mastered, settings: Settings) -> tuple[Document, ...]:
    """Render the fragments of every episode.

    They live on other people's pages, so every address in them is absolute, and what is not in
    the show's language says in which it is.

    Raises:
        TemplateError: If a template of the show can't be filled.
    """
    templates = Templates(mastered.checked.draft.templates)
    return tuple(
        Document(paths.fragment_of(view.slug, kind), text.encode(), "text/html", view.item)
        for view in (episode_view(one, mastered) for one in mastered.episodes)
        for kind, text in _fragments(view, settings, templates)
    )


def _fragments(
    view: EpisodeView, settings: Settings, templates: Templates
) -> Iterator[tuple[paths.Fragment, str]]:
    """Yield the fragments of an episode."""
    values = {
        "show": settings.show,
        "site": settings.site,
        "language": view.words,
        "episode": view,
        "level": settings.site.heading_level,
    }
    for kind, template in paths.FRAGMENTS.items():
        html = templates.render(f"{template}.j2", values).strip()
        yield kind, f"{in_language(html, view.words, settings.show.language)}\n"


def in_language(html: str, language: str, around: str) -> str:
    """Return a piece of HTML that says its language, for a page in another one `around` it.

    Source:
        WCAG 2.2, success criterion 3.1.2.
    """
    attribute = lang_attribute(language, around)
    return f"<div{attribute}>\n{html}\n</div>" if attribute else html
