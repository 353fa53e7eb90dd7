"""The forms in which chapters leave the house say the same, to the millisecond where they can."""

from __future__ import annotations

import json
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from mutagen.id3 import ID3
from tests.render.mastered_shows import a_mastered, an_episode
from tests.tagged import some_tags

from podcaster.load.chapter_exports import parse_export
from podcaster.load.chapter_notes import parse_noted_chapters
from podcaster.load.chapters import parse_json_chapters
from podcaster.master.tags import write_tags
from podcaster.model.audio import AudioFormat
from podcaster.model.chapters import Chapter
from podcaster.render.chapters import chapters_json, time_stamps
from podcaster.render.feed.psc import simple_chapters
from podcaster.render.feed.tag import NAMESPACES, append

SETTINGS: Final = a_mastered().settings

titles = st.text(
    st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=30
).filter(lambda text: text.isascii() or text.isprintable())
starts = st.lists(st.integers(1, 35_999_999), min_size=2, max_size=40, unique=True)
links = st.none() | st.just("https://stadt.test/plaetze?a=1&b=2")


@st.composite
def _chapters(draw: st.DrawFn) -> tuple[Chapter, ...]:
    return tuple(
        Chapter(start / 1000, draw(titles), draw(links)) for start in (0, *sorted(draw(starts)))
    )


def _psc(chapters: tuple[Chapter, ...]) -> str:
    item = etree.Element("item", nsmap={"psc": NAMESPACES["psc"]})
    append(item, (simple_chapters(an_episode(chapters=chapters)),))
    return etree.tostring(item, encoding="unicode")


@given(_chapters())
def test_json_and_simple_chapters_come_back_as_they_were(chapters: tuple[Chapter, ...]) -> None:
    text = json.dumps(chapters_json(an_episode(chapters=chapters), SETTINGS))

    from_json = parse_json_chapters("chapters.json", text)
    from_psc = parse_export("chapters.psc", _psc(chapters))

    assert from_psc is not None
    assert from_json.chapters == from_psc.chapters == chapters


@given(_chapters())
def test_time_stamps_say_the_same_to_the_second(chapters: tuple[Chapter, ...]) -> None:
    stamps = time_stamps(an_episode(chapters=chapters))

    read = parse_noted_chapters("notes.md", "\n".join(stamps))

    if stamps:
        assert read is not None
        assert [(one.start_s, one.title) for one in read.chapters] == [
            (int(one.start_s), one.title) for one in chapters
        ]


@given(_chapters())
def test_id3_says_the_same_to_the_millisecond(
    tmp_path_factory: pytest.TempPathFactory, chapters: tuple[Chapter, ...]
) -> None:
    file = tmp_path_factory.getbasetemp() / "tagged.mp3"
    file.write_bytes(b"")
    write_tags(file, AudioFormat.MP3, some_tags(chapters, 36_000.0))

    frames = ID3(file).getall("CHAP")

    assert [
        (frame.start_time, str(frame.sub_frames["TIT2"]))
        for frame in sorted(frames, key=lambda frame: frame.start_time)
    ] == [(round(one.start_s * 1000), one.title) for one in chapters]
