"""`podcaster approve`: a second pair of eyes."""

from __future__ import annotations

import click

from podcaster.cli.frame import Command
from podcaster.cli.options import complete_slugs, json_option
from podcaster.cli.reports import plan_rows
from podcaster.cli.session import Session
from podcaster.model.message import message


@click.command(
    cls=Command,
    examples=(
        ("podcaster approve", "everything that waits may be told"),
        ("podcaster approve erste-folge", "only this one"),
    ),
)
@click.argument(
    "slugs", metavar="[SLUG]...", nargs=-1, shell_complete=complete_slugs, help="Only these."
)
@json_option
@click.pass_obj
def approve(session: Session, slugs: tuple[str, ...], as_json: bool) -> None:
    """Say that what waits may be told: you looked at it, and somebody else publishes.

    For shows with `approval: true`. It counts for exactly what you saw: a changed item waits again.
    """
    from podcaster.cli.standings import plan_lines  # noqa: PLC0415 - rooms load when used
    from podcaster.deliver import Order  # noqa: PLC0415 - so help stays quick
    from podcaster.pipeline import approve as agree  # noqa: PLC0415 - as above

    rows = agree(session.workspace(), Order(slugs=frozenset(slugs) or None))
    if as_json:
        session.printer.data(plan_rows(rows, session.gettext))
        return
    session.printer.result(plan_lines(rows, session.gettext))
    session.printer.note(message("may be told now: {count}", count=len(rows)))
    session.printer.next_step(message("somebody else says `podcaster publish`"))
