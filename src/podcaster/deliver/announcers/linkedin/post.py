"""The post as LinkedIn's interface takes it.

Source:
    LinkedIn's documentation, "Posts API" and its schema, checked November 2026.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from podcaster.deliver.announcers.linkedin.little import Mentions, escape, length
from podcaster.errors import RefusedError
from podcaster.model.message import message
from podcaster.model.release import Announcement

LONGEST_TEXT: Final = 3000
LONGEST_TITLE: Final = 400
LONGEST_DESCRIPTION: Final = 4000
LONGEST_ALT: Final = 4000

_HASHTAG: Final = re.compile(r"#(\w+)")
_ONLY_HASHTAGS: Final = re.compile(r"(#\w+\s*)+")


@dataclass(frozen=True)
class Attached:
    """An upload that a post shows in place of a card.

    Attributes:
        urn: Its name at LinkedIn.
        title: What it is called; pictures have none.
        alt: What it shows, for pictures.
    """

    urn: str
    title: str = ""
    alt: str = ""


@dataclass(frozen=True)
class Wording:
    """How a page words its posts.

    Attributes:
        mentions: Who is mentioned by which name -> URN.
        hashtags: Put below every post that does not have them.
    """

    mentions: Mentions = field(default_factory=dict)
    hashtags: tuple[str, ...] = ()


PLAIN: Final = Wording()


def post_body(
    announcement: Announcement,
    organization: str,
    image: str = "",
    attached: Attached | None = None,
    wording: Wording = PLAIN,
) -> Mapping[str, object]:
    """Return the body of the request that creates the post: a text, and what is shown with it.

    LinkedIn does not look at the page behind the link: title, description and picture of the
    card must be sent.

    Args:
        announcement: What is told.
        organization: Number of the organisation's page.
        image: The uploaded picture's name at LinkedIn, for the card; "": none.
        attached: Shown in place of the card, or None.
        wording: How the page words its posts.

    Raises:
        RefusedError: If the text is too long even when it is shortened.
    """
    content = _media(attached) if attached else _card(announcement, image)
    return {
        "author": author_of(organization),
        "commentary": commentary(announcement, wording),
        "visibility": "PUBLIC",
        "distribution": {
            "feedDistribution": "MAIN_FEED",
            "targetEntities": [],
            "thirdPartyDistributionChannels": [],
        },
        "content": content,
        "lifecycleState": "PUBLISHED",
        "isReshareDisabledByAuthor": False,
    }


def _card(announcement: Announcement, image: str) -> Mapping[str, object]:
    """Return the card with the link."""
    article: dict[str, object] = {
        "source": announcement.link,
        "title": announcement.title[:LONGEST_TITLE],
        "description": announcement.summary[:LONGEST_DESCRIPTION],
    }
    if image:
        article["thumbnail"] = image
        article["thumbnailAltText"] = announcement.picture_alt[:LONGEST_ALT]
    return {"article": article}


def _media(attached: Attached) -> Mapping[str, object]:
    """Return an upload as LinkedIn takes it."""
    media = {"id": attached.urn}
    if attached.title:
        media["title"] = attached.title[:LONGEST_TITLE]
    if attached.alt:
        media["altText"] = attached.alt[:LONGEST_ALT]
    return {"media": media}


def author_of(organization: str) -> str:
    """Return the organisation's name at LinkedIn."""
    return f"urn:li:organization:{organization}"


def commentary(announcement: Announcement, wording: Wording = PLAIN) -> str:
    """Return the post's text as LinkedIn takes it: escaped, with its links.

    Raises:
        RefusedError: If it is too long even when it is shortened.
    """
    return escape(fitting(announcement, wording), wording.mentions)


def fitting(announcement: Announcement, wording: Wording = PLAIN) -> str:
    """Return the post's text, its longest paragraph shortened until LinkedIn takes the whole.

    Escapes, hashtags and mentions count, so a text that is short enough to read may be too long
    to send. The paragraphs with the title, the link and the hashtags stay as they are.

    Raises:
        RefusedError: If that is not enough.
    """
    paragraphs = _with_hashtags(announcement.post.replace("\r\n", "\n").strip(), wording.hashtags)
    while _too_long(paragraphs, wording.mentions):
        index = _longest(paragraphs, keep=(announcement.title, announcement.link))
        words = paragraphs[index].removesuffix(" …").split() if index >= 0 else []
        if len(words) < 2:  # noqa: PLR2004 - one word can't be shortened
            raise RefusedError(
                message("the post is longer than LinkedIn allows: {limit}", limit=LONGEST_TEXT),
                hint=message("shorten the summary, or the template of the post"),
            )
        paragraphs[index] = f"{' '.join(words[:-1])} …"
    return "\n\n".join(paragraphs)


def _with_hashtags(text: str, hashtags: tuple[str, ...]) -> list[str]:
    """Return the paragraphs of a text, with the hashtags that it lacks at its end."""
    paragraphs = text.split("\n\n")
    there = {word.casefold() for word in _HASHTAG.findall(text)}
    missing = " ".join(f"#{word}" for word in hashtags if word.casefold() not in there)
    if not missing:
        return paragraphs
    if _ONLY_HASHTAGS.fullmatch(paragraphs[-1]):
        return [*paragraphs[:-1], f"{paragraphs[-1]} {missing}"]
    return [*paragraphs, missing]


def _too_long(paragraphs: list[str], mentions: Mentions) -> bool:
    return length(escape("\n\n".join(paragraphs), mentions)) > LONGEST_TEXT


def _longest(paragraphs: list[str], keep: tuple[str, ...]) -> int:
    """Return the index of the longest paragraph that may be shortened, or -1."""
    may = [
        (len(text), index)
        for index, text in enumerate(paragraphs)
        if not any(word and word in text for word in keep) and not _ONLY_HASHTAGS.fullmatch(text)
    ]
    return max(may)[1] if may else -1
