"""What should hold for the show as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from podcaster.check.places import at
from podcaster.model import paths
from podcaster.model.categories import WRITTEN_CATEGORIES, parse_category
from podcaster.model.draft import Draft, SourceFile, ValuePath
from podcaster.model.findings import Finding
from podcaster.model.languages import is_known
from podcaster.model.licence import KNOWN_LICENCES, Licence
from podcaster.model.message import Message, message
from podcaster.model.suggestions import nearest

#: Apple cuts longer descriptions off; bytes, not characters.
MOST_SUMMARY_BYTES: Final = 4000


def categories_are_apples(draft: Draft) -> Iterator[Finding]:
    """A category is one that Apple knows, in Apple's spelling."""
    for index, written in enumerate(draft.settings.show.categories):
        if parse_category(written) is None:
            close = nearest(written, WRITTEN_CATEGORIES)
            yield at(
                draft.source,
                ("show", "categories", index),
                "PC201",
                message("`{category}` is not a category that Apple knows", category=written),
                message("did you mean `{close}`?", close=close)
                if close
                else message("take one such as `Government` or `News > Politics`"),
            )


def summary_words(summary: str) -> tuple[Message, Message] | None:
    """Return what is wrong with a summary, or None."""
    length = len(summary.encode())
    if length <= MOST_SUMMARY_BYTES:
        return None
    return (
        message("the summary has {length} bytes, and directories take 4000", length=length),
        message("shorten it to one paragraph; the rest belongs into the show notes"),
    )


def show_summary_fits(draft: Draft) -> Iterator[Finding]:
    """The show's summary has at most 4000 bytes."""
    if words := summary_words(draft.settings.show.summary):
        yield at(draft.source, ("show", "summary"), "PC202", *words)


def grants_have_different_names(draft: Draft) -> Iterator[Finding]:
    """A grant's name stands only once, because episodes refer to it."""
    seen: set[str] = set()
    for index, grant in enumerate(draft.settings.show.grants):
        if grant.name in seen:
            yield at(
                draft.source,
                ("show", "grants", index, "name"),
                "PC203",
                message("there is another grant called `{name}`", name=grant.name),
                message("give it another name"),
            )
        seen.add(grant.name)


def trailer_exists(draft: Draft) -> Iterator[Finding]:
    """The trailer is an episode of the show, of the kind `trailer`."""
    slug = draft.settings.show.trailer
    if slug is None:
        return
    found = next((episode for episode in draft.episodes if episode.slug == slug), None)
    if found is None:
        close = nearest(slug, [episode.slug for episode in draft.episodes])
        yield at(
            draft.source,
            ("show", "trailer"),
            "PC204",
            message("there is no episode `{slug}`", slug=slug),
            message("did you mean `{close}`?", close=close)
            if close
            else message("write the slug of the trailer, or remove the line"),
        )
    elif found.written.kind != "trailer":
        yield at(
            found.source,
            ("kind",),
            "PC205",
            message("this is the show's trailer, and apps can't tell"),
            message("add `kind: trailer`"),
        )


def licences_are_known(draft: Draft) -> Iterator[Finding]:
    """A licence is well known, or it has an address."""
    for licence, source, path in _licences(draft):
        if licence.address is None:
            close = nearest(licence.name, KNOWN_LICENCES)
            yield at(
                source,
                (*path, "name"),
                "PC206",
                message("`{name}` is not a licence that is known here", name=licence.name),
                message("did you mean `{close}`?", close=close)
                if close
                else message("add the address of its text as `url:`"),
            )


def _licences(draft: Draft) -> Iterator[tuple[Licence, SourceFile, ValuePath]]:
    if draft.settings.show.licence:
        yield draft.settings.show.licence, draft.source, ("show", "licence")
    for episode in draft.episodes:
        if episode.written.licence:
            yield episode.written.licence, episode.source, ("licence",)


def languages_are_known(draft: Draft) -> Iterator[Finding]:
    """A language is one of ISO 639."""
    for tag, source, path in _languages(draft):
        if not is_known(tag):
            yield at(
                source,
                path,
                "PC207",
                message("`{language}` is no language of ISO 639-1", language=tag),
                message("write `de` for German, `en` for English, `fr` for French"),
            )


def _languages(draft: Draft) -> Iterator[tuple[str, SourceFile, ValuePath]]:
    yield draft.settings.show.language, draft.source, ("show", "language")
    for index, edition_of_show in enumerate(draft.settings.show.editions):
        yield edition_of_show.language, draft.source, ("show", "editions", index, "language")
    for episode in draft.episodes:
        yield episode.written.language or "de", episode.source, ("language",)
        for index, edition in enumerate(episode.written.editions):
            yield edition.language, episode.source, ("editions", index, "language")
    for item in draft.news:
        yield item.written.language or "de", item.source, ("language",)


def links_lead_to_pages(draft: Draft) -> Iterator[Finding]:
    """The show's link leads to a page for people, not to the feed."""
    link = draft.settings.show.link
    path = urlsplit(link).path.lower()
    feed = draft.settings.site.address(paths.FEED)
    if link == feed or path.endswith((".xml", ".rss", "/feed", "/feed/", "/rss")):
        yield at(
            draft.source,
            ("show", "link"),
            "PC210",
            message("this address leads to a feed, and people who follow it want a page"),
            message("write the address of the show's page on your website"),
        )


def copyright_is_holder_and_year(draft: Draft) -> Iterator[Finding]:
    """The copyright names holder and year, without the sign and the word."""
    text = draft.settings.show.copyright or ""
    if found := _COPYRIGHT.search(text):
        yield at(
            draft.source,
            ("show", "copyright"),
            "PC211",
            message("`{word}` is said by the tag itself", word=found[0]),
            message("leave it out: `{text}`", text=" ".join(_COPYRIGHT.sub(" ", text).split())),
        )


#: What apps put in front of the holder themselves.
_COPYRIGHT: Final = re.compile(r"©|\(c\)|\bcopyright\b|℗", re.IGNORECASE)


def categories_stand_once(draft: Draft) -> Iterator[Finding]:
    """A category stands only once; Apple reads the first, others read all."""
    seen: set[str] = set()
    for index, written in enumerate(draft.settings.show.categories):
        name = " ".join(written.split()).casefold()
        if name in seen:
            yield at(
                draft.source,
                ("show", "categories", index),
                "PC212",
                message("`{category}` stands here for the second time", category=written),
                message("remove it, or write another that fits"),
            )
        seen.add(name)


#: A protected blank is none too many: it was put there on purpose.
_BLANKS: Final = re.compile(r"[ \t]{2,}")


def titles_begin_and_end_with_words(draft: Draft) -> Iterator[Finding]:
    """A title has no blanks at its ends, and none twice."""
    show = draft.settings.show.title
    titles = [
        (draft.source, ("show", "title"), show),
        *((one.source, ("title",), one.written.title) for one in draft.episodes),
        *((one.source, ("title",), one.written.title) for one in draft.news),
    ]
    for source, path, title in titles:
        tidy = _BLANKS.sub(" ", title.strip())
        if title != tidy:
            yield at(
                source,
                path,
                "PC213",
                message("the title has blanks at its ends, or two in a row"),
                message("write `{title}`", title=tidy),
            )
