"""Where people talk about a show or an episode.

Source:
    podcast namespace, `podcast:socialInteract`, `podcast:chat`, socialprotocols.txt,
    chatprotocols.txt.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from podcaster.model.values import HttpUrl, Line, Uri, Written

#: A host's full name (RFC 1035, section 2.3.1), in ASCII.
HOST_PATTERN: Final = (
    r"^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$"
)


class SocialInteract(Written):
    """The post below which people comment."""

    protocol: Annotated[
        Literal[
            "disabled", "activitypub", "twitter", "lightning", "atproto", "hive", "matrix", "nostr"
        ],
        Field(description="How apps reach it; disabled: no comments are wanted"),
    ]
    uri: Annotated[Uri | None, Field(description="Address of the post")] = None
    account_id: Annotated[Line | None, Field(description="Account that wrote the post")] = None
    account_url: Annotated[HttpUrl | None, Field(description="Page of that account")] = None
    priority: Annotated[int | None, Field(ge=0, description="The lowest number is shown first")] = (
        None
    )


class Chat(Written):
    """A room where people talk live."""

    server: Annotated[
        str,
        Field(max_length=253, pattern=HOST_PATTERN, description="Host, such as chat.example.org"),
    ]
    protocol: Annotated[
        Literal["irc", "xmpp", "nostr", "matrix"], Field(description="What the server speaks")
    ]
    account_id: Annotated[Line | None, Field(description="The show's account there")] = None
    space: Annotated[Line | None, Field(description="Room or channel, such as #general")] = None
