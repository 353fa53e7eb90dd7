"""What the preview adds to pages: marks, loading again, and what has to be mended."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from html import escape
from importlib.resources import files
from typing import Final

#: Where pages hear that they should load again, and where their script stands; no show has such
#: paths. A script in a file of its own runs under a template's Content-Security-Policy, too.
RELOAD: Final = "/.podcaster/reload"
SCRIPT: Final = "/.podcaster/preview.js"

_TAGS: Final = """
<script type="application/json" id="podcaster-preview">%s</script>
<script src="%s" defer></script>
"""

#: What stands where nothing has been built yet.
_EMPTY: Final = """<!doctype html>
<html lang="%s">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>%s</title>
</head>
<body></body>
</html>
"""


@dataclass(frozen=True)
class Troubles:
    """Why a change could not be built, in words.

    Attributes:
        language: The language they are in.
        title: One sentence for all of them.
        blocks: One by one: what and where, then the source with blanks before it, then a hint.
    """

    language: str
    title: str
    blocks: tuple[tuple[str, ...], ...]

    def as_json(self) -> bytes:
        """Return it in one line of ASCII, as an event wants it."""
        return json.dumps(asdict(self)).encode()


@cache
def script() -> bytes:
    """Return the script of every page."""
    return files("podcaster.preview").joinpath("preview.js").read_bytes()


def with_script(content: bytes, marks: Mapping[str, str]) -> bytes:
    """Return a page with what its script needs; what is no whole page stays as it is."""
    data = json.dumps(dict(marks)).replace("<", "\\u003c")
    head, end, tail = content.rpartition(b"</body>")
    return head + (_TAGS % (data, SCRIPT)).encode() + end + tail if end else content


def without_page(troubles: Troubles) -> bytes:
    """Return a page that shows nothing but what has to be mended."""
    page = _EMPTY % (escape(troubles.language), escape(troubles.title))
    return with_script(page.encode(), {})
