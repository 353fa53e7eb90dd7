"""Chapters in the feed itself, for apps that fetch no further file.

Source:
    Podlove Simple Chapters 1.2; RFC 2326, section 3.6 (normal play time).
"""

from __future__ import annotations

from podcaster.model.mastered import MasteredEpisode
from podcaster.render.feed.tag import Tag, tag
from podcaster.render.times import vtt_time

VERSION = "1.2"


def simple_chapters(episode: MasteredEpisode) -> Tag:
    """Return the chapters of an episode; nothing is written where there are none."""
    return tag(
        "psc:chapters",
        None,
        *(
            tag(
                "psc:chapter",
                start=vtt_time(chapter.start_s),
                title=chapter.title,
                href=chapter.link,
                image=chapter.picture,
            )
            for chapter in episode.chapters
        ),
        version=VERSION if episode.chapters else None,
    )
