"""`podcaster auth`: put a channel's secrets where the program finds them."""

from __future__ import annotations

import re
import sys
from typing import Final

import click

from podcaster.cli.frame import Command
from podcaster.cli.session import Session
from podcaster.errors import UsageError
from podcaster.model.message import message

#: Last words of a secret's name: PODCASTER_<CHANNEL>_<WORD>.
WORD: Final = re.compile(r"([A-Z0-9]+_)*(TOKEN|PASSWORD|SECRET|KEY)")


@click.command(
    cls=Command,
    examples=(
        ("podcaster auth website", "asks for the password of the channel website"),
        ("podcaster auth bucket SECRET < secret.txt", "another secret, not typed but read"),
        ("podcaster auth website --forget", "throw the password away"),
    ),
)
@click.argument("channel", help="The channel's name in publish.yaml.")
@click.argument("word", required=False, default="PASSWORD", help="PASSWORD, TOKEN, KEY or SECRET.")
@click.option("--forget", is_flag=True, help="Throw away what was kept.")
@click.pass_obj
def auth(session: Session, channel: str, word: str, forget: bool) -> None:
    """Put a channel's secret away: into the system's keyring, or a file only you can read.

    What the environment says goes before it. Nothing of it ever stands in the show's folder.
    """
    from podcaster.outside.secrets import name_of  # noqa: PLC0415 - rooms load when used

    if not WORD.fullmatch(word):
        raise UsageError(
            message("`{word}` is none of the words that name secrets", word=word),
            hint=message("say PASSWORD, TOKEN, KEY or SECRET"),
        )
    name = name_of(channel, word)
    vault = session.workspace().vault
    if vault is None:
        return
    if forget:
        vault.forget(name)
        session.printer.note(message("thrown away: `{name}`", name=name))
        return
    held = vault.keep(name, _asked(session, channel))
    place = message("in the system's keyring") if held else message("in a file only you can read")
    session.printer.note(message("`{name}` is kept {place}", name=name, place=place))
    session.printer.next_step(message("`podcaster plan` says what would go out"))


def _asked(session: Session, channel: str) -> str:
    """Return the secret: typed unseen at a terminal, else read."""
    if sys.stdin.isatty():
        asked = session.gettext("Secret of `{channel}` (nothing is shown while you type)")
        secret = click.prompt(asked.format(channel=channel), hide_input=True, err=True)
    else:
        secret = sys.stdin.read()
    if not secret.strip():
        raise UsageError(
            message("there was no secret to be kept"),
            hint=message("type it when asked, or send it: `podcaster auth CHANNEL < FILE`"),
        )
    return str(secret.strip())
