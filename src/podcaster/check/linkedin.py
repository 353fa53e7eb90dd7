"""What should hold for posts on LinkedIn: its interface, the token, who is mentioned."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final

from podcaster.check.places import at
from podcaster.model.announcers import LinkedInChannel
from podcaster.model.draft import Draft, EpisodeDraft, NewsDraft
from podcaster.model.expiry import words_about
from podcaster.model.findings import Finding
from podcaster.model.linkedin_versions import DEFAULT, WARNED, sunset_of
from podcaster.model.message import message
from podcaster.model.suggestions import suggestion

UNKNOWN: Final = message("add the number of the page to `mentions` in publish.yaml")


def versions_are_spoken(draft: Draft) -> Iterator[Finding]:
    """LinkedIn speaks the version of its interface for another 60 days."""
    today = draft.now.date()
    for name, channel in _pages(draft):
        sunset = sunset_of(channel.version)
        if channel.drafts_only or sunset - today > WARNED:
            continue
        gone = message(
            "LinkedIn has switched off version `{version}` on {day}",
            version=channel.version,
            day=sunset.isoformat(),
        )
        going = message(
            "LinkedIn switches off version `{version}` on {day}",
            version=channel.version,
            day=sunset.isoformat(),
        )
        newer = message("set `version` to a newer one, such as `{version}`", version=DEFAULT)
        update = message("bring `podcaster` up to date, or set `version` to a newer one")
        yield at(
            draft.source,
            ("channels", name, "version"),
            "PC931",
            gone if sunset <= today else going,
            newer if channel.version < DEFAULT else update,
        )  # fmt: skip


def tokens_last(draft: Draft) -> Iterator[Finding]:
    """A token lasts for another 14 days."""
    for name, expires_at in draft.expiries.items():
        if words := words_about(name, expires_at, draft.now):
            hint = message("say `podcaster auth {channel}`", channel=name)
            yield at(draft.source, ("channels", name), "PC932", words, hint)


def mentions_are_known(draft: Draft) -> Iterator[Finding]:
    """Who is mentioned is one whom a channel knows."""
    known = sorted({name for _, channel in _pages(draft) for name in channel.mentions})
    items: tuple[EpisodeDraft | NewsDraft, ...] = (*draft.episodes, *draft.news)
    for item in items:
        for index, name in enumerate(item.written.mentions):
            if name not in known:
                yield at(
                    item.source,
                    ("mentions", index),
                    "PC933",
                    message("no channel says under `mentions` who `{name}` is", name=name),
                    suggestion(name, known) if get_close_matches(name, known) else UNKNOWN,
                )


def _pages(draft: Draft) -> Iterator[tuple[str, LinkedInChannel]]:
    for name, channel in draft.settings.channels.items():
        if isinstance(channel, LinkedInChannel):
            yield name, channel
