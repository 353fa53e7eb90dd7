"""The grammar of feeds takes ours, and catches every fault that is put into it."""

from __future__ import annotations

import re
from typing import Any, Final, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pydantic import ValidationError
from tests.render.feed_faults import FAULTS, FEED, everything, feed_of
from tests.render.mastered_shows import a_mastered, a_trailer, an_episode

import podcaster.render.feed.rss
from podcaster.check import find
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


#: The drafts here have no raw audio: they are as if mastered.
NO_AUDIO: Final = "PC401"

words = st.text(max_size=300)
addresses = st.one_of(
    st.from_regex(r"https?://[^/]{1,20}/.{0,20}", fullmatch=True),
    words.map(lambda text: f"https://stadt.test/{text}"),
    words.map(lambda text: f"https://{text}"),
)

#: A key of `episode.yaml` -> what people may write there, right and wrong.
VALUES: Final[dict[str, st.SearchStrategy[object]]] = {
    "title": words,
    "summary": st.text(max_size=5000),
    "guid": words,
    "published_at": st.datetimes(timezones=st.timezones()).map(lambda at: at.isoformat()),
    "season": st.integers(),
    "number": st.integers(),
    "kind": st.sampled_from(["full", "trailer", "bonus"]),
    "link": addresses,
    "explicit": st.booleans(),
    "people": st.lists(st.fixed_dictionaries({"name": words}, optional={"link": addresses})),
    "location": st.fixed_dictionaries(
        {"name": words},
        optional={
            "geo": st.from_regex(r"^geo:-?\d+(\.\d+)?,-?\d+(\.\d+)?"),
            "osm": st.from_regex(r"^[NWR]\d+"),
            "country": st.from_regex(r"^[A-Z]{2}$"),
        },
    ),
    "licence": st.fixed_dictionaries({"name": words}, optional={"url": addresses}),
    "soundbites": st.lists(
        st.fixed_dictionaries(
            {"start_s": st.floats(), "duration_s": st.floats(10, 130)},
            optional={"title": words},
        )
    ),
}

#: The same of the show.
SHOW_VALUES: Final[dict[str, st.SearchStrategy[object]]] = {
    "title": words,
    "summary": st.text(max_size=5000),
    "author": words,
    "copyright": words,
    "link": addresses,
    "people": VALUES["people"],
    "licence": VALUES["licence"],
    "support": st.lists(st.fixed_dictionaries({"text": words, "url": addresses})),
    "owner": st.fixed_dictionaries(
        {"name": words, "email": st.from_regex(r"^[^@\s]+@[^@\s]+\.[^@\s.]+$", fullmatch=True)}
    ),
}


def test_the_show_that_is_changed_passes_check() -> None:
    stops = {row.code for row in find(everything().checked.draft) if row.stops}

    assert stops <= {NO_AUDIO}


def _one_of(
    values: dict[str, st.SearchStrategy[object]],
) -> st.SearchStrategy[dict[str, object]]:
    """Change one key, so that the others do not hide what comes of it."""
    return st.one_of(*(st.fixed_dictionaries({key: value}) for key, value in values.items()))


@settings(max_examples=200)
@given(_one_of(VALUES), _one_of(SHOW_VALUES))
def test_what_passes_check_keeps_the_grammar(changes: dict[str, Any], show: dict[str, Any]) -> None:
    try:
        mastered = a_mastered(show=show, episodes=(an_episode(**changes), a_trailer()))
    except ValidationError:
        return
    if any(row.stops and row.code != NO_AUDIO for row in find(mastered.checked.draft)):
        return

    assert first_breach(feed_of(mastered).encode()) is None


def test_the_grammar_itself_is_well_formed() -> None:
    path = podcaster.render.feed.rss.__file__.replace("rss.py", "feed.rng")

    assert etree.RelaxNG(etree.parse(path))
