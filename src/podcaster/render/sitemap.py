"""What search engines find the pages by: sitemap.xml, and robots.txt that leads there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final
from urllib.parse import quote

from lxml import etree

from podcaster.model import paths
from podcaster.model.artefacts import Document
from podcaster.model.mastered import Mastered

_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(documents: Iterable[Document], mastered: Mastered) -> tuple[Document, ...]:
    """Return the sitemap of all pages among `documents`, and robots.txt.

    A page of an episode or a news item last changed when that came out; every other page when the
    newest of them did. Nothing here asks the clock.

    Source:
        sitemaps.org, protocol 0.9; RFC 9309 and its extension `Sitemap`.
    """
    moments = _moments(mastered)
    newest = max(moments.values(), default=None)
    root = etree.Element("urlset", {"xmlns": _NAMESPACE})
    for document in sorted(documents, key=lambda one: one.path):
        if document.mime_type == "text/html" and document.path.endswith("index.html"):
            entry = etree.SubElement(root, "url")
            address = mastered.settings.site.address(quote(document.path))
            etree.SubElement(entry, "loc").text = address
            if changed := moments.get(document.item, newest):
                etree.SubElement(entry, "lastmod").text = changed.isoformat()
    content = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    robots = f"User-agent: *\nAllow: /\nSitemap: {mastered.settings.site.address(paths.SITEMAP)}\n"
    return (
        Document(paths.SITEMAP, content, "application/xml"),
        Document(paths.ROBOTS, robots.encode(), "text/plain"),
    )


def _moments(mastered: Mastered) -> Mapping[str, datetime]:
    """Return item -> when it came out."""
    episodes = {one.draft.item: one.draft.written.published_at for one in mastered.episodes}
    return episodes | {one.draft.item: one.draft.written.published_at for one in mastered.news}
