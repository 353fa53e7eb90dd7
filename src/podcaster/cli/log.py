"""`podcaster log`: who published what, when, under which address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from podcaster.cli.columns import in_columns
from podcaster.cli.frame import Command
from podcaster.cli.options import json_option
from podcaster.cli.session import Session
from podcaster.cli.words import say
from podcaster.model.message import Gettext, message

if TYPE_CHECKING:
    from podcaster.deliver import Entry


@click.command(
    cls=Command,
    examples=(
        ("podcaster log", "everything that went out, the oldest first"),
        ("podcaster log episode/erste-folge --all", "every try for one episode"),
        ("podcaster log --json", "for a program"),
    ),
)
@click.argument("item", required=False, help="episode/SLUG or news/SLUG, as status names it.")
@click.option("--all", "all_tries", is_flag=True, help="Also what failed or was only begun.")
@json_option
@click.pass_obj
def log(session: Session, item: str | None, all_tries: bool, as_json: bool) -> None:
    """Say who published what, when, and where it can be seen.

    Read from what earlier runs noted; nothing there is ever changed.
    """
    from podcaster.deliver import diary  # noqa: PLC0415 - rooms load when used

    entries = diary(session.workspace(), item, all_tries=all_tries)
    if as_json:
        session.printer.data([_row(one, session.gettext) for one in entries])
        return
    session.printer.result(in_columns([_cells(one, session.gettext) for one in entries]))
    if not entries:
        session.printer.note(message("nothing went out so far"))


def _cells(entry: Entry, gettext: Gettext) -> tuple[str, ...]:
    from podcaster.cli.standings import STATES  # noqa: PLC0415 - so help stays quick
    from podcaster.deliver import moment_here  # noqa: PLC0415 - rooms load when used

    told = say(entry.problem, gettext) if entry.problem else entry.url or ""
    state = say(STATES[entry.state], gettext)
    return moment_here(entry.at), entry.who, entry.item, entry.channel, state, told


def _row(entry: Entry, gettext: Gettext) -> dict[str, Any]:
    return {
        "at": entry.at.isoformat(),
        "who": entry.who or None,
        "item": entry.item,
        "channel": entry.channel,
        "state": entry.state.value,
        "how": entry.how.value,
        "url": entry.url,
        "problem": say(entry.problem, gettext) if entry.problem else None,
    }
