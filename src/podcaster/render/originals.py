"""HTML that an imported episode had, made harmless for the feed."""

from __future__ import annotations

from functools import cache
from typing import Final

import nh3

from podcaster.model.link import LINK_SCHEMES
from podcaster.model.nesting import nested_deeper
from podcaster.render.characters import printable

#: What show notes are made of; scripts, styles, frames and forms are not among it.
_TAGS: Final = frozenset({
    "a", "abbr", "b", "blockquote", "br", "cite", "code", "dd", "del", "div", "dl", "dt", "em",
    "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "li",
    "ol", "p", "pre", "q", "s", "small", "span", "strong", "sub", "sup", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "u", "ul",
})  # fmt: skip
_ATTRIBUTES: Final = {
    "a": {"href", "title"},
    "img": {"alt", "height", "src", "width"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}


def harmless(html: str) -> str:
    """Return `html` without what runs, frames, or reads along; pictures stay, it is a feed.

    What is too deep to be parsed is left out: the Markdown that was made of it stands instead.
    """
    return "" if not html or nested_deeper(html) else _cleaner().clean(printable(html)).strip()


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=LINK_SCHEMES,
        url_relative=lambda _url: None,
        link_rel=None,
    )
