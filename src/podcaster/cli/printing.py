"""What reaches the person: results on stdout, words on stderr, colours on terminals only."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import FileIO, TextIOWrapper
from typing import Final, TextIO

import click

from podcaster.cli.words import Paint, error_lines, finding_lines, plain, say
from podcaster.errors import PodcasterError
from podcaster.model.findings import Finding
from podcaster.model.message import Gettext, Message, message

#: Part of a text -> its looks on a terminal; no part is told by its colour alone.
LOOKS: Final[dict[str, dict[str, str | bool]]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "place": {"bold": True},
    "hint": {"fg": "cyan"},
    "margin": {"fg": "blue"},
}


def steady_streams() -> None:
    """Let no closed stream and no narrow encoding stop a run: what can't be shown is spelled.

    Each line leaves at once, so results and words stay in order where both go to one file or pipe.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            setattr(sys, name, TextIOWrapper(FileIO(nowhere, "w"), encoding="utf-8"))
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace", line_buffering=True)


def is_colourful(stream: TextIO) -> bool:
    """Whether `stream` is a terminal whose owner wants colours (no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def paint_for(stream: TextIO) -> Paint:
    """Return what colours text for `stream`."""
    return _painted if is_colourful(stream) else plain


def _painted(text: str, part: str) -> str:
    looks = LOOKS[part]
    colour = looks.get("fg")
    return click.style(text, fg=colour if isinstance(colour, str) else None, bold="bold" in looks)


@dataclass(frozen=True)
class Printer:
    """Prints in one language.

    Attributes:
        gettext: Says an English text in that language.
    """

    gettext: Gettext

    def result(self, lines: Iterable[str]) -> None:
        """Print lines of a result."""
        for line in lines:
            sys.stdout.write(f"{line}\n")

    def data(self, value: object) -> None:
        """Print a result as JSON."""
        utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
        sys.stdout.write(f"{json.dumps(value, ensure_ascii=not utf8, indent=2)}\n")

    def note(self, words: Message) -> None:
        """Print a sentence about what was done."""
        sys.stderr.write(f"{say(words, self.gettext)}\n")

    def next_step(self, words: Message) -> None:
        """Print what the person will want to do now."""
        self.note(message("next step: {step}", step=words))

    def error(self, error: PodcasterError) -> None:
        """Print what went wrong and what to do."""
        self._words(error_lines(error, self.gettext, paint_for(sys.stderr)))

    def findings(self, findings: Sequence[Finding], *, result: bool) -> None:
        """Print findings, as the result or beside it."""
        paint = paint_for(sys.stdout if result else sys.stderr)
        for finding in findings:
            lines = finding_lines(finding, self.gettext, paint)
            self.result(lines) if result else self._words(lines)

    def _words(self, lines: Iterable[str]) -> None:
        for line in lines:
            sys.stderr.write(f"{line}\n")
