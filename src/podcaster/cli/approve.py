"""`podcaster approve`: a second pair of eyes."""

from __future__ import annotations

from pathlib import Path

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
        ("podcaster approve --plan plan.json", "exactly what `plan --save` wrote down"),
    ),
)
@click.argument(
    "slugs", metavar="[SLUG]...", nargs=-1, shell_complete=complete_slugs, help="Only these."
)
@click.option(
    "--plan",
    "plan_file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Only if it is exactly what `plan --save FILE` wrote down.",
)
@json_option
@click.pass_obj
def approve(
    session: Session, slugs: tuple[str, ...], plan_file: Path | None, as_json: bool
) -> None:
    """Say that what waits may be told: you looked at it, and somebody else publishes.

    For shows with `approval: true`, and for channels with `drafts_first: true`. It counts for
    exactly what you saw: a changed item waits again.
    """
    from podcaster.cli.standings import plan_lines  # noqa: PLC0415 - rooms load when used
    from podcaster.deliver import Order, read_promise  # noqa: PLC0415 - so help stays quick
    from podcaster.pipeline import approve as agree  # noqa: PLC0415 - as above

    promise = read_promise(plan_file) if plan_file else None
    rows = agree(session.workspace(), Order(slugs=frozenset(slugs) or None, promise=promise))
    if as_json:
        session.printer.data(plan_rows(rows, session.gettext))
        return
    session.printer.result(plan_lines(rows, session.gettext))
    session.printer.note(message("may be told now: {count}", count=len(rows)))
    session.printer.next_step(
        message(
            "`podcaster publish` sends it; where a show wants a second person "
            "(`approval: true`), that person says it"
        )
    )
