"""HTML that an imported episode had, in the feed as long as nobody edits what was made of it.

`notes.html` stands for `notes.md`, `description.html` for `summary` in `episode.yaml`. The first
line says for which text; once that text is edited, it is the text that counts. HTML without such a
line always counts.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Final

NOTES: Final = "notes.html"
DESCRIPTION: Final = "description.html"

_MARK: Final = re.compile(r"\A\s*<!-- as long as the text is ([0-9a-f]{16}) -->\r?\n?")


def marked(html: str, text: str) -> str:
    """Return `html` with the line that says for which text it stands."""
    return f"<!-- as long as the text is {_digest(text)} -->\n{html}\n"


def unmarked(html: str, text: str) -> str:
    """Return `html` without that line, or "" if the text is another one by now."""
    found = _MARK.match(html)
    if found and found[1] != _digest(text):
        return ""
    return html[found.end() if found else 0 :].strip()


def _digest(text: str) -> str:
    """Return a name for a text; blanks at line ends and empty lines around do not count."""
    lines = "\n".join(line.rstrip() for line in text.splitlines()).strip()
    return sha256(lines.encode()).hexdigest()[:16]
