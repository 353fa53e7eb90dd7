"""What publish.yaml says about social networks."""

from __future__ import annotations

from typing import Annotated, ClassVar, Final, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from podcaster.model.posts import BLUESKY, MASTODON
from podcaster.model.values import SecureUrl, Topics, Written

HANDLE_PATTERN: Final = r"^([a-zA-Z0-9-]{1,63}\.)+[a-zA-Z][a-zA-Z0-9-]{0,62}$"


def _bare(url: str) -> str:
    """Accept addresses of servers, without anything behind them."""
    if "?" in url or "#" in url:
        raise PydanticCustomError("bare_address", "should have no `?` and no `#`")
    return url.rstrip("/")


ServerUrl = Annotated[SecureUrl, AfterValidator(_bare)]


class MastodonChannel(Written):
    """An account on Mastodon: a post per news item, with its picture."""

    template: ClassVar[str] = MASTODON.template

    type: Annotated[Literal["mastodon"], Field(description="Announcer: Mastodon")]
    url: Annotated[ServerUrl, Field(description="Address of the account's server")]
    visibility: Annotated[
        Literal["public", "unlisted", "private"], Field(description="Who sees the posts")
    ] = "public"
    updates: Annotated[bool, Field(description="Changed items are changed there, too")] = True
    topics: Topics = ()


class BlueskyChannel(Written):
    """An account on Bluesky: a post per news item, with a card that leads to it."""

    template: ClassVar[str] = BLUESKY.template

    type: Annotated[Literal["bluesky"], Field(description="Announcer: Bluesky")]
    handle: Annotated[
        str,
        Field(
            pattern=HANDLE_PATTERN,
            max_length=253,
            description="The account's handle, without `@`",
        ),
    ]
    url: Annotated[ServerUrl, Field(description="Address of the account's server")] = (
        "https://bsky.social"
    )
    topics: Topics = ()
