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

#: What browsers would run or frame; it never comes into the feed.
_RUNS: Final = re.compile(
    r"<\s*(?:script|style|iframe|frame|object|embed|form|base|meta)\b|<[a-z][^<>]*\s(on[a-z]+)\s*="
    r"|javascript:",
    re.IGNORECASE,
)

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


def what_runs(html: str) -> str:
    """Return the first thing in `html` that browsers would run or frame, or ""."""
    found = _RUNS.search(html)
    return (found[1] or found[0]).strip("< :").lower() if found else ""


def _digest(text: str) -> str:
    """Return a name for a text; blanks at line ends and empty lines around do not count."""
    lines = "\n".join(line.rstrip() for line in text.splitlines()).strip()
    return sha256(lines.encode()).hexdigest()[:16]
