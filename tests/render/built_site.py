"""All pages of a show as they will stand in the built folder."""

from __future__ import annotations

from collections.abc import Mapping

from podcaster.model.artefacts import Document
from podcaster.model.mastered import Mastered
from podcaster.render.archive import render_archive
from podcaster.render.pages import render_pages
from podcaster.render.service import render_service


def site_documents(mastered: Mastered) -> tuple[Document, ...]:
    """Return the pages with their styles and scripts."""
    renderers = (render_pages, render_archive, render_service)
    return tuple(one for render in renderers for one in render(mastered, mastered.settings))


def site_texts(mastered: Mastered) -> Mapping[str, str]:
    """Return path -> text of every page, style and script."""
    return {one.path: one.content.decode() for one in site_documents(mastered)}
