"""A page of documentation as the steps that somebody who follows it takes, in order.

    for step in steps_of(page):
        ... step.kind, step.text, step.file, step.shown ...

Fenced blocks are followed; indented ones are variants to choose from. A block `sh` is typed, the
block `text` after it is what then stands on the screen. Any other block goes into the file that the
paragraph before it names last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

DOCS: Final = Path(__file__).resolve().parents[2] / "docs"
TYPED: Final = "sh"
SHOWN: Final = "text"

#: German page -> English page, below docs/.
PAIRS: Final = {
    f"how-to/{german}.md": f"how-to/{english}.md"
    for german, english in {
        "server-sftp": "host-sftp",
        "speicher-s3": "host-s3",
        "server-webdav": "host-webdav",
        "server-ftps": "host-ftps",
        "speicher-rclone": "host-rclone",
        "wordpress": "site-wordpress",
        "website-mit-webhook": "site-webhook",
        "website-mit-git": "site-git",
        "website-mit-drupal": "site-drupal",
        "website-mit-typo3": "site-typo3",
        "linkedin-freischalten": "linkedin",
        "presse-mail": "press-mail",
        "netzwerke": "networks",
        "team-benachrichtigen": "notify-team",
        "padlet": "padlet-en",
        "schneller-gefunden": "found-sooner",
    }.items()
}

#: A file that a sentence names.
FILE: Final = re.compile(r"`([\w~./-]+\.(?:yaml|md|txt|vtt))`")
#: Days and hours differ with the day on which a page is followed.
MOMENT: Final = re.compile(r"(?:\d{4}-\d\d-\d\d|\b\d\d:\d\d\b)")
ANYTHING: Final = "…"


@dataclass(frozen=True)
class Step:
    """One thing to do.

    Attributes:
        kind: `sh`, or the format of what is to be written.
        text: What is typed or written.
        file: Where it is written; "" for what is typed.
        shown: What the screen then shows; None: the page does not say.
        part: The heading above it.
    """

    kind: str
    text: str
    file: str
    shown: str | None
    part: str


def steps_of(page: str) -> list[Step]:
    """Return the steps of a page, named below docs/."""
    return steps_in((DOCS / page).read_text(encoding="utf-8"))


def steps_in(text: str) -> list[Step]:
    """Return the steps of a text in Markdown."""
    steps: list[Step] = []
    said, part = "", ""
    for before, token in _pairs(MarkdownIt().enable("table").parse(text)):
        if token.type == "inline":
            said = token.content
            part = said if before == "heading_open" else part
        elif token.type == "fence":
            kind = token.info.partition(" ")[0]
            if kind == SHOWN:
                steps[-1] = replace(steps[-1], shown=token.content)
                continue
            file = "" if kind == TYPED else _named_last(said, token)
            steps.append(Step(kind, token.content, file, None, part))
    return steps


def _pairs(tokens: Sequence[Token]) -> list[tuple[str, Token]]:
    kinds = ["", *(token.type for token in tokens)]
    return list(zip(kinds, tokens, strict=False))


def _named_last(said: str, token: Token) -> str:
    named = FILE.findall(said)
    assert named, f"no file is named before line {token.map}: {token.content}"
    return str(named[-1])


def differs(shown: str, printed: str) -> str:
    """Return what a screen shows that its page does not, or "".

    `…` stands for anything within a line, and alone in one for any lines; days and hours may be
    others, and columns wider.
    """
    pattern = "".join(_pattern(line) for line in shown.splitlines())
    return "" if re.fullmatch(pattern, printed.rstrip("\n") + "\n") else _beside(shown, printed)


def _pattern(line: str) -> str:
    if line.strip() == ANYTHING:
        return r"(?:.*\n)*?"
    words = (_word_pattern(word) for word in line.split())
    return r"[ ]*" + r"[ ]+".join(words) + r"[ ]*\n"


def _word_pattern(word: str) -> str:
    exact = re.escape(MOMENT.sub("\0", word))
    return exact.replace(re.escape("\0"), MOMENT.pattern).replace(ANYTHING, ".*?")


def _beside(shown: str, printed: str) -> str:
    pairs = zip_longest(shown.splitlines(), printed.splitlines(), fillvalue="")
    return "\n".join(f"page:   {page}\nscreen: {screen}" for page, screen in pairs)
