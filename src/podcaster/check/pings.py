"""What should hold for channels that tell services of a new feed."""

from __future__ import annotations

from collections.abc import Iterator

from podcaster.check.places import at
from podcaster.model.draft import Draft
from podcaster.model.findings import Finding
from podcaster.model.message import message
from podcaster.model.pings import PodpingChannel, WebSubChannel


def hubs_are_named_in_the_feed(draft: Draft) -> Iterator[Finding]:
    """A channel for WebSub has hubs, and apps find them in the feed."""
    known = draft.settings.feed.hubs
    for name, channel in draft.settings.channels.items():
        if not isinstance(channel, WebSubChannel):
            continue
        if not known or set(channel.hubs) - set(known):
            yield at(
                draft.source,
                ("channels", name, "type"),
                "PC920",
                message("the channel `{name}` tells hubs that the feed does not name", name=name),
                message("write them under `feed: hubs`, such as https://pubsubhubbub.appspot.com/"),
            )


def podping_is_told_in_the_feed(draft: Draft) -> Iterator[Finding]:
    """Who sends podpings says so in the feed, so that directories need not ask as often."""
    for name, channel in draft.settings.channels.items():
        if isinstance(channel, PodpingChannel) and not draft.settings.show.uses_podping:
            yield at(
                draft.source,
                ("channels", name, "type"),
                "PC921",
                message(
                    "the channel `{name}` sends podpings, and the feed does not say so", name=name
                ),
                message("write `uses_podping: true` under `show`"),
            )
