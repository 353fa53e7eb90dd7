"""`podcaster init`: a new show."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import click

from podcaster.cli.frame import Command
from podcaster.cli.options import file_type
from podcaster.cli.session import Session
from podcaster.model.message import message


@click.command(
    cls=Command,
    examples=(
        ("podcaster init my-show", "a new show in the folder my-show"),
        ("podcaster --lang de init .", "one in this folder, commented in German"),
    ),
)
@click.argument(
    "folder",
    metavar="DIR",
    type=file_type,
    help="A folder that holds no show yet; other files in it stay.",
)
@click.pass_obj
def init(session: Session, folder: Path) -> None:
    """Make the folder of a new show.

    It is complete: settings, artwork to be replaced, folders for episodes, news and templates,
    and schemas by which editors complete what you write. Nothing that is there is overwritten.
    """
    from podcaster.deliver import LEDGER, new_ledger  # noqa: PLC0415 - rooms load when used
    from podcaster.scaffold import create_show  # noqa: PLC0415 - as above

    memory = {LEDGER: new_ledger(datetime.now(UTC))}
    create_show(folder, uuid4(), session.language, session.gettext, memory)
    session.printer.result([str(folder)])
    session.printer.next_step(
        message(
            "put your words into `{file}`, then `podcaster -C {folder} new SLUG`",
            file=folder / "publish.yaml",
            folder=folder,
        )
    )
