"""`podcaster resolve`: what only a person can know."""

from __future__ import annotations

import click

from podcaster.cli.frame import Command
from podcaster.cli.options import json_option
from podcaster.cli.reports import status_rows
from podcaster.cli.session import Session
from podcaster.errors import UsageError
from podcaster.model.message import message


@click.command(
    cls=Command,
    examples=(
        (
            "podcaster resolve episode/erste-folge linkedin --url https://www.linkedin.com/feed/1",
            "it is there",
        ),
        ("podcaster resolve episode/erste-folge linkedin --again", "it is not there: send it"),
    ),
)
@click.argument("item", help="episode/SLUG or news/SLUG, as status names it.")
@click.argument("channel", help="The channel's name in publish.yaml.")
@click.option("--url", metavar="URL", help="It arrived: this is its address.")
@click.option("--again", is_flag=True, help="It did not arrive: the next publish sends it again.")
@json_option
@click.pass_obj
def resolve(
    session: Session, item: str, channel: str, url: str | None, again: bool, as_json: bool
) -> None:
    """Settle what is uncertain: you looked, and say whether it arrived.

    The program never sends again by itself what may have arrived.
    """
    from podcaster.cli.standings import status_lines  # noqa: PLC0415 - rooms load when used
    from podcaster.deliver import resolve as settle  # noqa: PLC0415 - so help stays quick
    from podcaster.load import load  # noqa: PLC0415 - as above

    if again == bool(url):
        raise UsageError(
            message("say one of two: `--url URL` or `--again`"),
            hint=message("look at the channel first: is it there?"),
        )
    workspace = session.workspace()
    settings = load(workspace.folder, workspace).settings
    standing = settle(workspace, item, channel, url, settings)
    if as_json:
        session.printer.data(status_rows([standing], session.gettext))
        return
    session.printer.result(status_lines([standing], session.gettext))
    if again:
        session.printer.next_step(message("`podcaster publish` sends it again"))
