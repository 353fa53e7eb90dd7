"""What should hold once the first words are written: nothing of a new folder is left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from podcaster.check.places import at
from podcaster.model.codes import finding
from podcaster.model.draft import Draft, EpisodeDraft, NewsDraft, SourceFile, ValuePath
from podcaster.model.findings import Finding, Place
from podcaster.model.message import message

#: What `init` and `new` write, in German and English, for people to replace.
PLACEHOLDERS: Final = frozenset({
    "Unser Podcast", "Our podcast",
    "Worum es in diesem Podcast geht, in zwei bis drei Sätzen.",
    "What this podcast is about, in two or three sentences.",
    "Name Ihrer Organisation", "Name of your organisation",
    "podcast@example.org", "https://example.org/",
    "Worum es in dieser Folge geht, in ein bis zwei Sätzen.",
    "What this episode is about, in one or two sentences.",
})  # fmt: skip
#: The first paragraph of the notes that `new` writes.
PLACEHOLDER_NOTES: Final = frozenset({
    "Worum es in dieser Folge geht, für alle, die mehr wissen wollen.",
    "What this episode is about, for those who want to know more.",
})  # fmt: skip
PLACEHOLDER_ALTS: Final = frozenset({
    "Platzhalter: helle Schallwellen auf dunkelrotem Grund",
    "Placeholder: light sound waves on a dark red ground",
})  # fmt: skip


def placeholders_are_replaced(draft: Draft) -> Iterator[Finding]:
    """No text of a new folder is left, and no placeholder picture."""
    for source, path, text in _texts(draft):
        if text in PLACEHOLDERS:
            yield at(
                source,
                path,
                "PC208",
                message("`{text}` is still the placeholder of a new folder", text=text),
                message("write your own words"),
            )
    yield from _notes(draft)
    artwork = draft.settings.show.artwork
    if artwork.alt in PLACEHOLDER_ALTS:
        yield at(
            draft.source,
            ("show", "artwork", "file"),
            "PC208",
            message("`{file}` is still the placeholder picture", file=artwork.file),
            message("name your own picture and say what it shows: `file:` and `alt:`"),
        )


def _texts(draft: Draft) -> Iterator[tuple[SourceFile, ValuePath, str]]:
    """Yield what `init` and `new` leave open."""
    show = draft.settings.show
    yield draft.source, ("show", "title"), show.title
    yield draft.source, ("show", "summary"), show.summary
    yield draft.source, ("show", "author"), show.author
    yield draft.source, ("show", "owner", "name"), show.owner.name
    yield draft.source, ("show", "owner", "email"), show.owner.email
    yield draft.source, ("show", "link"), show.link
    for episode in draft.episodes:
        yield episode.source, ("summary",), episode.written.summary


def _notes(draft: Draft) -> Iterator[Finding]:
    """Yield a finding for every line of notes that is still the placeholder."""
    for episode in draft.episodes:
        for number, line in enumerate(episode.notes.splitlines(), start=1):
            if line.strip() in PLACEHOLDER_NOTES:
                yield finding(
                    "PC208",
                    Place(episode.notes_file, number, 1, len(line)),
                    message("`{text}` is still the placeholder of a new folder", text=line.strip()),
                    message("write your own words"),
                    source=line,
                )


def summaries_say_more_than_titles(draft: Draft) -> Iterator[Finding]:
    """A summary is not the title once more."""
    items: tuple[EpisodeDraft | NewsDraft, ...] = (*draft.episodes, *draft.news)
    for item in items:
        if item.written.summary.strip().casefold() == item.written.title.strip().casefold():
            yield at(
                item.source,
                ("summary",),
                "PC209",
                message("the summary says the same as the title"),
                message("say in one or two sentences what it is about"),
            )
