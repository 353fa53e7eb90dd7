"""What should hold for what episode.yaml says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from podcaster.check.places import at, feed_of
from podcaster.check.show import summary_words
from podcaster.model.draft import Draft, EpisodeDraft
from podcaster.model.findings import Finding
from podcaster.model.message import message
from podcaster.model.suggestions import suggestion

#: `Folge 12: ...`, `#12 ...`, `S01E12 ...`.
_NUMBERED: Final = re.compile(
    r"\s*(?:(?:folge|episode|ep\.?|nr\.?)\s*#?\s*\d+|#\s*\d+|s\d+\s*e\d+)\b", re.IGNORECASE
)

#: Shorter names of shows occur in titles by chance.
_LEAST_NAME: Final = 4

#: RFC 2822 knows no earlier dates.
FIRST_YEAR: Final = 1900


def serial_shows_have_numbers(draft: Draft) -> Iterator[Finding]:
    """Episodes of a serial show have numbers, by which apps order them."""
    if draft.settings.show.type != "serial":
        return
    for episode in draft.episodes:
        if episode.written.kind == "full" and episode.written.number is None:
            yield at(
                episode.source,
                ("number",),
                "PC305",
                message("the show is `serial`, and this episode has no number"),
                message("add `number: ...`"),
            )


def numbers_are_unique(draft: Draft) -> Iterator[Finding]:
    """A number stands only once in a season of a feed."""
    taken: dict[tuple[str, int | None, int], str] = {}
    for episode in draft.episodes:
        season, number = episode.written.season, episode.written.number
        if number is None or episode.written.kind != "full":
            continue
        here = feed_of(draft, episode), season, number
        if here in taken:
            yield at(
                episode.source,
                ("number",),
                "PC306",
                message("`{other}` has the number {number}, too", number=number,
                        other=taken[here]),
                message("give one of them another"),
            )  # fmt: skip
        taken.setdefault(here, episode.folder)


def titles_hold_the_title_only(draft: Draft) -> Iterator[Finding]:
    """A title holds neither the show's name nor the number: apps show both beside it."""
    show = draft.settings.show.title.casefold()
    named = re.compile(rf"(?<!\w){re.escape(show)}(?!\w)")
    for episode in draft.episodes:
        title = episode.written.title
        if len(show) >= _LEAST_NAME and named.search(title.casefold()):
            what = message("the title repeats the name of the show")
        elif _NUMBERED.match(title) or _starts_with_number(episode):
            what = message("the title repeats the episode's number")
        else:
            continue
        if episode.written.kind != "trailer":
            hint = message("leave it out; apps show it beside the title")
            yield at(episode.source, ("title",), "PC307", what, hint)


def _starts_with_number(episode: EpisodeDraft) -> bool:
    number = episode.written.number
    return number is not None and bool(re.match(rf"\s*0*{number}\s*[:.)–-]", episode.written.title))


def episode_summaries_fit(draft: Draft) -> Iterator[Finding]:
    """An episode's summary has at most 4000 bytes, in every language."""
    for episode in draft.episodes:
        if words := summary_words(episode.written.summary):
            yield at(episode.source, ("summary",), "PC308", *words)
        for index, edition in enumerate(episode.written.editions):
            if words := summary_words(edition.summary):
                yield at(episode.source, ("editions", index, "summary"), "PC308", *words)


def grants_exist(draft: Draft) -> Iterator[Finding]:
    """A grant that an episode names is one of the show's."""
    known = [grant.name for grant in draft.settings.show.grants]
    for episode in draft.episodes:
        for index, name in enumerate(episode.written.grants or ()):
            if name not in known:
                yield at(
                    episode.source,
                    ("grants", index),
                    "PC309",
                    message("publish.yaml has no grant called `{name}`", name=name),
                    suggestion(name, known),
                )


def editions_have_different_languages(draft: Draft) -> Iterator[Finding]:
    """Each edition has a language of its own, other than the episode's."""
    for episode in draft.episodes:
        seen = {episode.written.language or draft.settings.show.language}
        for index, edition in enumerate(episode.written.editions):
            if edition.language in seen:
                yield at(
                    episode.source,
                    ("editions", index, "language"),
                    "PC310",
                    message("there is the episode in `{language}` already",
                            language=edition.language),
                    message("give each edition a language of its own"),
                )  # fmt: skip
            seen.add(edition.language)


def dates_can_be_said(draft: Draft) -> Iterator[Finding]:
    """A date lies in 1900 or later: feeds can't spell others."""
    for episode in draft.episodes:
        year = episode.written.published_at.year
        if year < FIRST_YEAR:
            yield at(
                episode.source,
                ("published_at",),
                "PC312",
                message("the year {year} can't stand in a feed", year=year),
                message("write the year with four digits, such as 2026"),
            )
