"""What is left of a fragment where a CMS keeps the tags of its list only: nearly all of it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

import pytest
from tests.render.mastered_shows import a_linked_episode, a_mastered, an_episode

from podcaster.render.fragments import render_fragments

#: Tags that editors' texts may hold, as the systems ship.
LISTS: Final[dict[str, frozenset[str]]] = {
    # TYPO3, sysext/rte_ckeditor/Configuration/RTE/Processing.yaml, allowTags
    "TYPO3": frozenset({
        "a", "abbr", "acronym", "address", "article", "big", "blockquote", "br",
        "caption", "cite", "code", "col", "colgroup", "dd", "del", "dfn", "dl", "div",
        "dt", "em", "footer", "header", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i",
        "img", "ins", "kbd", "label", "li", "nav", "ol", "p", "pre", "q", "samp",
        "section", "small", "span", "strong", "sub", "sup", "table", "thead", "tbody",
        "tfoot", "td", "th", "tr", "tt", "ul", "var",
    }),
    # Drupal, core/profiles/standard/config/install/filter.format.basic_html.yml, allowed_html
    "Drupal": frozenset({
        "br", "p", "h2", "h3", "h4", "h5", "h6", "cite", "dl", "dt", "dd", "a",
        "blockquote", "ul", "ol", "strong", "em", "code", "li", "img", "span",
    }),
}  # fmt: skip

#: What these lists lack and fragments have: each only adds to what its words say.
ADDED: Final = frozenset({"audio", "figure", "figcaption", "time", "hr", "sup"})

#: What an episode is heard by where the player is taken out: the file, or the page.
HEARD_BY: Final = {"fragment.html": (".mp3", ".m4a"), "fragment-teaser.html": ("/index.html",)}


class _Filtered(HTMLParser):
    """Keeps the tags of a list."""

    def __init__(self, allowed: frozenset[str]) -> None:
        super().__init__()
        self.allowed = allowed
        self.lost: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where a link leads, or that the tag is not allowed."""
        if tag not in self.allowed:
            self.lost.add(tag)
        elif tag == "a":
            self.links.append(dict(attrs).get("href") or "")


def _left(text: str, allowed: frozenset[str]) -> _Filtered:
    found = _Filtered(allowed)
    found.feed(text)
    found.close()
    return found


@pytest.mark.parametrize("system", LISTS)
def test_structure_and_a_way_to_listen_are_left_in_every_system(system: str) -> None:
    mastered = a_mastered(episodes=(an_episode(), a_linked_episode()))

    for document in render_fragments(mastered, mastered.settings):
        left = _left(document.content.decode(), LISTS[system])

        assert left.lost <= ADDED, document.path
        if wanted := HEARD_BY.get(document.path.rsplit("/", 1)[-1]):
            assert any(end in link for link in left.links for end in wanted), document.path


def test_what_a_list_lacks_is_noticed() -> None:
    left = _left('<p><a href="https://x.test/a.mp3">Hören</a></p>', frozenset({"p"}))

    assert (left.lost, left.links) == ({"a"}, [])
