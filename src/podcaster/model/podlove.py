"""Podlove's web player: which of its files browsers need, and what they are."""

from __future__ import annotations

from typing import Final

#: Suffix -> media type of what is handed on; maps for developers and pages of its own are not.
FILE_TYPES: Final = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".woff2": "font/woff2",
}

#: What begins the player, and what it loads then (below a folder named by its version).
ENTRANCE: Final = "embed.js"
BOOTSTRAP: Final = "player/bootstrap.js"
