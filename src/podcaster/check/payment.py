"""What should hold for payments while listening."""

from __future__ import annotations

from collections.abc import Iterator

from podcaster.check.places import at, clock, length_s
from podcaster.model.draft import Draft, EpisodeDraft, ValuePath
from podcaster.model.findings import Finding
from podcaster.model.message import Message, message
from podcaster.model.payment import ValueTimeSplit


def time_splits_name_one_receiver(draft: Draft) -> Iterator[Finding]:
    """A time split names recipients or an episode elsewhere, never both and never none."""
    for episode, path, split in _splits(draft):
        if what := _confusion(split):
            hint = message("write either `recipients:` or `remote_item:`")
            yield at(episode.source, path, "PC323", what, hint)


def _confusion(split: ValueTimeSplit) -> Message | None:
    if split.remote_item and split.recipients:
        return message("both an episode elsewhere and recipients are named")
    if not split.remote_item and not split.recipients:
        return message("nobody is named who gets the share")
    remote = split.remote_start_s is not None or split.remote_percentage is not None
    if remote and not split.remote_item:
        return message("no episode elsewhere is named, to which `remote_...` belongs")
    return None


def time_splits_lie_inside(draft: Draft) -> Iterator[Finding]:
    """A time split ends before the audio does."""
    for episode, path, split in _splits(draft):
        total_s = length_s(episode)
        if total_s is not None and split.start_s + split.duration_s > total_s:
            yield at(
                episode.source,
                path,
                "PC324",
                message("it ends behind the end of the audio ({length})", length=clock(total_s)),
                message("times are those of the recording, in seconds"),
            )


def time_splits_stand_in_episodes(draft: Draft) -> Iterator[Finding]:
    """Time splits stand in an episode: each one has times of its own."""
    for index, value in enumerate(draft.settings.show.value):
        if value.time_splits:
            yield at(
                draft.source,
                ("show", "value", index, "time_splits"),
                "PC325",
                message("times of one episode can't hold for all of them"),
                message("move it to `value:` in the `episode.yaml` of that episode"),
            )


def _splits(draft: Draft) -> Iterator[tuple[EpisodeDraft, ValuePath, ValueTimeSplit]]:
    for episode in draft.episodes:
        for number, value in enumerate(episode.written.value):
            for index, split in enumerate(value.time_splits):
                yield episode, ("value", number, "time_splits", index), split
