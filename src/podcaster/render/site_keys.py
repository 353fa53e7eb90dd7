"""Files that prove to search engines that the site is ours: IndexNow's keys."""

from __future__ import annotations

from podcaster.model.artefacts import Document
from podcaster.model.mastered import Mastered
from podcaster.model.paths import key_file
from podcaster.model.pings import IndexNowChannel
from podcaster.settings import Settings


def render_site_keys(mastered: Mastered, settings: Settings) -> tuple[Document, ...]:
    """Return a file per key; each holds its own name."""
    del mastered
    channels = settings.channels.values()
    keys = {one.key for one in channels if isinstance(one, IndexNowChannel)}
    return tuple(Document(key_file(key), key.encode(), "text/plain") for key in sorted(keys))
