"""What a feed may hold, checked before anything is written.

`feed.rng` names every element, its parent, how often it stands, its attributes and their limits;
what a grammar of trees can't say stands in `ACROSS`. A feed that breaks either is a mistake of the
program: what people write is judged by `check`, with words that help.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cache
from importlib.resources import files
from typing import Any, Final

from lxml import etree

from podcaster.errors import OwnMistakeError
from podcaster.model.message import message
from podcaster.render.feed.datatypes import PlainValues, divided
from podcaster.render.feed.description import MOST_BYTES

#: A feed of ten thousand episodes is longer than libxml2 takes by default; it is our own.
#: Comments say nothing to a grammar; without them, a text is one piece.
_PARSER: Final = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    huge_tree=True,
    remove_comments=True,
    remove_pis=True,
)


@dataclass(frozen=True)
class Breach:
    """Where a feed breaks the grammar, and what is wrong there."""

    line: int
    element: str
    rule: str


def keep_the_grammar(xml: bytes) -> None:
    """Let a feed pass that keeps the grammar.

    Raises:
        OwnMistakeError: If it does not; it names line, element and rule.
    """
    if breach := first_breach(xml):
        raise OwnMistakeError(
            message(
                "this is a mistake in the program, not yours: `feed.xml` would not be what podcast "
                "apps take (line {line}, `{element}`: {rule})",
                line=breach.line,
                element=breach.element,
                rule=breach.rule,
            ),
            hint=message("nothing was written; please report this line"),
        )


def first_breach(xml: bytes) -> Breach | None:
    """Return where a feed breaks the grammar first, or None."""
    root = etree.fromstring(xml, _PARSER)
    trees, values = _halves()
    if not (trees.validate(root) and values.fit(root)):
        whole = etree.RelaxNG(feed_grammar())
        if not whole.validate(root):
            return _deepest(whole.error_log)
    return next((breach for rule in ACROSS for breach in rule(root)), None)


def feed_grammar() -> etree._Element:
    """Return `feed.rng`."""
    return etree.fromstring(files("podcaster.render.feed").joinpath("feed.rng").read_bytes())


@cache
def _halves() -> tuple[etree.RelaxNG, PlainValues]:
    trees, values = divided(feed_grammar())
    return etree.RelaxNG(trees), PlainValues(values)


def _deepest(log: etree._ListErrorLog) -> Breach:
    """Return the entry nearest to the mistake: libxml2 reports each element around it, too."""
    entries = list(log)
    placed = [entry for entry in entries if entry.path] or entries
    nearest = max(placed, key=lambda entry: (entry.path or "").count("/"))
    return Breach(nearest.line, nearest.path or "rss", entries[0].message)


def _descriptions_fit(root: etree._Element) -> Iterator[Breach]:
    """Apple counts bytes, and grammars count characters."""
    for element in root.iter("description"):
        if len((element.text or "").encode()) > MOST_BYTES:
            yield _at(element, f"more than {MOST_BYTES} bytes")


def _guids_differ(root: etree._Element) -> Iterator[Breach]:
    taken: set[str] = set()
    for element in root.iterfind("channel/item/guid"):
        if (text := element.text or "") in taken:
            yield _at(element, "the GUID of another item")
        taken.add(text)


def _weekdays_are_true(root: etree._Element) -> Iterator[Breach]:
    for element in root.iter("pubDate", "lastBuildDate"):
        text = element.text or ""
        if parsedate_to_datetime(text).strftime("%w") != str(_WEEKDAYS.index(text[:3])):
            yield _at(element, "another weekday than the date's")


def _categories_differ(root: etree._Element) -> Iterator[Breach]:
    mains = root.findall("channel/{http://www.itunes.com/dtds/podcast-1.0.dtd}category")
    count = Counter(main.get("text") for main in mains)
    yield from (_at(main, "a category twice") for main in mains if count[main.get("text")] > 1)


def _it_links_to_itself_once(root: etree._Element) -> Iterator[Breach]:
    links = root.findall("channel/{http://www.w3.org/2005/Atom}link")
    selves = [link for link in links if link.get("rel") == "self"]
    if len(selves) != 1:
        yield _at(root[0], "not exactly one link to the feed itself")


def _one_enclosure_is_preferred(root: etree._Element) -> Iterator[Breach]:
    for item in root.iterfind("channel/item"):
        marked = item.findall(f"{_PODCAST}alternateEnclosure[@default]")
        yield from (_at(one, "a second preferred enclosure") for one in marked[1:])


_PODCAST: Final = "{https://podcastindex.org/namespace/1.0}"

_WEEKDAYS: Final = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")

#: What has to hold across elements.
ACROSS: Final[tuple[Callable[[etree._Element], Iterator[Breach]], ...]] = (
    _descriptions_fit,
    _guids_differ,
    _weekdays_are_true,
    _categories_differ,
    _it_links_to_itself_once,
    _one_enclosure_is_preferred,
)


def _at(element: etree._Element, rule: str) -> Breach:
    line: Any = element.sourceline  # its stub says nothing
    return Breach(line or 0, element.getroottree().getpath(element), rule)
