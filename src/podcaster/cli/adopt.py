"""`podcaster adopt`: what was announced before this program came."""

from __future__ import annotations

import click

from podcaster.cli.frame import Command
from podcaster.cli.options import json_option
from podcaster.cli.reports import status_rows
from podcaster.cli.session import Session
from podcaster.model.message import message


@click.command(
    cls=Command,
    examples=(
        ("podcaster adopt", "everything that is out now was announced everywhere"),
        ("podcaster adopt --channel linkedin", "on one channel only"),
    ),
)
@click.option("--channel", metavar="NAME", help="Only this channel of publish.yaml.")
@json_option
@click.pass_obj
def adopt(session: Session, channel: str | None, as_json: bool) -> None:
    """Say that everything that is out now was announced before.

    For a show that moved to another machine, or lost its memory in .podcaster: nothing of it is
    announced a second time. Channels that can be read are asked what is there, so that later
    changes reach it; for the rest your word counts. Files are hosted as ever.
    """
    from podcaster.cli.standings import status_lines  # noqa: PLC0415 - so help stays quick
    from podcaster.pipeline import adopt as take_over  # noqa: PLC0415 - rooms load when used

    rows = take_over(session.workspace(), [channel] if channel else None)
    if as_json:
        session.printer.data(status_rows(rows, session.gettext))
        return
    session.printer.result(status_lines(rows, session.gettext))
    session.printer.note(message("marked as announced before: {count}", count=len(rows)))
    session.printer.next_step(message("`podcaster plan` says what is left to do"))
