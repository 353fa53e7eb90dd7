"""`podcaster plan`: what publish would do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from podcaster.cli.forewarning import forewarn
from podcaster.cli.frame import Command
from podcaster.cli.options import json_option
from podcaster.cli.reports import plan_rows
from podcaster.cli.session import Session
from podcaster.model.message import message

if TYPE_CHECKING:
    from podcaster.model.delivery import Standing


@click.command(
    cls=Command,
    examples=(
        ("podcaster plan", "item by item, channel by channel, and why"),
        ("podcaster plan --save plan.json", "to be looked at, and done as it is later"),
        ("podcaster plan --json", "for a program"),
    ),
)
@click.option(
    "--save",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also write it down: `publish --plan FILE` does exactly that, or nothing.",
)
@json_option
@click.pass_obj
def plan(session: Session, save: Path | None, as_json: bool) -> None:
    """Say what publish would do with each item at each channel, and why.

    Everything is made as for publishing, but nothing leaves the house.
    """
    from podcaster.deliver import Order, write_promise  # noqa: PLC0415 - rooms load when used
    from podcaster.load import load  # noqa: PLC0415 - as above
    from podcaster.pipeline import preview  # noqa: PLC0415 - so help stays quick

    workspace = session.workspace()
    rows = preview(workspace, Order())
    if save:
        write_promise(save, rows)
    show_plan(session, rows, as_json=as_json)
    forewarn(session.printer, load(workspace.folder, workspace))


def show_plan(session: Session, rows: Sequence[Standing], *, as_json: bool) -> None:
    """Print a plan and what comes next."""
    from podcaster.cli.standings import (  # noqa: PLC0415 - so help stays quick
        is_work,
        plan_lines,
        worth_telling,
    )

    if as_json:
        session.printer.data(plan_rows(rows, session.gettext))
        return
    session.printer.result(plan_lines(worth_telling(rows), session.gettext))
    if any(map(is_work, rows)):
        session.printer.next_step(message("`podcaster publish` does it"))
    else:
        session.printer.note(message("nothing to do: everything is where it belongs"))
        session.printer.next_step(message("`podcaster status` shows what is where"))
