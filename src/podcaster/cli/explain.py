"""`podcaster explain`: what a code means, why it matters, who says so, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click
from click.shell_completion import CompletionItem

from podcaster.cli.columns import in_columns
from podcaster.cli.frame import Command
from podcaster.cli.options import json_option, suggestion
from podcaster.cli.session import Session, session_of
from podcaster.cli.words import say
from podcaster.errors import UsageError
from podcaster.model.codes import CHAPTERS_OF_CODES, CODES
from podcaster.model.findings import Severity
from podcaster.model.message import Gettext, Message, message
from podcaster.model.profiles import DEMANDS, level


class CodeName(click.ParamType[str]):
    """A code such as `PC104`, in capital letters or not."""

    name = "code"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Return the code."""
        del param, ctx
        code = str(value).upper()
        if code not in CODES:
            raise UsageError(
                message("there is no code `{code}`", code=value),
                hint=suggestion(code, tuple(CODES)) or message("`podcaster explain` lists them"),
            )
        return code

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer the codes, each with what should hold."""
        del param
        gettext = session_of(ctx).gettext
        return [
            CompletionItem(name, help=gettext(code.title))
            for name, code in CODES.items()
            if name.startswith(incomplete.upper())
        ]


@click.command(
    cls=Command,
    examples=(
        ("podcaster explain PC605", "what is behind one finding"),
        ("podcaster explain", "every rule there is"),
    ),
)
@click.argument(
    "code", required=False, type=CodeName(), help="Such as PC605; default: list them all."
)
@json_option
@click.pass_obj
def explain(session: Session, code: str | None, as_json: bool) -> None:
    """Say what a code of a finding means, why it matters, who says so and what to do."""
    gettext = session.gettext
    if as_json:
        names = [code] if code else list(CODES)
        session.printer.data([_row(name, gettext) for name in names])
    elif code:
        session.printer.result(_lines(code, gettext))
    else:
        session.printer.result(_list(gettext))
        session.printer.next_step(message("`podcaster explain CODE` tells more about one"))


def _lines(code: str, gettext: Gettext) -> Iterator[str]:
    """Yield what is known about one code."""
    row = _row(code, gettext)
    yield f"{code}: {row['title']}"
    labels: tuple[tuple[Message, str], ...] = (
        (message("otherwise"), row["why"]),
        (message("to do"), row["cure"]),
        (message("source"), "; ".join(row["sources"])),
        (message("counts as"), _counts(code, gettext)),
    )
    yield from (f"  {say(label, gettext)}: {text}" for label, text in labels)


def _row(code: str, gettext: Gettext) -> dict[str, Any]:
    """Return what is known about one code, for programs."""
    from podcaster.model.explanations import (  # noqa: PLC0415 - only this command needs them
        EXPLANATIONS,
    )

    known, meaning = EXPLANATIONS[code], CODES[code]
    levels = {"all": meaning.severity} | {
        name: level(code, name, meaning.severity) for name in DEMANDS
    }
    return {
        "code": code,
        "title": gettext(meaning.title),
        "why": say(known.why, gettext),
        "cure": say(known.cure, gettext),
        "sources": [str(source) for source in known.sources],
        "profiles": {name: found and found.value for name, found in levels.items()},
    }


def _counts(code: str, gettext: Gettext) -> str:
    """Return how much a code counts, and for whom it counts otherwise."""
    usual = CODES[code].severity
    others = {name: level(code, name, usual) for name in DEMANDS}
    differing = (
        f"{name}: {_say_level(found, gettext)}" for name, found in others.items() if found != usual
    )
    return "; ".join((_say_level(usual, gettext), *differing))


def _say_level(severity: Severity | None, gettext: Gettext) -> str:
    words = {
        Severity.ERROR: message("error"),
        Severity.WARNING: message("warning"),
        None: message("not asked"),
    }
    return say(words[severity], gettext)


def _list(gettext: Gettext) -> Iterator[str]:
    """Yield every code by chapter."""
    for prefix, title in CHAPTERS_OF_CODES.items():
        rows = [
            (name, _say_level(code.severity, gettext), gettext(code.title))
            for name, code in CODES.items()
            if name.startswith(prefix)
        ]
        yield f"{prefix}xx {gettext(title)}"
        yield from (f"  {line}" for line in in_columns(rows))
