"""What people see of an item, field by field, and what of it would change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from podcaster.model.delivery import Change
from podcaster.model.release import Announcement

#: Under this name the ledger keeps what was told.
TOLD: Final = "told"


def fields_of(announcement: Announcement) -> dict[str, str]:
    """Return what announcers and feeds show of an item."""
    picture = announcement.picture
    return {
        "title": announcement.title,
        "summary": announcement.summary,
        "link": announcement.link,
        "news": announcement.text,
        "post": announcement.post,
        "picture": f"{picture.path} ({picture.sha256[:8]})" if picture else "",
    }


def changes_between(
    payload: Mapping[str, object], announcement: Announcement
) -> tuple[Change, ...]:
    """Return what differs from what was told; what was never noted counts as nothing."""
    told = payload.get(TOLD)
    before = told if isinstance(told, Mapping) else {}
    return tuple(
        Change(name, str(before.get(name, "")), text)
        for name, text in fields_of(announcement).items()
        if str(before.get(name, "")) != text
    )
