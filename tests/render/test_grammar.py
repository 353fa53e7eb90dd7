"""The grammar of feeds takes ours, and catches every fault that is put into it."""

from __future__ import annotations

import re
from typing import Final, get_args

import pytest
from lxml import etree
from tests.render.feed_faults import FAULTS, FEED, everything, feed_of
from tests.render.mastered_shows import a_mastered, an_episode

import podcaster.render.feed.rss
from podcaster.errors import OwnMistakeError
from podcaster.model.categories import APPLE_CATEGORIES, WRITTEN_CATEGORIES
from podcaster.model.people import Role
from podcaster.render import render
from podcaster.render.feed.generator import feed_xml
from podcaster.render.feed.grammar import first_breach


def test_the_feed_keeps_its_grammar() -> None:
    assert first_breach(FEED.encode()) is None


@pytest.mark.parametrize(
    ("right", "wrong", "element"),
    [fault[1:] for fault in FAULTS],
    ids=[fault[0] for fault in FAULTS],
)
def test_a_fault_is_caught_and_placed(right: str, wrong: str, element: str) -> None:
    pattern = right if ".*?" in right or r"\1" in wrong else re.escape(right)
    spoilt, count = re.subn(pattern, wrong, FEED, count=1)
    assert count == 1

    breach = first_breach(spoilt.encode())

    assert breach is not None
    assert element.rsplit(":", maxsplit=1)[-1] in f"{breach.element} {breach.rule}"
    assert breach.line > 0


#: Every element of the podcast namespace that is about publishing, and its neighbours.
EVERY_TAG: Final = frozenset(
    """
    alternateEnclosure block chapters chat contentLink episode funding guid image integrity
    license liveItem location locked medium person podping podroll publisher remoteItem season
    socialInteract soundbite source trailer transcript txt updateFrequency value valueRecipient
    valueTimeSplit
    """.split()  # noqa: SIM905 - 31 quoted words would hide the table
)


def test_the_feed_has_every_tag_of_the_podcast_namespace() -> None:
    tags = {etree.QName(one) for one in etree.fromstring(FEED.encode()).iter()}

    there = {tag.localname for tag in tags if "podcastindex.org" in str(tag.namespace)}

    assert there == EVERY_TAG


def test_nothing_in_the_feed_is_empty() -> None:
    for one in etree.fromstring(FEED.encode()).iter():
        assert (one.text or "").strip() or one.attrib or len(one), one.tag
        assert all(value.strip() for value in one.attrib.values()), one.tag


def test_there_are_many_faults() -> None:
    assert len({fault[0] for fault in FAULTS}) == len(FAULTS) > 150


def test_the_line_is_that_of_the_element() -> None:
    spoilt = FEED.replace(">full</itunes:episodeType>", ">ful</itunes:episodeType>", 1)
    line = 1 + spoilt[: spoilt.index(">ful<")].count("\n")

    breach = first_breach(spoilt.encode())

    assert breach is not None
    assert breach.line == line


def test_a_feed_that_breaks_the_grammar_is_not_released(monkeypatch: pytest.MonkeyPatch) -> None:
    def spoilt(*parts: object) -> bytes:
        return feed_xml(*parts).replace(b"<docs>", b"<docs/><docs>")  # type: ignore[arg-type]

    monkeypatch.setattr(podcaster.render.feed.rss, "feed_xml", spoilt)
    mastered = everything()

    with pytest.raises(OwnMistakeError, match="a mistake in the program, not yours") as raised:
        render(mastered, mastered.settings)

    assert raised.value.exit_code == 1
    assert "/rss/channel" in str(raised.value)


def test_the_grammar_knows_the_categories_of_apple() -> None:
    for category in WRITTEN_CATEGORIES:
        assert first_breach(feed_of(a_mastered(show={"categories": [category]})).encode()) is None
    assert len(APPLE_CATEGORIES) == 19


@pytest.mark.parametrize("role", get_args(Role))
def test_the_grammar_knows_every_role(role: str) -> None:
    episode = an_episode(people=[{"name": "Jemand", "role": role}])

    assert first_breach(feed_of(a_mastered(episodes=(episode,))).encode()) is None


def test_the_grammar_itself_is_well_formed() -> None:
    path = podcaster.render.feed.rss.__file__.replace("rss.py", "feed.rng")

    assert etree.RelaxNG(etree.parse(path))
