"""What publish.yaml says about services that are told of a new feed or new pages."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from podcaster.model.networks import ServerUrl
from podcaster.model.values import SecureUrl, Topics, Written

KEY_PATTERN: Final = r"^[A-Za-z0-9-]{8,128}$"


class WebSubChannel(Written):
    """The feed's WebSub hubs, which tell apps that something is new."""

    type: Annotated[Literal["websub"], Field(description="Announcer: WebSub")]
    hubs: Annotated[
        tuple[SecureUrl, ...],
        Field(strict=False, description="Only these; empty: those of the feed (`feed: hubs`)"),
    ] = ()


class PodpingChannel(Written):
    """Podping, by which directories and apps learn of new episodes within seconds."""

    type: Annotated[Literal["podping"], Field(description="Announcer: Podping")]
    url: Annotated[ServerUrl, Field(description="Address of the gateway")] = "https://podping.cloud"


class PodcastIndexChannel(Written):
    """The Podcast Index, which many apps search."""

    type: Annotated[Literal["podcastindex"], Field(description="Announcer: Podcast Index")]
    url: Annotated[ServerUrl, Field(description="Address of its interface")] = (
        "https://api.podcastindex.org"
    )


class IndexNowChannel(Written):
    """IndexNow, by which search engines learn of new and changed pages."""

    type: Annotated[Literal["indexnow"], Field(description="Announcer: IndexNow")]
    key: Annotated[
        str,
        Field(
            pattern=KEY_PATTERN,
            description="A word of your own; it stands in public in a file of this name",
        ),
    ]
    url: Annotated[ServerUrl, Field(description="Address of a search engine that takes part")] = (
        "https://api.indexnow.org"
    )
    topics: Topics = ()
