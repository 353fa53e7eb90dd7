"""The show after render: every file of the built folder, and what is to be announced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from podcaster.model.artefacts import Artefact, Document, Media
from podcaster.model.mastered import Mastered
from podcaster.settings import Settings


@dataclass(frozen=True)
class Announcement:
    """What announcers tell people about one item.

    Attributes:
        item: `episode/<slug>` or `news/<slug>`.
        guid: The episode's GUID, or the item's name.
        title: As its author wrote it.
        summary: One plain paragraph.
        language: Of all its texts.
        link: Absolute address of the page it points to.
        topics: What it is about; channels may take some topics only.
        published_at: When it came out.
        html: The news text as a paste-ready HTML fragment.
        text: The news text as plain text.
        post: The social post as plain text, before any channel's escaping.
        data: The news item as JSON-ready values.
        picture: Its picture, or None.
        picture_alt: What the picture shows.
        documents: Other files that belong to it, such as a PDF.
        posts: Template -> the post in the words of channels that have their own.
    """

    item: str
    guid: str
    title: str
    summary: str
    language: str
    link: str
    topics: tuple[str, ...]
    published_at: datetime
    html: str
    text: str
    post: str
    data: Mapping[str, object]
    picture: Media | None = None
    picture_alt: str = ""
    documents: tuple[Media, ...] = ()
    posts: Mapping[str, str] = field(default_factory=dict)

    def in_words_of(self, template: str) -> Announcement:
        """Return the same with the post that `template` made, if it made one."""
        return replace(self, post=self.posts.get(template, self.post), posts={})


@dataclass(frozen=True)
class ReleasedEpisode:
    """Where an episode's files stand in the built folder.

    Attributes:
        slug: Its slug.
        guid: Its GUID.
        page: Path of its page.
        audio: Its finished files, in the order of the settings; empty if its audio is linked.
        linked: Address and bytes (0: unknown) of linked audio, or None.
        sidecars: Name (`chapters`, `transcript`, `transcript_srt` ...) -> path.
        fragments: Name (`full`, `teaser`, `notes`) -> path.
    """

    slug: str
    guid: str
    page: str
    audio: tuple[Media, ...] = ()
    linked: tuple[str, int] | None = None
    sidecars: Mapping[str, str] = field(default_factory=dict)
    fragments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ReleasedNews:
    """Where a news item's files stand in the built folder."""

    slug: str
    item: str
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Release:
    """Everything that leaves the house.

    Attributes:
        mastered: Where it came from.
        feed: Path of the feed in the built folder.
        artefacts: Every file of the built folder, sorted by path.
        episodes: Newest first.
        news: Newest first; one per episode and one per item of its own.
        announcements: Oldest first, so that they go out in order.
    """

    mastered: Mastered
    feed: str
    artefacts: tuple[Artefact, ...]
    episodes: tuple[ReleasedEpisode, ...]
    news: tuple[ReleasedNews, ...]
    announcements: tuple[Announcement, ...]

    @property
    def settings(self) -> Settings:
        """The show's settings."""
        return self.mastered.settings


#: What one renderer makes of the whole show.
Documents = tuple[Document, ...]
