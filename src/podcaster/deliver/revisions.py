"""Digests of what is delivered: another digest, another revision."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from hashlib import sha256

from podcaster.model.artefacts import Media
from podcaster.model.release import Announcement, Release


def item_revisions(release: Release) -> Mapping[str, tuple[str, str, str | None]]:
    """Return item -> revision, GUID and address of everything that hosts take, newest first."""
    page = release.settings.site.address
    episodes = {f"episode/{one.slug}": (one.guid, page(one.page)) for one in release.episodes}
    news = {one.item: (one.item, None) for one in release.news if one.item not in episodes}
    digests = _digests(release)
    return {
        item: (_digest(digests.get(item, [])), guid, url)
        for item, (guid, url) in {**episodes, **news}.items()
    }


def _digests(release: Release) -> Mapping[str, list[tuple[str, str]]]:
    """Return item -> path and digest of each of its files."""
    found: dict[str, list[tuple[str, str]]] = {}
    for artefact in release.artefacts:
        found.setdefault(artefact.item, []).append((artefact.path, artefact.sha256))
    return {item: sorted(files) for item, files in found.items()}


def announcement_revision(announcement: Announcement) -> str:
    """Return the digest of everything that a channel may tell.

    Posts for other channels do not count: one more channel would change every item.
    """
    told = (one.name for one in fields(announcement) if one.name != "posts")
    return _digest({name: getattr(announcement, name) for name in told})


def _digest(value: object) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=json_ready)
    return sha256(text.encode()).hexdigest()


def json_ready(value: object) -> object:
    """Turn what JSON does not know into what it knows.

    Raises:
        TypeError: If there is no such thing.
    """
    if isinstance(value, Media):
        return [value.path, value.sha256]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value).__name__)
