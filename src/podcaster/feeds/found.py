"""What was found in a feed: plain values, before anybody judged whether they fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from podcaster.model.extra import ExtraElement
from podcaster.model.findings import Place
from podcaster.model.message import Message

#: Name -> value of something small: a person, a place, a licence, a chapter.
Facts = Mapping[str, str]


@dataclass(frozen=True)
class Repair:
    """Something that was broken in a feed, and what was made of it."""

    place: Place
    what: Message


@dataclass
class Repairs:
    """Collects repairs of one feed.

    Attributes:
        file: The feed as the person named it.
        rows: In the order in which they were made.
    """

    file: str
    rows: list[Repair] = field(default_factory=list)

    def note(self, line: int, what: Message) -> None:
        """Remember a repair."""
        self.rows.append(Repair(Place(self.file, line), what))


@dataclass(frozen=True)
class FoundItem:
    """An item of a feed.

    Attributes:
        line: Where it stands.
        guid: Its name for ever; made from other facts if the feed has none.
        title: One line, `itunes:title` where there is one; "" if there is none.
        rss_title: What `title` says, which may hold the number as well.
        summary: Description, HTML or not.
        content: `content:encoded`, or "".
        published_at: With its zone, or None if it can't be read.
        url: Address of the enclosure as the feed has it, or "".
        type: Media type of the enclosure.
        size_bytes: What the enclosure says, or None.
        duration_s: Length in seconds, or None.
        season: Number of the season, or None.
        number: Number of the episode, or None.
        kind: `full`, `trailer` or `bonus`.
        explicit: As the feed says it, or None.
        link: Its page, or "".
        people: name, role, group, link, img.
        chapters: start, title, link, image.
        soundbites: startTime, duration, title.
        licence: name, url; empty if there is none.
        image: Address of its own artwork, or "".
        chapters_url: Address of chapters as JSON, or "".
        transcripts: url, type, language.
        season_name: What the season is called, or "".
        more: Further keys of episode.yaml, as the podcast namespace says them.
        extra: What nobody here has a word for.
    """

    line: int
    guid: str
    title: str = ""
    rss_title: str = ""
    summary: str = ""
    content: str = ""
    published_at: datetime | None = None
    url: str = ""
    type: str = "audio/mpeg"
    size_bytes: int | None = None
    duration_s: float | None = None
    season: int | None = None
    number: int | None = None
    kind: str = "full"
    explicit: bool | None = None
    link: str = ""
    people: tuple[Facts, ...] = ()
    chapters: tuple[Facts, ...] = ()
    soundbites: tuple[Facts, ...] = ()
    licence: Facts = field(default_factory=dict)
    image: str = ""
    chapters_url: str = ""
    transcripts: tuple[Facts, ...] = ()
    season_name: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)
    extra: tuple[ExtraElement, ...] = ()


@dataclass(frozen=True)
class FoundFeed:
    """A feed.

    Attributes:
        file: As the person named it.
        texts: Channel's simple facts by name: title, summary, language, author, owner_name,
            owner_email, type, copyright, link, image, address, guid, locked.
        explicit: As the feed says it, or None.
        categories: As the feed nests them: `News > Politics`.
        people: As in `FoundItem`.
        licence: As in `FoundItem`.
        items: In the order of the feed.
        repairs: What was broken.
        losses: Element -> how often; nobody reads these.
        more: Further keys of publish.yaml, as the podcast namespace says them.
        extra: What nobody here has a word for.
        next_page: Address of older items (RFC 5005), or "".
    """

    file: str
    texts: Facts
    explicit: bool | None = None
    categories: tuple[str, ...] = ()
    people: tuple[Facts, ...] = ()
    licence: Facts = field(default_factory=dict)
    items: tuple[FoundItem, ...] = ()
    repairs: tuple[Repair, ...] = ()
    losses: Mapping[str, int] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)
    extra: tuple[ExtraElement, ...] = ()
    next_page: str = ""
