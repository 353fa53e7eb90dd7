"""`podcaster completion`: what lets a shell complete commands, options and slugs."""

from __future__ import annotations

import sys
from typing import Final

import click
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

from podcaster.cli.frame import Command
from podcaster.cli.options import OneOf
from podcaster.cli.session import Session
from podcaster.model.message import message

#: The shell asks through this variable what may come next.
COMPLETE_VARIABLE: Final = "_PODCASTER_COMPLETE"

#: Shell -> its script, its start file, and the line to put there.
SHELLS: Final[dict[str, tuple[type[ShellComplete], str, str]]] = {
    "bash": (BashComplete, "~/.bashrc", 'eval "$(podcaster completion bash)"'),
    "zsh": (ZshComplete, "~/.zshrc", 'eval "$(podcaster completion zsh)"'),
    "fish": (FishComplete, "~/.config/fish/config.fish", "podcaster completion fish | source"),
}


@click.command(
    cls=Command,
    examples=(
        ("podcaster completion bash >> ~/.bashrc", "complete in every new bash"),
        ("podcaster completion fish | source", "complete in this fish"),
    ),
)
@click.argument("shell", type=OneOf(*SHELLS), help="bash, zsh or fish.")
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print what a shell needs to complete commands, options and slugs."""
    printer = ctx.ensure_object(Session).printer
    kind, file, line = SHELLS[shell]
    complete = kind(ctx.find_root().command, {}, "podcaster", COMPLETE_VARIABLE)
    printer.result([complete.source_template % complete.source_vars()])
    if sys.stdout.isatty():
        printer.next_step(message("put `{line}` into `{file}`", line=line, file=file))
