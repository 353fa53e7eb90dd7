"""Shows and episodes that stand in other feeds.

Source:
    podcast namespace, `podcast:remoteItem`, `podcast:podroll`, `podcast:publisher`.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from podcaster.model.values import HttpUrl, Line, Uuid, Written

Medium = Literal[
    "podcast", "music", "video", "film", "audiobook", "newsletter", "blog", "publisher", "course",
    "podcastL", "musicL", "videoL", "filmL", "audiobookL", "newsletterL", "blogL", "publisherL",
    "courseL", "mixed",
]  # fmt: skip

#: Media whose feeds hold no episodes, only what points to those of others.
LISTS: Final = frozenset(
    {"podcastL", "musicL", "videoL", "filmL", "audiobookL", "newsletterL", "blogL", "publisherL",
     "courseL", "mixed"}
)  # fmt: skip


class Publisher(Written):
    """The feed of the organisation behind several shows."""

    feed_guid: Annotated[Uuid, Field(description="Its podcast:guid")]
    feed_url: Annotated[
        HttpUrl | None, Field(description="Its address, for apps without an index")
    ] = None

    @property
    def said_guid(self) -> str:
        """The GUID as feeds spell it."""
        return self.feed_guid.lower()


class RemoteItem(Publisher):
    """A show elsewhere, or one episode of it."""

    item_guid: Annotated[
        Line | None, Field(description="GUID of one episode; default: the whole show")
    ] = None
    medium: Annotated[Medium | None, Field(description="What it is, if no podcast")] = None
    title: Annotated[Line | None, Field(max_length=255, description="What it is called")] = None
