"""What other people's websites get of an episode: player, oEmbed, JSON, and how to use them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import pytest
from tests.render.html_rules import Page, read_html
from tests.render.mastered_shows import (
    a_linked_episode,
    a_mastered,
    a_plain_episode,
    a_trailer,
    an_episode,
    default_templates,
)

from podcaster.model.chapters import Chapter
from podcaster.model.mastered import Mastered
from podcaster.model.transcript import Cue, Transcript
from podcaster.render.embeds import render_embeds
from podcaster.render.pages import render_pages

FOLDER: Final = "episodes/012-mitarbeitende"
BASE: Final = "https://hoeren.stadt.test/podcast"

HOSTILE: Final = '</textarea></script><script>alert(1)</script><b onclick="x">"&\''

#: JSON Schema's word -> Python's types.
KINDS: Final[Mapping[str, tuple[type, ...]]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "null": (type(None),),
}


def _embeds(mastered: Mastered) -> dict[str, str]:
    return {one.path: one.content.decode() for one in render_embeds(mastered, mastered.settings)}


def _page(mastered: Mastered, name: str, folder: str = FOLDER) -> Page:
    return read_html(_embeds(mastered)[f"{folder}/{name}"])


def _data(mastered: Mastered, name: str = "episode.json", folder: str = FOLDER) -> Any:  # noqa: ANN401 - JSON
    return json.loads(_embeds(mastered)[f"{folder}/{name}"])


def _faults(value: Any, schema: Mapping[str, Any], place: str = "$") -> list[str]:  # noqa: ANN401 - JSON
    """Return where `value` is not what `schema` says; knows the words that our schema uses."""
    kinds = schema.get("type", [])
    names = [kinds] if isinstance(kinds, str) else kinds
    if names and not isinstance(value, tuple(kind for name in names for kind in KINDS[name])):
        return [f"{place}: {value!r} is no {kinds}"]
    faults = [f"{place}: {value!r}"] if value not in schema.get("enum", [value]) else []
    faults += [f"{place}: {value!r}"] if value != schema.get("const", value) else []
    if isinstance(value, list):
        faults += [f"{place}: too short"] if len(value) < schema.get("minItems", 0) else []
        for index, one in enumerate(value):
            faults += _faults(one, schema.get("items", {}), f"{place}[{index}]")
    if isinstance(value, dict):
        faults += [
            f"{place}.{name} is missing" for name in schema.get("required", ()) if name not in value
        ]
        more = schema.get("additionalProperties")
        for name, one in value.items():
            inner = schema.get("properties", {}).get(name, more)
            faults += (
                [f"{place}.{name} is unknown"]
                if inner is None
                else _faults(one, inner, f"{place}.{name}")
            )
    return faults


@pytest.mark.parametrize(
    "episode", [an_episode(), a_plain_episode(), a_linked_episode(), a_trailer()]
)
def test_the_data_of_an_episode_is_what_the_schema_says(episode: Any) -> None:  # noqa: ANN401 - builder's result
    mastered = a_mastered(episodes=(episode,))
    schema = json.loads(_embeds(mastered)["episode.schema.json"])

    data = _data(mastered, folder=episode.draft.folder)

    assert _faults(data, schema) == []
    assert data["$schema"] == f"{BASE}/episode.schema.json"


def test_the_judge_of_schemas_finds_what_is_wrong() -> None:
    schema = {
        "type": "object",
        "required": ["a"],
        "properties": {"b": {"type": ["string", "null"]}, "c": {"items": {"const": "1"}}},
    }

    assert _faults({"b": 1, "c": ["2"], "d": 0}, schema) == [
        "$.a is missing",
        "$.b: 1 is no ['string', 'null']",
        "$.c[0]: '2'",
        "$.d is unknown",
    ]


def test_the_data_says_everything_in_plain_text_with_absolute_addresses() -> None:
    data = _data(a_mastered())

    assert data["title"] == "Sicherheit von Mitarbeiter*innen: „Was nun?“"
    assert data["label"] == "Staffel\u00a02, Folge\u00a012"
    assert data["chapters"][1] == {
        "start_s": 75.5,
        "title": "Was Städte tun & lassen",
        "url": "https://stadt.test/plaetze?a=1&b=2",
    }
    assert data["player"]["url"] == f"{BASE}/{FOLDER}/player.html"
    assert data["transcript"]["webvtt"] == f"{BASE}/{FOLDER}/transcript.vtt"
    assert data["grants"][0]["statement"] == "Gefördert durch die Europäische Union."
    assert "<h2" in data["notes_html"]


def test_the_oembed_is_one_frame_with_the_player() -> None:
    oembed = _data(a_mastered(), "oembed.json")

    frame = read_html(oembed["html"]).elements
    assert [one.tag for one in frame] == ["iframe"]
    assert frame[0].attributes["src"] == f"{BASE}/{FOLDER}/player.html"
    assert "Sicherheit von Mitarbeiter*innen" in frame[0].attributes["title"]
    assert (oembed["version"], oembed["type"]) == ("1.0", "rich")
    assert isinstance(oembed["width"], int)
    assert isinstance(oembed["height"], int)


def test_an_episodes_page_leads_to_its_oembed_and_to_the_page_for_website_teams() -> None:
    mastered = a_mastered()
    pages = {one.path: one.content.decode() for one in render_pages(mastered, mastered.settings)}

    page = read_html(pages[f"{FOLDER}/index.html"])

    discovery = [
        one.attributes for one in page.all("link") if "oembed" in one.attributes.get("type", "")
    ]
    assert [one["href"] for one in discovery] == [f"{BASE}/{FOLDER}/oembed.json"]
    assert "einbinden.html" in page.values("href")


def test_a_player_needs_no_other_file_but_audio_and_picture() -> None:
    player = _page(a_mastered(), "player.html")

    assert not [one for one in player.all("link") if one.attributes["rel"] == "stylesheet"]
    assert not [one for one in player.all("script") if "src" in one.attributes]
    assert len(player.all("audio")) == 1


def test_a_player_is_light() -> None:
    text = _embeds(a_mastered())[f"{FOLDER}/player.html"]

    assert len(text.encode()) < 15_000


def test_the_player_of_a_rich_episode_is_light_too() -> None:
    slug = "004-mitarbeiterinnen-und-mandatstraegerinnen"
    rich = an_episode(
        slug,
        title="Sicherheit von Mitarbeiter*innen und Mandatsträger*innen",
        chapters=tuple(Chapter(20.0 * at, f"Was Städte tun können {at}") for at in range(6)),
    )
    text = _embeds(a_mastered(episodes=(rich,)))[f"episodes/{slug}/player.html"]

    assert text.count('class="place"') == 6
    assert "Transkript</a>" in text
    assert len(text.encode()) < 15_000


def test_a_players_script_leaves_out_what_only_pages_need() -> None:
    text = _embeds(a_mastered())[f"{FOLDER}/player.html"]

    assert "IntersectionObserver" not in text
    assert "scrollIntoView" not in text
    assert "mediaSession" in text


def test_what_an_author_writes_stays_text_everywhere() -> None:
    hostile = an_episode(
        title=HOSTILE,
        summary=HOSTILE,
        chapters=(Chapter(0.0, HOSTILE),),
        transcript=Transcript("de", (Cue(1, 2, HOSTILE, HOSTILE),)),
    )
    mastered = a_mastered(episodes=(hostile,))

    player, page = _page(mastered, "player.html"), _page(mastered, "einbinden.html")
    oembed = read_html(_data(mastered, "oembed.json")["html"])

    assert len(player.all("script")) == len(page.all("script")) == 1
    assert [one.tag for one in oembed.elements] == ["iframe"]
    assert not player.values("onclick")
    assert not page.values("onclick")


def test_every_way_to_embed_can_be_read_and_copied() -> None:
    page = _page(a_mastered(), "einbinden.html")

    fields = {one.attributes["id"]: one.text for one in page.all("textarea")}
    assert list(fields) == [
        "way-full-text", "way-teaser-text", "way-notes-text", "way-player-text",
        "way-oembed-text", "way-discovery-text", "way-element-text", "way-episode-text",
    ]  # fmt: skip
    assert "<h2>" in fields["way-full-text"]
    assert fields["way-player-text"].lstrip().startswith("<iframe src=")
    assert fields["way-element-text"].count(f"{BASE}/podcaster-episode.js") == 1
    assert fields["way-oembed-text"].strip() == f"{BASE}/{FOLDER}/index.html"
    copied = {one.attributes.get("data-copy") for one in page.all("button")}
    assert copied == set(fields)


@pytest.mark.parametrize(
    ("language", "heading"),
    [("de", "Ein Anreißer"), ("fr", "Une accroche"), ("it", "Ein Anreißer")],
)
def test_the_page_speaks_the_language_of_its_episode(language: str, heading: str) -> None:
    mastered = a_mastered(episodes=(an_episode(language=language),))

    assert heading in _page(mastered, "einbinden.html").texts("h2")


def test_the_element_is_one_file_without_words_of_other_servers() -> None:
    script = default_templates()["podcaster-episode.js"].text

    assert "customElements.define" in script
    assert "http://" not in script
    assert "https://" not in script
    assert "innerHTML" not in script


def test_the_elements_words_are_right_on_pages_in_any_encoding() -> None:
    script = default_templates()["podcaster-episode.js"].text

    assert script.isascii()
    assert "Anh\\u00f6ren" in script
