"""`podcaster withdraw`: take back what was told."""

from __future__ import annotations

import click

from podcaster.cli.frame import Command
from podcaster.cli.options import json_option
from podcaster.cli.reports import status_rows
from podcaster.cli.session import Session
from podcaster.model.message import message


@click.command(
    cls=Command,
    examples=(("podcaster withdraw episode/erste-folge linkedin", "delete the post on LinkedIn"),),
)
@click.argument("item", help="episode/SLUG or news/SLUG, as status names it.")
@click.argument("channel", help="The channel's name in publish.yaml.")
@json_option
@click.pass_obj
def withdraw(session: Session, item: str, channel: str, as_json: bool) -> None:
    """Take back a post: it is deleted there, and not sent again by itself.

    No other command ever deletes what people were told.
    """
    from podcaster.cli.standings import status_lines  # noqa: PLC0415 - rooms load when used
    from podcaster.deliver import withdraw as take_back  # noqa: PLC0415 - so help stays quick
    from podcaster.load import load  # noqa: PLC0415 - as above

    workspace = session.workspace()
    draft = load(workspace.folder, workspace)
    standing = take_back(workspace, draft.settings, item, channel)
    if as_json:
        session.printer.data(status_rows([standing], session.gettext))
        return
    session.printer.result(status_lines([standing], session.gettext))
    session.printer.next_step(message("`podcaster status` shows what is where"))
