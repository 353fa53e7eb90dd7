"""What an announcer is told of a release: every item, in the channel's own words."""

from __future__ import annotations

from podcaster.deliver.channel import Announcer, HasOwnWords
from podcaster.model.release import Announcement, Release


def announcements_for(announcer: Announcer, release: Release) -> tuple[Announcement, ...]:
    """Return what an announcer tells, oldest first."""
    template = announcer.template if isinstance(announcer, HasOwnWords) else ""
    return tuple(one.in_words_of(template) for one in release.announcements)
