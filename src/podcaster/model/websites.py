"""What publish.yaml says about websites that are no WordPress: a model each."""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from podcaster.model.mail import MAIL_PATTERN
from podcaster.model.values import Line, RelativeFile, SecureUrl, Topics, Written, is_loopback

Updating = Annotated[bool, Field(description="Changed items are changed there, too")]


#: Repositories: over ssh (both spellings), or a folder of this machine; https is looked at apart.
_REPOSITORY: Final = re.compile(
    r"(ssh://([\w.-]+@)?[\w.-]+(:\d+)?/[\w./~-]+|[\w.-]+@[\w.-]+:[\w./~-]+|/[\w./ -]+)"
)
BRANCH_PATTERN: Final = r"^[A-Za-z0-9_][A-Za-z0-9_./-]{0,199}$"


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
        str,
        Field(pattern=BRANCH_PATTERN, description="Where the commits go"),
        AfterValidator(_branch),
    ] = "main"
    folder: Annotated[RelativeFile, Field(description="Folder of the news in the repository")] = (
        "content/news"
    )
    user: Annotated[Line, Field(description="Who logs in over https with a token")] = "git"
    author: Annotated[Line, Field(description="Who the commits are by")] = "podcaster"
    email: Annotated[str, Field(pattern=MAIL_PATTERN, description="Their mail address")] = (
        "podcaster@localhost"
    )
    updates: Updating = True
    topics: Topics = ()


class WebhookChannel(Written):
    """A website that takes news items as signed messages (Standard Webhooks)."""

    type: Annotated[Literal["webhook"], Field(description="Announcer: a signed webhook")]
    url: Annotated[SecureUrl, Field(description="Where the messages go")]
    updates: Updating = True
    topics: Topics = ()


def _bare(url: str) -> str:
    """Accept addresses that a path can be put behind."""
    if "?" in url or "#" in url:
        raise PydanticCustomError("bare_address", "should have no `?` and no `#`")
    return url


#: Drupal's own rule for names of bundles, fields and text formats.
MACHINE_NAME_PATTERN: Final = r"^[a-z][a-z0-9_]{0,31}$"
MachineName = Annotated[str, Field(pattern=MACHINE_NAME_PATTERN)]


class DrupalChannel(Written):
    """A website with Drupal, over JSON:API: a node per news item."""

    type: Annotated[Literal["drupal"], Field(description="Announcer: Drupal")]
    url: Annotated[
        SecureUrl, AfterValidator(_bare), Field(description="Address of the website's front page")
    ]
    user: Annotated[Line, Field(description="Who posts")]
    bundle: Annotated[MachineName, Field(description="Content type of the nodes")] = "article"
    format: Annotated[MachineName, Field(description="Text format of the body")] = "full_html"
    picture: Annotated[
        MachineName | Literal[False],
        Field(description="Field of the picture; `false`: nodes get none"),
    ] = "field_image"
    updates: Updating = True
    topics: Topics = ()


_REACTION: Final = re.compile(
    r"https?://.+/reaction/[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}/?"
)


def _reaction(url: str) -> str:
    """Accept addresses of reactions."""
    if not _REACTION.fullmatch(url):
        raise PydanticCustomError(
            "reaction",
            "should be the address of a reaction, such as "
            "https://www.example.org/typo3/reaction/0b5e77b4-2a4c-4c31-9d0e-3b1f2c8d4a11",
        )
    return url


class Typo3Channel(Written):
    """A website with TYPO3 12 or newer: a reaction that creates a record per news item."""

    type: Annotated[Literal["typo3"], Field(description="Announcer: TYPO3")]
    url: Annotated[
        SecureUrl, AfterValidator(_reaction), Field(description="Address of the reaction")
    ]
    topics: Topics = ()


#: Every kind of website here.
WebsiteSettings = WebhookChannel | GitChannel | DrupalChannel | Typo3Channel
