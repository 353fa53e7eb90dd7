"""`podcaster compare`: what apps would see differently in two feeds."""

from __future__ import annotations

from dataclasses import asdict

import click

from podcaster.cli.columns import in_columns
from podcaster.cli.frame import Command
from podcaster.cli.import_feed import print_repairs
from podcaster.cli.options import json_option
from podcaster.cli.session import Session
from podcaster.cli.words import visible
from podcaster.model.message import message


@click.command(
    cls=Command,
    examples=(
        ("podcaster compare old.xml public/feed.xml", "the feed before and after a move"),
        ("podcaster compare https://example.org/feed public/feed.xml --json", "for a program"),
    ),
)
@click.argument("old", metavar="OLD", help="Address of an RSS feed, or a file.")
@click.argument("new", metavar="NEW", help="The same.")
@json_option
@click.pass_obj
def compare(session: Session, old: str, new: str, as_json: bool) -> int:
    """Say what podcast apps would see differently in two feeds, field by field.

    The exit code is 0 if they are the same, 1 if not.
    """
    from podcaster.comparing import compare as differences_of  # noqa: PLC0415 - rooms load when used
    from podcaster.importing import read_source  # noqa: PLC0415 - as above
    from podcaster.outside.public_web import PublicWeb  # noqa: PLC0415 - as above

    before, after = (read_source(source, PublicWeb()) for source in (old, new))
    print_repairs(session.printer, (*before.repairs, *after.repairs))
    differences = differences_of(before, after)
    if as_json:
        session.printer.data([asdict(one) for one in differences])
    elif differences:
        rows = [
            tuple(visible(cell or "-") for cell in (one.title, one.field, one.old, one.new))
            for one in differences
        ]
        session.printer.result(in_columns(rows))
    session.printer.note(
        message("differences: {count}; items compared: {items}", count=len(differences),
                items=len(before.items))
    )  # fmt: skip
    return int(bool(differences))
