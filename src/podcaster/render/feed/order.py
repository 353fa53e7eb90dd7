"""The order in which a feed has its episodes."""

from __future__ import annotations

from collections.abc import Iterable

from podcaster.model.mastered import MasteredEpisode


def in_feed_order(episodes: Iterable[MasteredEpisode]) -> list[MasteredEpisode]:
    """Return episodes without a place of their own, then those that have one."""
    return sorted(episodes, key=lambda episode: episode.draft.written.position or 0)
