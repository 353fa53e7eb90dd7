"""What should hold for news items of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from podcaster.check.places import at
from podcaster.model.draft import Draft
from podcaster.model.findings import Finding
from podcaster.model.message import message

_PDF: Final = b"%PDF-"


def events_have_a_date(draft: Draft) -> Iterator[Finding]:
    """A news item of the kind `event` says when and where."""
    for item in draft.news:
        if item.written.kind == "event" and item.written.event is None:
            yield at(
                item.source,
                ("kind",),
                "PC801",
                message("an event needs a date and a place"),
                message("add `event:` with `starts_at:` and `place:` below it"),
            )


def documents_have_a_pdf(draft: Draft) -> Iterator[Finding]:
    """A news item of the kind `document` names its PDF."""
    for item in draft.news:
        if item.written.kind == "document" and item.written.document is None:
            yield at(
                item.source,
                ("kind",),
                "PC802",
                message("a document needs its PDF"),
                message("add `document:` with `file:` and `title:` below it"),
            )


def news_have_a_text(draft: Draft) -> Iterator[Finding]:
    """A news item has a text."""
    broken = {row.place.file for row in draft.findings}
    for item in draft.news:
        if not item.text.strip() and not {item.text_file, item.source.file} & broken:
            yield at(
                item.source,
                ("text",),
                "PC803",
                message("there is no text in `{file}`", file=item.text_file),
                message("write it in Markdown"),
            )


def pdfs_are_pdfs(draft: Draft) -> Iterator[Finding]:
    """A document's file is there, and it is a PDF."""
    for item in draft.news:
        paper = item.document
        if paper is None:
            continue
        path = ("document", "file")
        if paper.size_bytes is None:
            what = message("`{file}` can't be read", file=paper.file)
            yield at(
                item.source, path, "PC804", what, message("put it into the folder of the item")
            )
        elif _PDF not in paper.start:
            what = message("`{file}` is not a PDF inside", file=paper.file)
            yield at(item.source, path, "PC804", what, message("export it as PDF"))


def news_slugs_are_unique(draft: Draft) -> Iterator[Finding]:
    """No other news item and no episode has the slug of a news item."""
    taken = {episode.slug: episode.folder for episode in draft.episodes}
    for item in draft.news:
        if item.slug in taken:
            yield at(
                item.source,
                ("slug",),
                "PC805",
                message("the slug `{slug}` is taken by `{other}`", slug=item.slug,
                        other=taken[item.slug]),
                message("rename the folder, or add another `slug:`"),
            )  # fmt: skip
        taken.setdefault(item.slug, item.folder)


def events_end_after_they_start(draft: Draft) -> Iterator[Finding]:
    """An event ends after it starts."""
    for item in draft.news:
        event = item.written.event
        if event and event.ends_at and event.ends_at <= event.starts_at:
            yield at(
                item.source,
                ("event", "ends_at"),
                "PC806",
                message("the event ends before it starts"),
                message("correct one of the two times"),
            )
