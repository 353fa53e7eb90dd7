"""What publish.yaml says about channels that tell people: a model each, and a row below.

`path` is always a folder of this machine (checks look at it).
"""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from podcaster.model.linkedin_versions import DEFAULT
from podcaster.model.outreach import OutreachSettings
from podcaster.model.values import HttpUrl, Line, SecureUrl, Topics, Written, is_loopback
from podcaster.model.websites import WebsiteSettings

LINKEDIN_API: Final = "https://api.linkedin.com"
LINKEDIN_SIGN_IN: Final = "https://www.linkedin.com"

#: A year and a month.
VERSION_PATTERN: Final = r"^20\d{2}(0[1-9]|1[0-2])$"

#: The number of a page, or the URN of a page or a person.
MENTION_PATTERN: Final = r"^(\d+|urn:li:(organization|person):[\w-]+)$"

#: One word with a letter in it.
_HASHTAG: Final = re.compile(r"\w*[^\W\d_]\w*")


class HandoverChannel(Written):
    """Ready-made files per news item, for a web team without an interface."""

    type: Annotated[Literal["handover"], Field(description="Announcer: files for a web team")]
    path: Annotated[Line, Field(description="Where the files are put")] = "outbox/website"
    topics: Topics = ()


def _linkedin_or_loopback(url: str) -> str:
    """Accept LinkedIn's own interface, and loopback for tests: a token goes nowhere else."""
    if url.rstrip("/") != LINKEDIN_API and not is_loopback(url):
        raise PydanticCustomError(
            "linkedin_api", "should be https://api.linkedin.com (or a loopback address, for tests)"
        )
    return url


def _one_word(hashtag: str) -> str:
    """Accept what LinkedIn makes a hashtag of."""
    if not _HASHTAG.fullmatch(hashtag):
        raise PydanticCustomError("hashtag", "should be one word without `#`, such as Prävention")
    return hashtag


class LinkedInChannel(Written):
    """An organisation's page on LinkedIn."""

    type: Annotated[Literal["linkedin"], Field(description="Announcer: LinkedIn")]
    organization: Annotated[str, Field(pattern=r"^\d+$", description="Number of the page")]
    api: Annotated[
        HttpUrl,
        AfterValidator(_linkedin_or_loopback),
        Field(description="Base address of its interface"),
    ] = LINKEDIN_API
    version: Annotated[
        str, Field(pattern=VERSION_PATTERN, description="LinkedIn-Version: year and month")
    ] = DEFAULT
    attach: Annotated[
        tuple[Literal["card", "image", "video", "document"], ...],
        Field(
            strict=False,
            min_length=1,
            description="What posts show; each takes the first of these that its item has",
        ),
    ] = ("card",)
    mentions: Annotated[
        dict[Line, Annotated[str, Field(pattern=MENTION_PATTERN)]],
        Field(description="Name as on LinkedIn -> number of the page, for `@Name` in posts"),
    ] = Field(default_factory=dict)
    hashtags: Annotated[
        tuple[Annotated[str, AfterValidator(_one_word)], ...],
        Field(strict=False, description="Below every post, without the `#`"),
    ] = ()
    updates: Annotated[bool, Field(description="A changed text is changed there, too")] = True
    client_id: Annotated[
        Line, Field(description="Client ID of your app, for `podcaster auth linkedin`")
    ] = ""
    drafts_only: Annotated[
        bool, Field(description="Only ever write drafts, whatever tokens there are")
    ] = False
    drafts_first: Annotated[
        bool, Field(description="Posts wait in `path` until somebody has looked and approved")
    ] = False
    path: Annotated[Line, Field(description="Where drafts are put")] = "outbox/linkedin"
    topics: Topics = ()

    @property
    def sign_in(self) -> str:
        """Address that people sign in at; that of `api` if it is on this machine."""
        return LINKEDIN_SIGN_IN if self.api.rstrip("/") == LINKEDIN_API else self.api


def mentioned(channel: LinkedInChannel) -> dict[str, str]:
    """Return name -> URN of everybody who can be mentioned."""
    return {
        name: f"urn:li:organization:{who}" if who.isdigit() else who
        for name, who in channel.mentions.items()
    }


def _bare(url: str) -> str:
    """Accept addresses that a path can be put behind."""
    if "?" in url or "#" in url:
        raise PydanticCustomError("bare_address", "should have no `?` and no `#`")
    return url


class WordPressChannel(Written):
    """A website with WordPress: a post per news item."""

    type: Annotated[Literal["wordpress"], Field(description="Announcer: WordPress")]
    url: Annotated[
        SecureUrl, AfterValidator(_bare), Field(description="Address of the website's front page")
    ]
    user: Annotated[Line, Field(description="Who posts; the role Author is enough")]
    categories: Annotated[
        tuple[Annotated[int, Field(ge=1)], ...],
        Field(strict=False, description="Numbers of the categories that every post gets"),
    ] = ()
    picture: Annotated[
        bool, Field(description="The item's picture becomes the post's featured image")
    ] = True
    updates: Annotated[bool, Field(description="Changed items are changed there, too")] = True
    topics: Topics = ()


#: Every kind of announcer there is.
AnnouncerSettings = (
    HandoverChannel | LinkedInChannel | WordPressChannel | WebsiteSettings | OutreachSettings
)
