"""`podcaster status`: what is where, what is due, what failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from podcaster.cli.forewarning import forewarn
from podcaster.cli.frame import Command
from podcaster.cli.options import json_option
from podcaster.cli.reports import status_rows
from podcaster.cli.session import Session
from podcaster.model.message import message

if TYPE_CHECKING:
    from podcaster.model.draft import Draft


@click.command(
    cls=Command,
    examples=(
        ("podcaster status", "every item at every channel"),
        ("podcaster status --json", "for a program"),
    ),
)
@json_option
@click.pass_obj
def status(session: Session, as_json: bool) -> None:
    """Say what is where, what is due, and what failed and what to do.

    Nothing is made and nothing leaves the house: it reads the folder and what earlier runs noted.
    """
    from podcaster.cli.standings import next_step, status_lines  # noqa: PLC0415 - so help stays quick
    from podcaster.cli.waiting import still_out, waiting  # noqa: PLC0415 - as above
    from podcaster.deliver import resting, standings  # noqa: PLC0415 - rooms load when used
    from podcaster.load import load  # noqa: PLC0415 - as above

    workspace = session.workspace()
    draft = load(workspace.folder, workspace)
    known = still_out(draft, standings(workspace, draft.settings))
    rests = resting(workspace)
    rows = sorted((*known, *waiting(draft, known, rests)), key=lambda row: row.item)
    if as_json:
        session.printer.data(status_rows(rows, session.gettext))
        return
    session.printer.result(status_lines(rows, session.gettext))
    _note_errors(session, draft)
    forewarn(session.printer, draft)
    session.printer.next_step(next_step(rows, rests))


def _note_errors(session: Session, draft: Draft) -> None:
    """Say that some files could not be understood, so their episodes are missing here."""
    if errors := sum(finding.stops for finding in draft.findings):
        session.printer.note(message("errors: {count}; `podcaster check` shows them", count=errors))
