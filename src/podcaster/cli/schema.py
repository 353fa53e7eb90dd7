"""`podcaster schema`: JSON Schemas of what people write."""

from __future__ import annotations

import click

from podcaster.cli.frame import Command
from podcaster.cli.options import OneOf
from podcaster.cli.session import Session
from podcaster.model.message import message

#: Without loading the models: help and completion stay quick. A test compares.
NAMES = ("publish", "episode", "news")


@click.command(
    cls=Command,
    examples=(
        ("podcaster schema episode", "what episode.yaml may hold"),
        ("podcaster schema --write", "all of them, for your editor"),
    ),
)
@click.argument("name", required=False, type=OneOf(*NAMES), help="publish, episode or news.")
@click.option("--write", is_flag=True, help="Write them to .podcaster/schema/ of the show.")
@click.pass_obj
def schema(session: Session, name: str | None, write: bool) -> None:
    """Print the JSON Schemas of publish.yaml, episode.yaml and news.yaml.

    Editors complete and check what you write by them; descriptions are in your language.
    """
    from podcaster.scaffold import schema_of, write_schemas  # noqa: PLC0415 - rooms load when used

    if write:
        session.printer.result(write_schemas(session.found_show(), session.gettext))
        session.printer.note(message("editors that know YAML schemas use them now"))
    elif name:
        session.printer.data(schema_of(name, session.gettext))
    else:
        session.printer.data({each: schema_of(each, session.gettext) for each in NAMES})
