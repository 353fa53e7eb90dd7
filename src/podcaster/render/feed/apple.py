"""Apple's tags, which all directories read.

Source:
    Apple, Podcast RSS feed requirements; artwork and audio requirements.
"""

from __future__ import annotations

from collections.abc import Iterable

from podcaster.model.mastered import Mastered, MasteredEpisode
from podcaster.render import inherited
from podcaster.render.feed.addresses import ascii_address
from podcaster.render.feed.tag import Tag, tag
from podcaster.settings import Settings


def show_tags(mastered: Mastered, settings: Settings) -> tuple[Tag, ...]:
    """Return what Apple wants to know about a show."""
    show, moved = settings.show, settings.feed.new_feed_url
    return (
        tag("itunes:author", show.author),
        tag(
            "itunes:owner",
            None,
            tag("itunes:name", show.owner.name),
            tag("itunes:email", show.owner.email),
        ),
        *_categories(show.categories),
        tag("itunes:explicit", _true_or_false(show.explicit)),
        tag("itunes:type", show.type),
        tag("itunes:image", href=settings.site.address(mastered.cover.full.path)),
        tag("itunes:block", _only_yes(show.block)),
        tag("itunes:complete", _only_yes(show.complete)),
        tag("itunes:new-feed-url", moved and ascii_address(moved)),
    )


def item_tags(episode: MasteredEpisode, settings: Settings) -> tuple[Tag, ...]:
    """Return what Apple wants to know about an episode."""
    written, cover = episode.draft.written, episode.cover
    return (
        tag("itunes:title", written.title),
        tag("itunes:duration", _whole_seconds(episode.enclosure.duration_s)),
        tag("itunes:episodeType", written.kind),
        tag("itunes:season", written.season),
        tag("itunes:episode", written.number),
        tag("itunes:explicit", _true_or_false(inherited.explicit(episode.draft, settings))),
        tag("itunes:image", href=cover and settings.site.address(cover.full.path)),
        tag("itunes:block", _only_yes(written.block)),
    )


def _categories(categories: Iterable[str]) -> tuple[Tag, ...]:
    """Nest `News > Politics`; several below one main category stand in it together."""
    mains: dict[str, list[str]] = {}
    for category in categories:
        main, _, sub = (part.strip() for part in category.partition(">"))
        mains.setdefault(main, []).append(sub)
    return tuple(
        tag(
            "itunes:category",
            None,
            *(tag("itunes:category", text=sub) for sub in dict.fromkeys(subs)),
            text=main,
        )
        for main, subs in mains.items()
    )


def _whole_seconds(duration_s: float) -> int | None:
    """Return a length as Apple takes it: at least 1; nothing where nobody knows it."""
    return max(1, round(duration_s)) if duration_s else None


def _true_or_false(flag: bool) -> str:
    return "true" if flag else "false"


def _only_yes(flag: bool) -> str | None:
    """Return Apple's one word for it; every other is ignored, so none is written."""
    return "Yes" if flag else None
