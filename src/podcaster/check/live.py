"""What should hold for live streams."""

from __future__ import annotations

from collections.abc import Iterator

from podcaster.check.places import at
from podcaster.model.draft import Draft
from podcaster.model.findings import Finding
from podcaster.model.message import message


def live_streams_are_announced(draft: Draft) -> Iterator[Finding]:
    """Live streams stand in the feed; that is a switch, because one validator refuses them."""
    if draft.settings.show.live_items and not draft.settings.feed.live_items:
        yield at(
            draft.source,
            ("show", "live_items"),
            "PC228",
            message("live streams are not announced, because the feed leaves them out"),
            message("write `live_items: true` under `feed:`; the W3C's validator will object"),
        )


def live_streams_have_guids_of_their_own(draft: Draft) -> Iterator[Finding]:
    """Each live stream has a GUID that neither an episode nor another stream has."""
    taken = {episode.written.guid for episode in draft.episodes}
    for index, stream in enumerate(draft.settings.show.live_items):
        if stream.guid in taken:
            yield at(
                draft.source,
                ("show", "live_items", index, "guid"),
                "PC229",
                message("the GUID `{guid}` is taken", guid=stream.guid),
                message("give each live stream a GUID of its own"),
            )
        taken.add(stream.guid)


def live_streams_end_after_they_start(draft: Draft) -> Iterator[Finding]:
    """A live stream ends after it starts."""
    for index, stream in enumerate(draft.settings.show.live_items):
        if stream.end and stream.end <= stream.start:
            yield at(
                draft.source,
                ("show", "live_items", index, "end"),
                "PC230",
                message("the stream would end before it starts"),
                message("write a later moment, or leave `end` out"),
            )
