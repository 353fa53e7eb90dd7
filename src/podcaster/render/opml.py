"""podcasts.opml: every feed of the show and the shows it recommends, to be taken over by an app.

Source:
    OPML 2.0 (opml.org/spec2.opml).
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from lxml import etree

from podcaster.model import paths
from podcaster.model.artefacts import Document
from podcaster.model.mastered import Mastered
from podcaster.model.remote import RemoteItem
from podcaster.render.characters import printable
from podcaster.render.editions import ShowInLanguage, in_each_language
from podcaster.render.feed.addresses import ascii_address
from podcaster.render.feed.dates import rfc_2822
from podcaster.settings import Settings

OPML_TYPE: Final = "text/x-opml"
DOCS: Final = "http://opml.org/spec2.opml"


def render_opml(mastered: Mastered, settings: Settings) -> tuple[Document, ...]:
    """Render the list of feeds: those of the show, then those it recommends."""
    opml = etree.Element("opml", version="2.0")
    _head(opml, mastered, settings)
    body = etree.SubElement(opml, "body")
    for show in in_each_language(mastered, settings):
        _outline(body, _feed(show))
    for row in (_recommended(remote) for remote in settings.show.podroll):
        _outline(body, row)
    content = etree.tostring(opml, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return (Document(paths.SHOWS, content, OPML_TYPE),)


def _head(opml: etree._Element, mastered: Mastered, settings: Settings) -> None:
    newest = _newest(mastered)
    told = {
        "title": settings.show.title,
        "dateModified": rfc_2822(newest) if newest else "",
        "ownerName": settings.show.author,
        "docs": DOCS,
    }
    head = etree.SubElement(opml, "head")
    for name, text in told.items():
        if text:
            etree.SubElement(head, name).text = printable(text)


def _newest(mastered: Mastered) -> datetime | None:
    """Return the newest episode's date: building again is no change."""
    dates = [episode.draft.written.published_at for episode in mastered.episodes]
    return max(dates, default=None)


def _feed(this: ShowInLanguage) -> dict[str, str]:
    show = this.settings.show
    return {
        "text": show.title,
        "xmlUrl": this.settings.site.address(this.feed),
        "htmlUrl": show.link,
        "description": show.summary,
        "language": show.language,
    }


def _recommended(remote: RemoteItem) -> dict[str, str]:
    """Return a recommended show as its row."""
    address = remote.feed_url or ""
    return {"text": remote.title or address, "xmlUrl": address}


def _outline(body: etree._Element, told: dict[str, str]) -> None:
    """Write a feed; without an address it is left out."""
    if not told["xmlUrl"]:
        return
    values = {
        name: ascii_address(text) if name.endswith("Url") else printable(text)
        for name, text in told.items()
    }
    etree.SubElement(body, "outline", {"type": "rss", "title": values["text"], **values})
