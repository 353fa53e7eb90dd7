"""What should hold for slugs and GUIDs, by which the world knows episodes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from podcaster.check.places import at, feed_of
from podcaster.model.draft import Draft, EpisodeDraft, NewsDraft
from podcaster.model.findings import Finding
from podcaster.model.message import message
from podcaster.model.slugs import slugify_german
from podcaster.model.values import SLUG_PATTERN


def slugs_can_stand_in_addresses(draft: Draft) -> Iterator[Finding]:
    """A folder's name is a slug, unless the YAML file gives one."""
    items: Sequence[EpisodeDraft | NewsDraft] = (*draft.episodes, *draft.news)
    for item in items:
        if not re.fullmatch(SLUG_PATTERN, item.slug):
            slug = slugify_german(item.slug)
            yield at(
                item.source,
                ("slug",),
                "PC301",
                message("the folder's name `{name}` can't stand in an address", name=item.slug),
                message("rename the folder to `{slug}`, or add `slug: {slug}`", slug=slug)
                if slug
                else message("rename the folder; use `a` to `z`, digits and `-`"),
            )


def slugs_are_unique(draft: Draft) -> Iterator[Finding]:
    """Each episode has a slug of its own."""
    taken: dict[str, str] = {}
    for episode in draft.episodes:
        if episode.slug in taken:
            yield at(
                episode.source,
                ("slug",),
                "PC302",
                message("the slug `{slug}` is taken by `{other}`", slug=episode.slug,
                        other=taken[episode.slug]),
                message("rename the folder, or add another `slug:`"),
            )  # fmt: skip
        taken.setdefault(episode.slug, episode.folder)


def guids_are_unique(draft: Draft) -> Iterator[Finding]:
    """Each episode has a GUID of its own."""
    taken: dict[str, str] = {}
    for episode in draft.episodes:
        guid = episode.written.guid
        if guid in taken:
            yield at(
                episode.source,
                ("guid",),
                "PC303",
                message("the GUID `{guid}` is that of `{other}`", guid=guid, other=taken[guid]),
                message("was the folder copied? `podcaster new` makes one with a GUID of its own"),
            )
        taken.setdefault(guid, episode.folder)


def moments_are_unique(draft: Draft) -> Iterator[Finding]:
    """Each published episode has a moment of its own in its feed, or a position in the feed."""
    taken: dict[tuple[str, datetime], str] = {}
    for episode in draft.episodes:
        moment = feed_of(draft, episode), episode.written.published_at
        if episode.written.status != "published" or episode.written.position is not None:
            continue
        if moment in taken:
            yield at(
                episode.source,
                ("published_at",),
                "PC317",
                message("`{other}` comes out at the same moment, so apps order them as they like",
                        other=taken[moment]),
                message("let one of them come out a minute later"),
            )  # fmt: skip
        taken.setdefault(moment, episode.folder)
