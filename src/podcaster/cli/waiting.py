"""What has not been delivered yet: due, scheduled, or a draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from podcaster.model.delivery import Action, Standing, State
from podcaster.model.draft import Draft, EpisodeDraft, NewsDraft
from podcaster.model.hosts import is_host
from podcaster.model.message import Message, message
from podcaster.settings import ChannelSettings

DUE: Final = message("due: `podcaster publish` brings it")


def waiting(
    draft: Draft, known: Iterable[Standing], resting: Mapping[str, Message]
) -> Iterator[Standing]:
    """Yield what the ledger does not know of yet.

    Args:
        draft: The show as it stands in the folder.
        known: What the ledger says.
        resting: Channels that are left alone for a while, and what is said about it.
    """
    seen = {(row.item, row.channel) for row in known}
    items: tuple[EpisodeDraft | NewsDraft, ...] = (*draft.episodes, *draft.news)
    for each in items:
        if each.written.status == "draft":
            why = message("a draft, it stays at home until its file says `status: published`")
            yield _row(each, "", State.SKIPPED, why)
        elif each.written.published_at > draft.now:
            day = f"{each.written.published_at:%Y-%m-%d %H:%M}"
            yield _row(
                each,
                "",
                State.READY,
                message("comes out on {day}: `podcaster publish` after that brings it", day=day),
            )
        else:
            yield from _due(each, draft, seen, resting)


def still_out(draft: Draft, known: Iterable[Standing]) -> tuple[Standing, ...]:
    """Return what the ledger says, but for pages that are to go, or to come back."""
    items: tuple[EpisodeDraft | NewsDraft, ...] = (*draft.episodes, *draft.news)
    out = {
        each.item
        for each in items
        if each.written.status == "published" and each.written.published_at <= draft.now
    }
    hosts = {name for name, channel in draft.settings.channels.items() if is_host(channel)}
    return tuple(
        _at_host(row, out=row.item in out) if row.channel in hosts else row for row in known
    )


def _at_host(row: Standing, *, out: bool) -> Standing:
    """Return a row of a host; what left the feed there is `SKIPPED`."""
    left = row.state is State.SKIPPED
    if out and left:
        return replace(row, state=State.READY, reason=DUE)
    return row if out or left else _withdrawn(row)


def _withdrawn(row: Standing) -> Standing:
    """Say that a page went, or goes with the next publish."""
    reason = message("was here; withdrawn, so `podcaster publish` takes its page away")
    return replace(row, state=State.READY, reason=reason, url=None)


def _due(
    each: EpisodeDraft | NewsDraft,
    draft: Draft,
    seen: set[tuple[str, str]],
    resting: Mapping[str, Message],
) -> Iterator[Standing]:
    """Yield the channels that have not taken it yet."""
    for name, channel in draft.settings.channels.items():
        if (each.item, name) not in seen and _takes(channel, each.written.topics):
            yield _row(each, name, State.READY, resting.get(name, DUE))


def _takes(channel: ChannelSettings, topics: Iterable[str]) -> bool:
    """Whether a channel takes an item with these topics."""
    wanted = {topic.casefold() for topic in getattr(channel, "topics", ())}
    return not wanted or bool(wanted & {topic.casefold() for topic in topics})


def _row(each: EpisodeDraft | NewsDraft, channel: str, state: State, reason: Message) -> Standing:
    return Standing(each.item, channel, Action.NONE, reason, state)
