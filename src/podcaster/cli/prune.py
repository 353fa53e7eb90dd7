"""`podcaster prune`: what no feed names any more goes from the servers."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from podcaster.cli.frame import Command
from podcaster.cli.options import json_option
from podcaster.cli.session import Session
from podcaster.cli.words import say
from podcaster.model.message import message

if TYPE_CHECKING:
    from podcaster.deliver.hosts.pruning import Prunable


@click.command(
    cls=Command,
    examples=(
        ("podcaster prune", "show what could go, and ask"),
        ("podcaster prune --channel server --yes", "remove it at one host, without asking"),
    ),
)
@click.option("--channel", metavar="NAME", help="Only this channel of publish.yaml.")
@click.option("--yes", is_flag=True, help="Remove it without asking.")
@json_option
@click.pass_obj
def prune(session: Session, channel: str | None, yes: bool, as_json: bool) -> None:
    """Remove from servers what no feed of the last 90 days named.

    Only what this program brought there can go, and only after it was shown. Without a terminal
    and without --yes nothing goes. Folders of this machine are not touched.
    """
    from podcaster.deliver import Order  # noqa: PLC0415 - rooms load when used
    from podcaster.deliver.hosts.pruning import prunable  # noqa: PLC0415 - so help stays quick
    from podcaster.deliver.hosts.pruning import prune as remove  # noqa: PLC0415 - as above
    from podcaster.load import load  # noqa: PLC0415 - as above

    workspace = session.workspace()
    settings = load(workspace.folder, workspace).settings
    order = Order(channels=frozenset({channel}) if channel else None)
    shown = prunable(settings, workspace, order)
    _show(session, shown, as_json=as_json)
    if not any(one.files for one in shown):
        session.printer.note(message("nothing is to be removed"))
        return
    if yes or (not as_json and _agreed(session)):
        gone = remove(settings, workspace, shown)
        session.printer.note(message("files removed: {count}", count=gone))
    else:
        session.printer.next_step(message("nothing was removed; `podcaster prune --yes` does it"))


def _show(session: Session, shown: tuple[Prunable, ...], *, as_json: bool) -> None:
    rows = [
        {
            "channel": one.channel,
            "path": path,
            "size_bytes": kept.size_bytes,
            "named": kept.named_on,
        }
        for one in shown
        for path, kept in sorted(one.files.items())
    ]
    if as_json:
        session.printer.data(rows)
        return
    session.printer.result(f"{row['channel']}  {row['named']}  {row['path']}" for row in rows)


def _agreed(session: Session) -> bool:
    """Ask, where there is somebody to answer."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    question = say(message("remove these files for good?"), session.gettext)
    return click.confirm(question, default=False, err=True)
