"""Live streams that a feed announces.

Source:
    podcast namespace, `podcast:liveItem`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from podcaster.model.alternate import AlternateEnclosure
from podcaster.model.link import Link
from podcaster.model.people import Person
from podcaster.model.social import Chat
from podcaster.model.values import HttpUrl, Instant, Line, Text, Written


class LiveItem(Written):
    """A live stream, announced for the time that it lasts."""

    guid: Annotated[
        Text, Field(min_length=1, max_length=1000, description="Another one for each stream")
    ]
    title: Annotated[Line, Field(max_length=255, description="What it is called")]
    status: Annotated[
        Literal["pending", "live", "ended"], Field(description="Before, while, after")
    ]
    start: Annotated[Instant, Field(description="When it shall start")]
    end: Annotated[Instant | None, Field(description="When it shall end")] = None
    url: Annotated[HttpUrl, Field(description="Address of the stream")]
    type: Annotated[
        str,
        Field(
            pattern=r"^(audio|video|application)/[A-Za-z0-9.+-]{1,60}$",
            description="Media type of the stream",
        ),
    ] = "audio/mpeg"
    content_links: Annotated[
        tuple[Link, ...],
        Field(min_length=1, strict=False, description="Where to listen without a podcast app"),
    ]
    people: Annotated[tuple[Person, ...], Field(strict=False, description="Who takes part")] = ()
    chat: Annotated[Chat | None, Field(description="Where listeners talk meanwhile")] = None
    alternate_enclosures: Annotated[
        tuple[AlternateEnclosure, ...], Field(strict=False, description="Other streams of it")
    ] = ()
