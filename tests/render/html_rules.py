"""A small judge of HTML: balanced tags, unique ids, references that lead somewhere.

document = read_html(text)     # raises AssertionError where tags do not match
document.texts("h1")           # ["Plätze"]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

VOID: Final = frozenset({
    "area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
})  # fmt: skip


@dataclass
class Element:
    """An element: its tag, its attributes, all text inside it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class Page:
    """A document as the judge saw it, in the order of its start tags."""

    elements: list[Element] = field(default_factory=list)

    def all(self, tag: str) -> list[Element]:
        """Return every element called `tag`."""
        return [element for element in self.elements if element.tag == tag]

    def texts(self, tag: str) -> list[str]:
        """Return the text of every element called `tag`, blanks collapsed."""
        return [re.sub(r"[ \n\t]+", " ", element.text).strip() for element in self.all(tag)]

    def values(self, attribute: str) -> list[str]:
        """Return every value of `attribute`."""
        return [one.attributes[attribute] for one in self.elements if attribute in one.attributes]

    def meta(self, name: str) -> str:
        """Return what the meta element called `name` holds."""
        return next(
            one.attributes["content"]
            for one in self.all("meta")
            if name in (one.attributes.get("name"), one.attributes.get("property"))
        )


def read_html(text: str) -> Page:
    """Read a document or fragment and check what every valid one has."""
    judge = _Judge()
    judge.feed(text)
    judge.close()
    assert not judge.open, f"never closed: {[element.tag for element in judge.open]}"
    ids = judge.page.values("id")
    assert len(ids) == len(set(ids)), f"an id is used twice: {sorted(ids)}"
    lost = [name for name in _references(judge.page) if name not in ids]
    assert not lost, f"no such id: {lost}"
    return judge.page


def _references(page: Page) -> Iterator[str]:
    for attribute in ("aria-labelledby", "aria-describedby", "for"):
        for value in page.values(attribute):
            yield from value.split()
    links = (value for value in page.values("href") if value.startswith("#"))
    yield from (link[1:] for link in links if not link.startswith("#t="))


class _Judge(HTMLParser):
    """Keeps the elements that are open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute of <{tag}> is there twice"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.page.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        last = self.open.pop()
        assert last.tag == tag, f"</{tag}> closes <{last.tag}>"

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data
