"""Any text in any field: what people write in one of them stands in the feed, letter by letter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.render.every_tag import EPISODE, FEED, SHOW
from tests.render.mastered_shows import a_mastered, a_plain_episode, an_episode

from podcaster.model.mastered import Mastered
from podcaster.model.values import NO_CHARACTER
from podcaster.render.feed import render_feed
from podcaster.settings import FeedSettings

#: Keys that take any words, wherever they stand; others have a form of their own.
FREE: Final = frozenset({
    "account_id", "alt", "author", "copyright", "custom_key", "custom_value", "display", "guid",
    "item_guid", "name", "space", "text", "title",
})  # fmt: skip

#: As short as the shortest field, with room for a number.
texts = (
    st.text(st.characters(exclude_characters="\r\n", codec="utf-8"), min_size=1, max_size=24)
    .map(lambda text: NO_CHARACTER.sub("", text).strip())
    .filter(bool)
)


def test_all_sorts_of_fields_are_tried() -> None:
    _, said = spoken({"show": {**SHOW, "copyright": "x"}, "episode": EPISODE}, "x")

    assert len(said) > 40


@settings(max_examples=40)
@given(texts)
def test_any_text_in_any_field_survives_into_xml_and_back(text: str) -> None:
    values, said = spoken({"show": {**SHOW, "copyright": "x"}, "episode": EPISODE}, text)

    documents = render_feed(mastered := show_of(values), mastered.settings)

    there = {one for document in documents for one in words_in(document.content)}
    assert set(said) <= there


def spoken(values: Any, text: str) -> tuple[Any, list[str]]:  # noqa: ANN401 - whatever YAML has
    """Return `values` with `text` and a number in each free field, and what these fields say."""
    said: list[str] = []

    def put(value: Any, key: str, around: Mapping[str, Any]) -> Any:  # noqa: ANN401 - as above
        if isinstance(value, dict):
            return {name: put(inner, name, value) for name, inner in value.items()}
        if isinstance(value, list):
            return [put(inner, key, around) for inner in value]
        if key not in FREE or not isinstance(value, str) or not is_free(key, around):
            return value
        said.append(f"{text}{len(said)}")
        return said[-1]

    return put(values, "", {}), said


def is_free(key: str, around: Mapping[str, Any]) -> bool:
    """Tell words from what has a form: GUIDs of editions, names of licences, `ai-content`."""
    if key == "guid":
        return "status" in around
    if key == "name":
        return "address" in around or not {"url"} & around.keys()
    return around.get("purpose") != "ai-content"


def show_of(values: Mapping[str, Any]) -> Mastered:
    english = a_plain_episode("012-staff", guid="2026-en-1", title="Staff", language="en")
    mastered = a_mastered(show=values["show"], episodes=(an_episode(**values["episode"]), english))
    feed = FeedSettings.model_validate({**FEED, "live_items": True})
    everything = mastered.settings.model_copy(update={"feed": feed})
    draft = replace(mastered.checked.draft, settings=everything)
    return replace(mastered, checked=replace(mastered.checked, draft=draft))


def words_in(xml: bytes) -> Iterator[str]:
    for element in etree.fromstring(xml).iter():
        yield element.text or ""
        yield from map(str, element.attrib.values())
