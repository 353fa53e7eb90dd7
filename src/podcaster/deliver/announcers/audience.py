"""What an announcer is told of a release: items in its own words, or feeds, or pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from podcaster.deliver.channel import Announcer, HasOwnWords, TellsOfFeeds, TellsOfPages
from podcaster.model import paths
from podcaster.model.artefacts import Artefact
from podcaster.model.release import Announcement, Release

#: Items of this kind are feeds: services are told of them, people are not.
FEED: Final = "feed/"


def announcements_for(announcer: Announcer, release: Release) -> tuple[Announcement, ...]:
    """Return what an announcer tells, oldest first."""
    if isinstance(announcer, TellsOfFeeds):
        return tuple(_feeds(release))
    if isinstance(announcer, TellsOfPages):
        return tuple(_pages(release))
    template = announcer.template if isinstance(announcer, HasOwnWords) else ""
    return tuple(one.in_words_of(template) for one in release.announcements)


def is_feed(item: str) -> bool:
    """Tell whether an item is a feed."""
    return item.startswith(FEED)


def _feeds(release: Release) -> Iterator[Announcement]:
    """Yield the show's feed and those of its editions; another digest, another revision."""
    settings = release.settings
    there = {artefact.path: artefact for artefact in release.artefacts}
    languages = ("", *(edition.language for edition in settings.show.editions))
    for language in languages:
        path = paths.feed_of(language)
        if path in there:
            yield _feed(release, language or settings.show.language, there[path])


def _feed(release: Release, language: str, feed: Artefact) -> Announcement:
    settings = release.settings
    item = f"{FEED}{feed.path}"
    newest = max(
        (one.published_at for one in release.announcements),
        default=release.mastered.checked.draft.now,
    )
    return Announcement(
        item=item,
        guid=item,
        title=settings.in_language(language).show.title,
        summary="",
        language=language,
        link=settings.site.address(feed.path),
        topics=(),
        published_at=newest,
        html="",
        text="",
        post="",
        data={
            "sha256": feed.sha256,
            "hubs": list(settings.feed.hubs),
            "medium": settings.show.medium,
        },
    )


def _pages(release: Release) -> Iterator[Announcement]:
    """Yield every item that has a page of ours, leading to that page."""
    there = frozenset(artefact.path for artefact in release.artefacts)
    settings = release.settings
    for one in release.announcements:
        kind, _, slug = one.item.partition("/")
        path = paths.page_of(slug) if kind == "episode" else paths.news_page(slug)
        if path in there:
            link = settings.site.address(path)
            yield replace(one, link=link, data={"site": settings.site.address("")}, posts={})
