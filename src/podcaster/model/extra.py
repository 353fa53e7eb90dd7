"""What a feed said that nobody here has a word for, kept as it was written.

It stands in `extra.xml`, beside `publish.yaml` for the show and beside `episode.yaml` for an
episode, and goes into the feed again as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from podcaster.model.values import LANGUAGE_PATTERN

#: Where an element stands.
Parent = Literal["channel", "item"]

FILE_NAME: Final = "extra.xml"

#: Longer files are no leftovers of a feed.
LARGEST_EXTRA_BYTES: Final = 200_000

ITUNES: Final = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST: Final = "https://podcastindex.org/namespace/1.0"
ATOM: Final = "http://www.w3.org/2005/Atom"
CONTENT: Final = "http://purl.org/rss/1.0/modules/content/"
CHAPTERS: Final = "http://podlove.org/simple-chapters"

#: Namespaces in which the feed has words of its own.
OWN: Final = frozenset({"", ITUNES, PODCAST, ATOM, CONTENT, CHAPTERS})

#: What browsers obey when they show a feed.
ACTIVE: Final = frozenset(
    {
        "http://www.w3.org/1999/xhtml",
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1998/Math/MathML",
        "http://www.w3.org/1999/XSL/Transform",
        "http://www.w3.org/2001/XInclude",
        "http://www.w3.org/2001/xml-events",
    }
)

_OF_BOTH: Final = frozenset(
    {("", "category"), (ITUNES, "keywords"), (ITUNES, "subtitle"), (ITUNES, "summary")}
)

#: Parent -> elements of `OWN` that are kept all the same: nothing else here says them.
KEPT: Final[dict[Parent, frozenset[tuple[str, str]]]] = {
    "channel": _OF_BOTH
    | {(ATOM, name) for name in ("author", "contributor")}
    | {
        ("", name)
        for name in ("managingEditor", "webMaster", "rating", "skipDays", "skipHours", "ttl")
    },
    "item": _OF_BOTH
    | {("", name) for name in ("author", "comments", "source")}
    | {(ITUNES, name) for name in ("author", "image", "order", "isClosedCaptioned")}
    | {(ATOM, name) for name in ("author", "contributor")}
    | {(PODCAST, name) for name in ("chapters", "transcript")},
}

_ADDRESS: Final = r"https?://[A-Za-z0-9.:_~\[\]\-]+(?:[/?#][!#-;=?-\[\]_a-z~]*)?"
_OPENS: Final = r'<[\w:]+ xmlns[\w:]*="[^"]*" '

#: Links that give way as soon as the show has its own -> the only form in which apps take them.
LINKS: Final[dict[tuple[str, str], re.Pattern[str]]] = {
    (PODCAST, "chapters"): re.compile(
        rf'{_OPENS}type="application/json\+chapters" url="{_ADDRESS}"></[\w:]+>'
    ),
    (PODCAST, "transcript"): re.compile(
        rf'{_OPENS}language="{LANGUAGE_PATTERN[1:-1]}" '
        r'(?:rel="captions" type="(?:text/vtt|application/x-subrip)"|'
        r'type="(?:application/json|text/html|text/plain)")'
        rf' url="{_ADDRESS}"></[\w:]+>'
    ),
    (ITUNES, "image"): re.compile(rf'{_OPENS}href="(?=[^"]+\.(?:jpg|png)"){_ADDRESS}"></[\w:]+>'),
}


@dataclass(frozen=True)
class ExtraElement:
    """An element as it stood in a feed.

    Attributes:
        name: As it was written, with its prefix.
        namespace: What the prefix stands for, or "".
        local: Its name without the prefix.
        xml: Canonical XML, complete in itself.
        line: Where it stands.
        active: Whether something in it belongs to what browsers obey.
    """

    name: str
    namespace: str
    local: str
    xml: str
    line: int = 0
    active: bool = False

    def fits(self, parent: Parent) -> bool:
        """Tell whether it may stand in the feed as it is."""
        name = (self.namespace, self.local)
        if self.active or (self.namespace in OWN and name not in KEPT[parent]):
            return False
        form = LINKS.get(name)
        return form is None or form.fullmatch(self.xml) is not None
