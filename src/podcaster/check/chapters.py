"""What should hold for chapters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import pairwise, zip_longest
from typing import Final

from podcaster.check.places import at, clock, is_reported, length_s
from podcaster.check.show import MOST_SUMMARY_BYTES
from podcaster.model.chapters import Chapter
from podcaster.model.draft import Draft, EpisodeDraft, SourceFile
from podcaster.model.findings import Finding
from podcaster.model.geography import GEO_PATTERN, OSM_PATTERN
from podcaster.model.message import message
from podcaster.model.values import is_web_address

#: Fewer are not shown as chapters by Spotify and YouTube.
LEAST: Final = 3

#: Longer titles are cut off in lists; Spotify and YouTube advise 40, and twice that is too much.
LONGEST: Final = 80

#: What a line of a description holds beside its title: `00:00:00 ` and a line break in HTML.
STAMP_BYTES: Final = 14


def _chapters(draft: Draft) -> Iterator[tuple[EpisodeDraft, SourceFile, int, Chapter]]:
    for episode in draft.episodes:
        if episode.chapters_source:
            for index, chapter in enumerate(episode.chapters):
                yield episode, episode.chapters_source, index, chapter


def _all(draft: Draft) -> Iterator[tuple[EpisodeDraft, SourceFile, int, Chapter]]:
    """Yield silent chapters, too; they have no line, so their index leads to the file."""
    yield from _chapters(draft)
    for episode in draft.episodes:
        for chapter in episode.silent_chapters:
            yield episode, episode.chapters_source or episode.source, -1, chapter


def chapters_ascend(draft: Draft) -> Iterator[Finding]:
    """A chapter starts later than the one before it."""
    for episode in draft.episodes:
        source = episode.chapters_source or SourceFile(episode.source.file)
        for index, (before, after) in enumerate(pairwise(episode.chapters), start=1):
            if after.start_s == before.start_s:
                yield at(
                    source,
                    (index,),
                    "PC602",
                    message("two chapters start at {start}", start=clock(after.start_s)),
                    message("change the time of one of them, or remove it"),
                )
            elif after.start_s < before.start_s:
                yield at(
                    source,
                    (index,),
                    "PC602",
                    message(
                        "this chapter starts at {start}, earlier than the one above ({before})",
                        start=clock(after.start_s),
                        before=clock(before.start_s),
                    ),
                    message("put the chapters in the order of their times"),
                )


def chapters_start_inside(draft: Draft) -> Iterator[Finding]:
    """A chapter starts before the audio ends."""
    for episode, source, index, chapter in _all(draft):
        end_s = length_s(episode)
        if end_s is not None and chapter.start_s >= end_s:
            yield at(
                source,
                (index,),
                "PC603",
                message(
                    "this chapter starts at {start}, and the audio ends at {length}",
                    start=clock(chapter.start_s),
                    length=clock(end_s),
                ),
                message("correct the time, or remove the chapter"),
            )


def chapters_have_titles(draft: Draft) -> Iterator[Finding]:
    """A chapter has a title."""
    for _, source, index, chapter in _chapters(draft):
        if not chapter.title:
            yield at(
                source,
                (index,),
                "PC604",
                message("this chapter has no title"),
                message("write one behind the time"),
            )


def chapter_links_are_addresses(draft: Draft) -> Iterator[Finding]:
    """A chapter's link and its picture are web addresses."""
    for _, source, index, chapter in _all(draft):
        for link in (chapter.link, chapter.picture):
            if link is not None and not _is_address(link):
                yield at(
                    source,
                    (index,),
                    "PC607",
                    message("`{link}` is no complete web address", link=link),
                    message("write it like `<https://example.org/page>`"),
                )


def _is_address(link: str) -> bool:
    return is_web_address(link) and not any(sign in link for sign in ' "<>')


def chapters_end_after_they_start(draft: Draft) -> Iterator[Finding]:
    """A chapter that says where it ends does so after its start, inside the audio."""
    for episode, source, index, chapter in _all(draft):
        last_s = length_s(episode) or float("inf")
        if chapter.end_s is not None and not chapter.start_s < chapter.end_s <= last_s:
            yield at(
                source,
                (index,),
                "PC618",
                message(
                    "this chapter starts at {start} and would end at {end}",
                    start=clock(chapter.start_s),
                    end=clock(chapter.end_s),
                ),
                message("correct `endTime`, or leave it out: a chapter ends where the next starts"),
            )


def chapter_places_are_on_maps(draft: Draft) -> Iterator[Finding]:
    """What a chapter says of a place is written as maps want it."""
    for _, source, index, chapter in _all(draft):
        forms = () if chapter.place is None else (
            (chapter.place.geo, GEO_PATTERN, "geo:52.37,9.73"),
            (chapter.place.osm, OSM_PATTERN, "R59418"),
        )  # fmt: skip
        for text, pattern, example in forms:
            if text is not None and not re.search(pattern, text):
                yield at(
                    source,
                    (index,),
                    "PC619",
                    message("`{text}` is no place on a map", text=text[:80]),
                    message("write it like `{example}`", example=example),
                )


def chapters_are_shown_everywhere(draft: Draft) -> Iterator[Finding]:
    """There are at least three chapters, and the first starts at 0."""
    for episode in draft.episodes:
        source, chapters = episode.chapters_source, episode.chapters
        if not source or not chapters:
            continue
        if len(chapters) < LEAST:
            yield at(
                source,
                (0,),
                "PC605",
                message("some apps show chapters only if there are at least three"),
                message("add chapters, or remove these"),
            )
        elif min(chapter.start_s for chapter in chapters) >= 1:
            yield at(
                source,
                (0,),
                "PC605",
                message("some apps show chapters only if the first starts at 00:00"),
                message("add one at 00:00, such as `00:00 Begrüßung`"),
            )


def noted_chapters_agree(draft: Draft) -> Iterator[Finding]:
    """Time stamps in the notes say what the file of chapters says, to the second."""
    for episode in draft.episodes:
        source, other = episode.noted_source, episode.chapters_source
        if source is None or other is None or not episode.chapters:
            continue
        pairs = zip_longest(episode.noted_chapters, episode.chapters)
        wrong = next((at_ for at_, pair in enumerate(pairs) if not _same(*pair)), None)
        if wrong is not None:
            yield at(
                source,
                (min(wrong, len(episode.noted_chapters) - 1),),
                "PC608",
                message("the chapters in `{file}` say something else, and they count",
                        file=other.file),
                message("take the list out of the notes; every page shows the chapters"),
            )  # fmt: skip


def _same(noted: Chapter | None, chapter: Chapter | None) -> bool:
    if noted is None or chapter is None:
        return False
    near = abs(noted.start_s - chapter.start_s) < 1
    return near and noted.title.casefold() == chapter.title.casefold()


def episodes_have_chapters(draft: Draft) -> Iterator[Finding]:
    """An episode has chapters, unless it is a trailer."""
    for episode in draft.episodes:
        file = episode.chapters_source.file if episode.chapters_source else ""
        reported = is_reported(draft, episode, "chapters", file)
        if not episode.chapters and episode.written.kind != "trailer" and not reported:
            yield at(
                episode.source,
                (),
                "PC606",
                message("the episode has no chapters"),
                message("write `chapters.txt` with lines like `00:01:30 Title`"),
            )


def chapter_titles_are_short(draft: Draft) -> Iterator[Finding]:
    """A chapter's title is short enough for the lists of apps; the first that is not is told."""
    for episode in draft.episodes:
        source, chapters = episode.chapters_source, episode.chapters
        long = next((at_ for at_, one in enumerate(chapters) if len(one.title) > LONGEST), None)
        if source and long is not None:
            yield at(
                source,
                (long,),
                "PC610",
                message("this chapter's title has {length} characters, and apps cut it off",
                        length=len(chapters[long].title)),
                message("say it in {most} characters at most", most=LONGEST),
            )  # fmt: skip


def time_stamps_fit(draft: Draft) -> Iterator[Finding]:
    """Summary and chapters together fit into the 4000 bytes of a description."""
    for episode in draft.episodes:
        source, chapters = episode.chapters_source, episode.chapters
        if not source or len(chapters) < LEAST:
            continue
        stamps = sum(len(escape(one.title).encode()) + STAMP_BYTES for one in chapters)
        summary = len(escape(episode.written.summary).encode()) + len("<p></p><p></p>")
        if summary <= MOST_SUMMARY_BYTES < summary + stamps:
            yield at(
                source,
                (0,),
                "PC617",
                message("summary and chapters have {length} bytes, and directories take 4000",
                        length=summary + stamps),
                message("shorten titles or the summary; else the description lacks the chapters"),
            )  # fmt: skip
