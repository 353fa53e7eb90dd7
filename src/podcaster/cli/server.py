"""`podcaster server`: what the web server must do, ready to be copied."""

from __future__ import annotations

import click

from podcaster.cli.frame import Command
from podcaster.cli.options import OneOf
from podcaster.cli.session import Session
from podcaster.model.message import message

#: Without loading the rooms: help and completion stay quick. A test compares.
NAMES = ("nginx", "apache", "caddy")


@click.command(
    cls=Command,
    examples=(
        ("podcaster server nginx", "for the server block of nginx"),
        ("podcaster server apache > public/.htaccess", "for Apache, into the folder itself"),
    ),
)
@click.argument("name", type=OneOf(*NAMES), help="nginx, apache or caddy.")
@click.pass_obj
def server(session: Session, name: str) -> None:
    """Print what the web server has to say about feed, audio, chapters and transcripts.

    Right types, permission for apps in browsers, how long files may be kept. Hosts of static pages
    read the same from `_headers`, which every build writes.
    """
    from podcaster.load import load  # noqa: PLC0415 - rooms load when used
    from podcaster.render.serving import SERVERS  # noqa: PLC0415 - as above

    workspace = session.workspace()
    settings = load(workspace.folder, workspace).settings
    session.printer.result(SERVERS[name](settings).splitlines())
    session.printer.note(message("copy it into the configuration, and let the server read it anew"))
