"""The index of the search, beside the pages it was made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from podcaster.model import paths
from podcaster.model.artefacts import Document
from podcaster.model.release import Release
from podcaster.workspace import Workspace

_MIME_TYPES: Final = {"js": "text/javascript", "json": "application/json"}

#: What a page bears whose words shall be found.
_MARK: Final = b"data-pagefind-body"


def with_search_index(release: Release, workspace: Workspace) -> Release:
    """Return the release with the index of its episodes and news.

    Render may not start programs, so it makes the pages, and this makes the index of them.

    Raises:
        PodcasterError: If the index can't be made.
    """
    pages = dict(_to_be_found(release))
    if workspace.search is None or not release.settings.site.search or not pages:
        return release
    made = tuple(
        Document(f"{paths.SEARCH_INDEX}/{name}", content, _mime_type(name))
        for name, content in workspace.search.index(pages).items()
    )
    artefacts = sorted((*release.artefacts, *made), key=lambda one: one.path)
    return replace(release, artefacts=tuple(artefacts))


def _to_be_found(release: Release) -> Iterator[tuple[str, str]]:
    for one in release.artefacts:
        if isinstance(one, Document) and one.mime_type == "text/html" and _MARK in one.content:
            yield one.path, one.content.decode()


def _mime_type(name: str) -> str:
    return _MIME_TYPES.get(name.rsplit(".", 1)[-1], "application/octet-stream")
