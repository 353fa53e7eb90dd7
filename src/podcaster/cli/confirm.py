"""`podcaster confirm`: a person published it, and the page shows it."""

from __future__ import annotations

import os
from typing import Final

import click

from podcaster.cli.frame import Command
from podcaster.cli.options import json_option
from podcaster.cli.reports import status_rows
from podcaster.cli.session import Session
from podcaster.model.message import message

#: For tests only: pages of this machine may be looked at. No file can set it.
LOOPBACK: Final = "PODCASTER_TEST_LOOPBACK"


@click.command(
    cls=Command,
    examples=(
        (
            "podcaster confirm episode/erste-folge https://www.defus.de/aktuelles/erste-folge",
            "it is on the website",
        ),
    ),
)
@click.argument("item", help="episode/SLUG or news/SLUG, as status names it.")
@click.argument("url", help="The public page that shows it.")
@click.option("--channel", metavar="NAME", help="Which channel, if several wait for a person.")
@json_option
@click.pass_obj
def confirm(session: Session, item: str, url: str, channel: str | None, as_json: bool) -> None:
    """Close what you published by hand: the page is fetched and has to show the item.

    Only public addresses are asked. The page shows it if it holds the title, or a link to the
    episode's page.
    """
    from podcaster.cli.standings import status_lines  # noqa: PLC0415 - rooms load when used
    from podcaster.deliver import confirm as close  # noqa: PLC0415 - so help stays quick
    from podcaster.load import load  # noqa: PLC0415 - as above
    from podcaster.outside.public_web import PublicWeb  # noqa: PLC0415 - as above

    workspace = session.workspace()
    draft = load(workspace.folder, workspace)
    web = PublicWeb(loopback=os.environ.get(LOOPBACK) == "1")
    standing = close(workspace, draft, item, url, channel, web.fetch)
    if as_json:
        session.printer.data(status_rows([standing], session.gettext))
        return
    session.printer.result(status_lines([standing], session.gettext))
    session.printer.next_step(message("`podcaster status` shows what is where"))
