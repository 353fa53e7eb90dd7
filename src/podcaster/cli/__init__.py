"""The command line: each command parses, calls one function and prints."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import click
from click.shell_completion import shell_complete

from podcaster.cli.adopt import adopt
from podcaster.cli.approve import approve
from podcaster.cli.audiogram import audiogram
from podcaster.cli.auth import auth
from podcaster.cli.build import build
from podcaster.cli.check import check
from podcaster.cli.compare import compare
from podcaster.cli.completion import COMPLETE_VARIABLE, completion
from podcaster.cli.confirm import confirm
from podcaster.cli.explain import explain
from podcaster.cli.failures import exit_code_of, heed_signals
from podcaster.cli.frame import Group
from podcaster.cli.import_feed import import_feed
from podcaster.cli.init import init
from podcaster.cli.language import language_of
from podcaster.cli.log import log
from podcaster.cli.master import master
from podcaster.cli.measure import measure
from podcaster.cli.new import new
from podcaster.cli.plan import plan
from podcaster.cli.preview import preview
from podcaster.cli.printing import steady_streams
from podcaster.cli.prune import prune
from podcaster.cli.publish import publish
from podcaster.cli.receiver import receiver
from podcaster.cli.resolve import resolve
from podcaster.cli.schedule import schedule
from podcaster.cli.schema import schema
from podcaster.cli.server import server
from podcaster.cli.session import Session
from podcaster.cli.status import status
from podcaster.cli.templates import templates
from podcaster.cli.withdraw import withdraw

#: In the order of an editor's day.
COMMANDS: Final = (
    init, new, check, preview, build, plan, publish, status, approve, resolve, confirm, adopt,
    withdraw, prune, log, auth, schedule, explain, templates, audiogram, import_feed, compare,
    measure, master, schema, server, receiver, completion,
)  # fmt: skip

#: One thread per process: the work is spread over processes and files, not inside numpy. And none
#: of pydantic's plugins, which it would look for among all that is installed.
SURROUNDINGS: Final = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYDANTIC_DISABLE_PLUGINS": "__all__",
}


def _print_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    """Print the version and leave."""
    from importlib.metadata import version  # noqa: PLC0415 - slow, and rarely asked for

    if wanted and not ctx.resilient_parsing:
        click.echo(f"podcaster {version('podcaster')}")
        ctx.exit()


@click.group(
    cls=Group,
    examples=(
        ("podcaster init my-show", "a new show in the folder my-show"),
        ("podcaster -C my-show new first-one --audio talk.wav", "a new episode"),
        ("podcaster check && podcaster publish", "look it over, then send it out"),
    ),
)
@click.option(
    "-C",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The show's folder, or one inside it; default: this one.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Print the version.",
)
@click.pass_context
def podcaster(ctx: click.Context, folder: Path | None) -> None:
    """From a folder with raw audio to a published podcast.

    Mastered audio, feed, pages, news and posts: checked, once, correctly.
    """
    ctx.obj = ctx.ensure_object(Session).within(folder)


for _command in COMMANDS:
    podcaster.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    for name, value in SURROUNDINGS.items():
        os.environ.setdefault(name, value)
    steady_streams()
    heed_signals()
    return run(sys.argv[1:] if arguments is None else list(arguments), os.environ)


def run(arguments: list[str], environment: Mapping[str, str]) -> int:
    """Run one command line.

    Args:
        arguments: Without the program's name.
        environment: Tells the language, and what a shell wants completed.
    """
    if instruction := environment.get(COMPLETE_VARIABLE):
        return shell_complete(podcaster, {}, "podcaster", COMPLETE_VARIABLE, instruction)
    session = Session(language_of(arguments, environment))
    return exit_code_of(lambda: _invoke(arguments, session), session.printer, environment)


def _invoke(arguments: list[str], session: Session) -> int:
    """Let click find and call the command."""
    with podcaster.make_context("podcaster", arguments, obj=session) as ctx:
        return podcaster.invoke(ctx) or 0
