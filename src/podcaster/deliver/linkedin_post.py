"""The post as LinkedIn's interface takes it.

Source:
    LinkedIn's documentation, "Posts API" and its schema, checked November 2026.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from podcaster.deliver.little import escape, length
from podcaster.errors import RefusedError
from podcaster.model.message import message
from podcaster.model.release import Announcement

LONGEST_TEXT: Final = 3000
LONGEST_TITLE: Final = 400
LONGEST_DESCRIPTION: Final = 4000
LONGEST_ALT: Final = 4000


def post_body(
    announcement: Announcement, organization: str, image: str = ""
) -> Mapping[str, object]:
    """Return the body of the request that creates the post: a text and a card with the link.

    LinkedIn does not look at the page behind the link: title, description and picture of the
    card must be sent.

    Args:
        announcement: What is told.
        organization: Number of the organisation's page.
        image: The uploaded picture's name at LinkedIn; "": none.

    Raises:
        RefusedError: If the text is too long even when it is shortened.
    """
    article: dict[str, object] = {
        "source": announcement.link,
        "title": announcement.title[:LONGEST_TITLE],
        "description": announcement.summary[:LONGEST_DESCRIPTION],
    }
    if image:
        article["thumbnail"] = image
        article["thumbnailAltText"] = announcement.picture_alt[:LONGEST_ALT]
    return {
        "author": author_of(organization),
        "commentary": escape(fitting(announcement)),
        "visibility": "PUBLIC",
        "distribution": {
            "feedDistribution": "MAIN_FEED",
            "targetEntities": [],
            "thirdPartyDistributionChannels": [],
        },
        "content": {"article": article},
        "lifecycleState": "PUBLISHED",
        "isReshareDisabledByAuthor": False,
    }


def author_of(organization: str) -> str:
    """Return the organisation's name at LinkedIn."""
    return f"urn:li:organization:{organization}"


def fitting(announcement: Announcement) -> str:
    """Return the post's text, its longest paragraph shortened until LinkedIn takes the whole.

    Escapes and hashtags count, so a text that is short enough to read may be too long to send.
    The paragraphs with the title and with the link stay as they are.

    Raises:
        RefusedError: If that is not enough.
    """
    paragraphs = announcement.post.replace("\r\n", "\n").strip().split("\n\n")
    while _too_long(paragraphs):
        index = _longest(paragraphs, keep=(announcement.title, announcement.link))
        words = paragraphs[index].removesuffix(" …").split() if index >= 0 else []
        if len(words) < 2:  # noqa: PLR2004 - one word can't be shortened
            raise RefusedError(
                message("the post is longer than LinkedIn allows: {limit}", limit=LONGEST_TEXT),
                hint=message("shorten the summary, or the template of the post"),
            )
        paragraphs[index] = f"{' '.join(words[:-1])} …"
    return "\n\n".join(paragraphs)


def _too_long(paragraphs: list[str]) -> bool:
    return length(escape("\n\n".join(paragraphs))) > LONGEST_TEXT


def _longest(paragraphs: list[str], keep: tuple[str, ...]) -> int:
    """Return the index of the longest paragraph that may be shortened, or -1."""
    may = [
        (len(text), index)
        for index, text in enumerate(paragraphs)
        if not any(word and word in text for word in keep)
    ]
    return max(may)[1] if may else -1
