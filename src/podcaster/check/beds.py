"""What should hold for music under speech."""

from __future__ import annotations

from collections.abc import Iterator

from podcaster.check.places import at, clock, length_s
from podcaster.model.draft import Draft
from podcaster.model.findings import Finding
from podcaster.model.message import message


def beds_have_music(draft: Draft) -> Iterator[Finding]:
    """Music under an episode has a file: its own or the show's."""
    for episode in draft.episodes:
        for number, passage in enumerate(episode.written.beds or ()):
            if passage.file is None and draft.settings.audio.bed is None:
                yield at(
                    episode.source,
                    ("beds", number),
                    "PC431",
                    message("there is no music for this passage"),
                    message("name its `file`, or give the show a `bed` in publish.yaml"),
                )


def beds_lie_inside(draft: Draft) -> Iterator[Finding]:
    """Music begins and ends inside the audio."""
    for episode in draft.episodes:
        length = length_s(episode)
        for number, passage in enumerate(episode.written.beds or ()):
            for key, moment_s in (("start_s", passage.start_s), ("end_s", passage.end_s)):
                if length is None or moment_s is None or moment_s <= length:
                    continue
                yield at(
                    episode.source,
                    ("beds", number, key),
                    "PC432",
                    message(
                        "the music stands at {moment}, and the audio ends at {length}",
                        moment=clock(moment_s),
                        length=clock(length),
                    ),
                    message("write times of the recording; leave `end_s` out for its end"),
                )
