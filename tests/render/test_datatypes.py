"""The two halves of the grammar say what the whole says."""

from __future__ import annotations

from copy import deepcopy
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.render.feed_faults import FEED

from podcaster.render.feed.datatypes import Datatype, PlainValues, divided, python_pattern
from podcaster.render.feed.grammar import feed_grammar

WHOLE: Final = etree.RelaxNG(feed_grammar())
_TREES, VALUES = divided(feed_grammar())
TREES: Final = etree.RelaxNG(_TREES)
KINDS: Final = sorted({kind for kinds in VALUES.values() for kind in kinds.values()}, key=repr)
GOOD: Final = etree.fromstring(FEED.encode(), etree.XMLParser(remove_comments=True))
PLACES: Final = [
    (element, name)
    for element in GOOD.iter()
    for name in (None, *element.attrib)
    if name or (element.text or "").strip()
]

#: Blanks of all sorts, digits of other scripts, and what stands in addresses, dates and names.
texts = st.text(
    st.sampled_from("abcxyzABCXYZ019٣ .:,;/?#@-_+=~%&<[]()*!'\"|äß😀 \t\n\u00a0\u2028\u200b"),
    max_size=140,
).filter(lambda text: "\r" not in text)

characters = st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_categories=["Cc"])


def halves_take(feed: etree._Element) -> bool:
    return bool(TREES.validate(feed)) and PlainValues(VALUES).fit(feed)


def test_most_values_are_plain() -> None:
    assert sum(map(len, VALUES.values())) > 90
    assert len(KINDS) > 15


def test_no_pattern_is_left_out_of_the_whole() -> None:
    there = {
        param.text for param in feed_grammar().iter("{*}param") if param.get("name") == "pattern"
    }

    assert {kind.pattern for kind in KINDS} < there


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.pattern[:20])
@settings(max_examples=25)
@given(data=st.data())
def test_a_value_has_its_form_for_both_or_for_none(kind: Datatype, data: st.DataObject) -> None:
    likely = st.from_regex(python_pattern(kind.pattern), fullmatch=True, alphabet=characters)
    text = data.draw(st.one_of(texts, likely, spoilt(likely)))

    assert (kind.compiled().fullmatch(text) is not None) == libxml2_takes(kind, text)


def spoilt(good: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda text, at, put: text[: at % (len(text) + 1)] + put + text[at % (len(text) + 1) :],
        good,
        st.integers(0, 200),
        texts,
    )


def libxml2_takes(kind: Datatype, text: str) -> bool:
    limit = "" if kind.longest is None else f'<param name="maxLength">{kind.longest}</param>'
    schema = etree.fromstring(
        '<element name="v" xmlns="http://relaxng.org/ns/structure/1.0" '
        'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">'
        f'<data type="string">{limit}<param name="pattern"/></data></element>'
    )
    next(one for one in schema.iter("{*}param") if one.get("name") == "pattern").text = kind.pattern
    value = etree.Element("v")
    value.text = text
    return bool(etree.RelaxNG(schema).validate(value))


@given(place=st.integers(0, len(PLACES) - 1), text=texts)
def test_a_feed_is_refused_by_the_halves_if_the_whole_refuses_it(place: int, text: str) -> None:
    element, name = PLACES[place]
    feed = deepcopy(GOOD.getroottree())
    there = feed.find(GOOD.getroottree().getelementpath(element)) if element is not GOOD else None
    spot = feed.getroot() if there is None else there
    if name is None:
        spot.text = text
    else:
        spot.set(name, text)

    assert halves_take(feed.getroot()) == WHOLE.validate(feed)


def test_what_others_said_may_hold_values_of_any_form() -> None:
    feed = deepcopy(GOOD)
    foreign = etree.SubElement(feed[0], "{urn:x}group")
    etree.SubElement(foreign, "title").text = " "

    assert WHOLE.validate(feed)
    assert not halves_take(feed), "so the whole has to be asked"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"\S(.*\S)?", r"[^ \t\n\r]([^\n\r]*[^ \t\n\r])?"),
        (r"[^@\s]+", r"[^@ \t\n\r]+"),
        (r"[a-z\-]{2}\.\[", r"[a-z\-]{2}\.\["),
    ],
)
def test_a_pattern_of_xml_schema_is_spelled_as_python_does(written: str, meant: str) -> None:
    assert python_pattern(written) == meant


@pytest.mark.parametrize("pattern", [r"\d+", r"[\i]", r"\p{Lu}"])
def test_a_pattern_that_nobody_translated_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"\\"):
        python_pattern(pattern)
