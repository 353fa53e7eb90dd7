"""A news item as WordPress's interface takes it.

Source:
    WordPress REST API Handbook, "Posts"; Block Editor Handbook, "Custom HTML".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from html import unescape
from typing import Final

from podcaster.model.release import Announcement

#: The title, perhaps inside of what says the language of the whole.
_HEADING: Final = re.compile(
    r"\s*(?P<opening><div[^>]*>)?\s*<h(?P<level>[1-6])[^>]*>(?P<title>.*?)</h(?P=level)>\s*",
    re.DOTALL,
)
_TAG: Final = re.compile(r"<[^>]*>")


def slug_of(announcement: Announcement, channel: str) -> str:
    """Return the last part of the post's address, under which the post is found again.

    The digest keeps it apart from posts that others wrote under the same word.
    """
    name = announcement.item.partition("/")[2]
    key = f"{channel} {announcement.item} {announcement.guid}"
    return f"{name}-{sha256(key.encode()).hexdigest()[:8]}"


def content_of(announcement: Announcement, categories: tuple[int, ...]) -> dict[str, object]:
    """Return what readers see of the post.

    The text is one block of HTML: outside blocks WordPress turns line ends into `<br>`.
    """
    text = _without_title(announcement)
    chosen: Mapping[str, object] = {"categories": list(categories)} if categories else {}
    return {
        "title": announcement.title,
        "excerpt": announcement.summary,
        "content": f"<!-- wp:html -->\n{text}\n<!-- /wp:html -->",
        **chosen,
    }


def _without_title(announcement: Announcement) -> str:
    """Return the HTML without its title, which WordPress shows above every post."""
    found = _HEADING.match(announcement.html)
    if found and unescape(_TAG.sub("", found["title"])).strip() == announcement.title.strip():
        return f"{found['opening'] or ''}{announcement.html[found.end() :]}"
    return announcement.html
