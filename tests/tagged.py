"""Tags to be written, filled in."""

from __future__ import annotations

from datetime import UTC, datetime

from podcaster.master.tags import Tags
from podcaster.model.chapters import Chapter


def some_tags(chapters: tuple[Chapter, ...], duration_s: float) -> Tags:
    """Return the tags of an episode with these chapters."""
    return Tags(
        title="Plätze",
        show="Stadt im Gespräch",
        author="Forum",
        published_at=datetime(2026, 3, 5, tzinfo=UTC),
        language="de",
        comment="Worum es geht.",
        show_url="https://stadt.test",
        page_url="https://stadt.test/1",
        feed_url="https://stadt.test/feed.xml",
        guid="2026-eins",
        duration_s=duration_s,
        chapters=chapters,
    )
