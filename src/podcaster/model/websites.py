"""What publish.yaml says about websites that are no WordPress: a model each."""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from podcaster.model.values import Line, RelativeFile, SecureUrl, Written, is_loopback

Topics = Annotated[tuple[Line, ...], Field(strict=False, description="Only these; empty: all")]
Updating = Annotated[bool, Field(description="Changed items are changed there, too")]


#: Repositories: over ssh (both spellings), or a folder of this machine; https is looked at apart.
_REPOSITORY: Final = re.compile(
    r"(ssh://([\w.-]+@)?[\w.-]+(:\d+)?/[\w./~-]+|[\w.-]+@[\w.-]+:[\w./~-]+|/[\w./ -]+)"
)
_BRANCH: Final = r"^[A-Za-z0-9_][A-Za-z0-9_./-]{0,199}$"


def _repository(text: str) -> str:
    """Accept what git can push to without sending a secret in the open or starting a program."""
    over_web = text.startswith("https://") or (text.startswith("http://") and is_loopback(text))
    if not (over_web and "@" not in text) and not _REPOSITORY.fullmatch(text):
        raise PydanticCustomError(
            "repository", "should be an address such as git@git.example.org:forum/website.git"
        )
    return text


def _branch(text: str) -> str:
    """Accept names that git takes for a branch (git help check-ref-format)."""
    if ".." in text or "//" in text or text.endswith(("/", ".", ".lock")) or "/." in text:
        raise PydanticCustomError("branch", "should be a branch, such as main")
    return text


class GitChannel(Written):
    """A website that is built from a git repository: a file per news item, in a commit."""

    type: Annotated[Literal["git"], Field(description="Announcer: a site's git repository")]
    repository: Annotated[
        Line, AfterValidator(_repository), Field(description="Address of the repository")
    ]
    branch: Annotated[
        str, Field(pattern=_BRANCH, description="Where the commits go"), AfterValidator(_branch)
    ] = "main"
    folder: Annotated[RelativeFile, Field(description="Folder of the news in the repository")] = (
        "content/news"
    )
    user: Annotated[Line, Field(description="Who logs in over https with a token")] = "git"
    author: Annotated[Line, Field(description="Who the commits are by")] = "podcaster"
    email: Annotated[
        str, Field(pattern=r"^[^\s<>@]+@[^\s<>@]+$", description="Their mail address")
    ] = "podcaster@localhost"
    updates: Updating = True
    topics: Topics = ()


class WebhookChannel(Written):
    """A website that takes news items as signed messages (Standard Webhooks)."""

    type: Annotated[Literal["webhook"], Field(description="Announcer: a signed webhook")]
    url: Annotated[SecureUrl, Field(description="Where the messages go")]
    updates: Updating = True
    topics: Topics = ()


#: Every kind of website here.
WebsiteSettings = WebhookChannel | GitChannel
