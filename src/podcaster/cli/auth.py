"""`podcaster auth`: put a channel's secrets where the program finds them, or sign in for them."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Final

import click

from podcaster.cli.frame import Command
from podcaster.cli.session import Session
from podcaster.errors import UsageError
from podcaster.model.message import message

if TYPE_CHECKING:
    from podcaster.doors.vault import Vault
    from podcaster.workspace import Workspace

#: Last words of a secret's name: PODCASTER_<CHANNEL>_<WORD>.
WORD: Final = re.compile(r"([A-Z0-9]+_)*(TOKEN|PASSWORD|SECRET|KEY)")


@click.command(
    cls=Command,
    examples=(
        ("podcaster auth linkedin", "sign in at LinkedIn in the browser"),
        ("podcaster auth website", "asks for the password of the channel website"),
        ("podcaster auth bucket SECRET < secret.txt", "another secret, not typed but read"),
        ("podcaster auth website --forget", "throw the password away"),
    ),
)
@click.argument("channel", help="The channel's name in publish.yaml.")
@click.argument("word", required=False, default="", help="PASSWORD, TOKEN, KEY or SECRET.")
@click.option("--forget", is_flag=True, help="Throw away what was kept.")
@click.option("--no-browser", is_flag=True, help="Print the address to sign in at.")
@click.pass_obj
def auth(session: Session, channel: str, word: str, forget: bool, no_browser: bool) -> None:
    """Sign in, or put a channel's secret away where nobody else finds it.

    It is kept in the system's keyring, or in a file only you can read; what the environment says
    goes before it. Nothing of it ever stands in the show's folder. For a page on LinkedIn you sign
    in in the browser; for anything else the secret is asked for.
    """
    from podcaster.cli.auth_linkedin import page_of, sign_in_at_linkedin  # noqa: PLC0415 - so help stays quick
    from podcaster.model.secret_names import secret_name  # noqa: PLC0415 - rooms load when used

    if word and not WORD.fullmatch(word):
        raise UsageError(
            message("`{word}` is none of the words that name secrets", word=word),
            hint=message("say PASSWORD, TOKEN, KEY or SECRET"),
        )
    workspace = session.workspace()
    vault = _vault(workspace)
    page = None if word else page_of(workspace, channel)
    if forget:
        _forget(session, vault, secret_name(channel, word or ("TOKEN" if page else "PASSWORD")))
    elif page:
        sign_in_at_linkedin(session, workspace, vault, page, browser=not no_browser)
    else:
        secret = asked(session, channel)
        told_place(session, secret_name(channel, word or "PASSWORD"), vault, secret)
        session.printer.next_step(message("`podcaster plan` says what would go out"))


def _vault(workspace: Workspace) -> Vault:
    if workspace.vault is None:
        raise UsageError(message("there is nowhere to put secrets"))
    return workspace.vault


def _forget(session: Session, vault: Vault, name: str) -> None:
    vault.forget(name)
    session.printer.note(message("thrown away: `{name}`", name=name))


def told_place(session: Session, name: str, vault: Vault, secret: str) -> None:
    """Put a secret away, and say where."""
    held = vault.keep(name, secret)
    place = message("in the system's keyring") if held else message("in a file only you can read")
    session.printer.note(message("`{name}` is kept {place}", name=name, place=place))


def asked(session: Session, channel: str) -> str:
    """Return the secret: typed unseen at a terminal, else read."""
    if sys.stdin.isatty():
        told = session.gettext("Secret of `{channel}` (nothing is shown while you type)")
        secret = click.prompt(told.format(channel=channel), hide_input=True, err=True)
    else:
        secret = sys.stdin.read()
    if not secret.strip():
        raise UsageError(
            message("there was no secret to be kept"),
            hint=message("type it when asked, or send it: `podcaster auth CHANNEL < FILE`"),
        )
    return str(secret.strip())
