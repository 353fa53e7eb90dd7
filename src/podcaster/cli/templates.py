"""`podcaster templates`: what makes the pages, and copies of it to be changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from podcaster.cli.columns import in_columns
from podcaster.cli.frame import Command
from podcaster.cli.options import OneOf, json_option
from podcaster.cli.session import Session
from podcaster.cli.words import say
from podcaster.errors import UsageError
from podcaster.model.message import Gettext, message
from podcaster.model.templates import TEMPLATE_CONTEXT


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer the names of templates."""
    from podcaster.scaffold import default_templates  # noqa: PLC0415 - rooms load when used

    del ctx, param
    return [CompletionItem(name) for name in default_templates() if name.startswith(incomplete)]


@click.command(
    cls=Command,
    examples=(
        ("podcaster templates", "every template, what it makes and what it needs"),
        ("podcaster templates eject linkedin.txt.j2", "a copy in templates/, to be changed"),
    ),
)
@click.argument(
    "action",
    required=False,
    default="list",
    type=OneOf("list", "eject"),
    help="list (as without it), or eject: copy one into the show.",
)
@click.argument("name", required=False, shell_complete=_complete, help="The one to copy.")
@json_option
@click.pass_obj
def templates(session: Session, action: str, name: str | None, as_json: bool) -> None:
    """List the templates, scripts and styles, or copy one into the show to change it.

    What stands in the show's templates/ takes the place of the default of the same name; all
    others stay as they are, and get better with the program.
    """
    if action == "eject":
        _eject(session, name)
        return
    if name:
        raise UsageError(message("`{argument}` is one argument too many", argument=name))
    rows = _rows(session.show, session.gettext)
    if as_json:
        session.printer.data(rows)
        return
    session.printer.result(_lines(rows, session.gettext))
    session.printer.next_step(message("`podcaster templates eject NAME` copies one into the show"))


def _eject(session: Session, name: str | None) -> None:
    """Copy one template into the show, and say where it is."""
    from podcaster.scaffold import eject_template  # noqa: PLC0415 - rooms load when used

    if not name:
        raise UsageError(
            message("`{argument}` is missing", argument="NAME"),
            hint=message("`podcaster templates` lists them"),
        )
    session.printer.result([str(eject_template(session.found_show(), name))])
    session.printer.next_step(
        message("change it; `podcaster preview` shows what comes of it, `podcaster check` faults")
    )


def _rows(show: Path, gettext: Gettext) -> list[dict[str, Any]]:
    """Return what is known about each template, for programs."""
    from podcaster.scaffold import default_templates, purpose  # noqa: PLC0415 - as above

    return [
        {
            "name": name,
            "own": (show / "templates" / name).is_file(),
            "makes": gettext(purpose(name)),
            "needs": sorted(TEMPLATE_CONTEXT.get(name, ())),
        }
        for name in default_templates()
    ]


def _lines(rows: list[dict[str, Any]], gettext: Gettext) -> Iterator[str]:
    """Yield two lines for each template: what it makes, and what it needs."""
    yours = say(message("yours"), gettext)
    heads = in_columns([(row["name"], yours if row["own"] else "", row["makes"]) for row in rows])
    for head, row in zip(heads, rows, strict=True):
        yield head
        if row["needs"]:
            yield f"  {_needs(row, gettext)}"


def _needs(row: Mapping[str, Any], gettext: Gettext) -> str:
    return say(message("needs: {names}", names=", ".join(row["needs"])), gettext)
