"""`podcaster publish`: everything, to everywhere, each once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from podcaster.cli.frame import Command
from podcaster.cli.options import complete_slugs, json_option
from podcaster.cli.plan import show_plan
from podcaster.cli.remarks import remark
from podcaster.cli.reports import plan_rows
from podcaster.cli.session import Session
from podcaster.cli.slugs import folders_of
from podcaster.model.message import Message, message

if TYPE_CHECKING:
    from podcaster.model.delivery import Delivery


@click.command(
    cls=Command,
    examples=(
        ("podcaster publish", "all that is due, to all channels"),
        ("podcaster publish erste-folge", "announce this episode only"),
        ("podcaster publish --channel website", "one channel only"),
        ("podcaster publish --dry-run", "only say what would happen"),
    ),
)
@click.argument(
    "slugs",
    metavar="[SLUG]...",
    nargs=-1,
    shell_complete=complete_slugs,
    help="Announce only these; the feed is always whole.",
)
@click.option("--channel", metavar="NAME", help="Only this channel of publish.yaml.")
@click.option("--dry-run", is_flag=True, help="Only say what would happen, as plan does.")
@click.option(
    "--plan",
    "plan_file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Do exactly what `plan --save FILE` wrote down, or nothing.",
)
@click.option("--due", is_flag=True, help="By the clock: leave at once if another run is at work.")
@json_option
@click.pass_obj
def publish(  # noqa: PLR0913, PLR0917 - one parameter per option, as click hands them in
    session: Session,
    slugs: tuple[str, ...],
    channel: str | None,
    dry_run: bool,
    plan_file: Path | None,
    due: bool,
    as_json: bool,
) -> int:
    """Make everything and bring it to all channels.

    Files come first, then news and posts. What a channel has taken is not sent to it again; a
    channel that failed is tried again by the next publish, it alone.
    """
    from podcaster import pipeline  # noqa: PLC0415 - rooms load when used
    from podcaster.deliver import Order, at_work, read_promise  # noqa: PLC0415 - so help stays quick

    workspace = session.workspace()
    folders_of(workspace.folder, slugs)
    order = Order(
        channels=frozenset({channel}) if channel else None,
        slugs=frozenset(slugs) or None,
        dry_run=dry_run,
        promise=read_promise(plan_file) if plan_file else None,
    )
    if due and at_work(workspace):
        session.printer.note(message("another run of `podcaster` is at work here"))
        return 0
    if dry_run:
        show_plan(session, pipeline.preview(workspace, order), as_json=as_json)
        return 0
    delivery = pipeline.publish(workspace, order)
    _show(session, delivery, as_json=as_json)
    return int(delivery.failed)


def _show(session: Session, delivery: Delivery, *, as_json: bool) -> None:
    """Print what was done at each channel, and what comes next."""
    from podcaster.cli.addresses import places  # noqa: PLC0415 - so help stays quick
    from podcaster.cli.standings import (  # noqa: PLC0415 - as above
        status_lines,
        worth_telling,
    )

    remark(session.printer, delivery.release)
    if as_json:
        session.printer.data(plan_rows(delivery.standings, session.gettext))
        return
    told = worth_telling(row for row in delivery.asked if not row.held)
    session.printer.result(status_lines(told, session.gettext))
    for note in _notes(delivery, idle=not told):
        session.printer.note(note)
    if delivery.failed:
        session.printer.next_step(message("do what is said above, then `podcaster publish` again"))
    else:
        session.printer.next_step(message("`podcaster status` shows what is where"))
    session.printer.result(places(delivery, session.workspace().folder, session.gettext))


def _notes(delivery: Delivery, *, idle: bool) -> Iterator[Message]:
    """Yield what is said once for the whole run."""
    if held := len({row.item for row in delivery.asked if row.held}):
        yield message(
            "came out before publishing began here, so not sent: {count}; say `podcaster adopt` "
            "if they were announced already, or name one: `podcaster publish SLUG`",
            count=held,
        )
    elif idle:
        yield message("nothing to do: everything is where it belongs")
    written, unchanged = delivery.files_written, delivery.files_unchanged
    if delivery.broke_off:
        yield message("files written before it broke off: {written}", written=written)
    else:
        yield message(
            "files written: {written}, unchanged: {unchanged}",
            written=written,
            unchanged=unchanged,
        )
