"""The forms of a post: each announcer with words of its own has a template and a length.

A kind of channel names its template (`template` in its settings); the row here says how long its
text may be, and how that is counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from podcaster.model.graphemes import graphemes

#: Mastodon counts every address as so many characters.
MASTODON_LINK: Final = 23

ADDRESS: Final = re.compile(r"https?://\S+")


def mastodon_length(text: str) -> int:
    """Return how long `text` is for Mastodon.

    Source:
        Mastodon's documentation, "Posting to your profile": each address counts 23.
    """
    return graphemes(ADDRESS.sub("x" * MASTODON_LINK, text))


@dataclass(frozen=True)
class PostForm:
    """How a text for one kind of channel is made.

    Attributes:
        template: What it is made from.
        longest: How long it may be.
        length: How that is counted.
    """

    template: str
    longest: int
    length: Callable[[str], int] = len


MAIL: Final = PostForm("mail.txt.j2", 100_000)
MASTODON: Final = PostForm("mastodon.txt.j2", 500, mastodon_length)
PADLET: Final = PostForm("padlet.txt.j2", 9000)
NOTICE: Final = PostForm("notice.txt.j2", 4000)
BLUESKY: Final = PostForm("bluesky.txt.j2", 300, graphemes)

#: Template -> form, of all but LinkedIn's, which every announcement carries anyway.
FORMS: Final[Mapping[str, PostForm]] = {
    form.template: form for form in (MAIL, MASTODON, BLUESKY, NOTICE, PADLET)
}


def template_of(channel: object) -> str:
    """Return the template of a channel's own words, or "" if it has none."""
    return str(getattr(channel, "template", ""))
