"""Bringing a show over: from a feed found elsewhere to a folder that `check` accepts."""

from podcaster.importing.audio import Brought, Use, bring_audio
from podcaster.importing.fetching import read_source
from podcaster.importing.folder import Import, import_feed, without_links
from podcaster.importing.show import show_slug

__all__ = [
    "Brought",
    "Import",
    "Use",
    "bring_audio",
    "import_feed",
    "read_source",
    "show_slug",
    "without_links",
]
