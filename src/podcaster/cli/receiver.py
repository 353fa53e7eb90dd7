"""`podcaster receiver`: what a website needs to take news items as signed messages."""

from __future__ import annotations

from base64 import b64encode
from secrets import token_bytes

import click

from podcaster.cli.frame import Command
from podcaster.cli.session import Session
from podcaster.model.message import message
from podcaster.model.secret_names import ANY_CHANNEL

#: Bytes of a new key, as many as the signature's digest.
KEY_BYTES = 32


@click.command(
    cls=Command,
    examples=(
        ("podcaster receiver > receiver.php", "the program, to be put on the website"),
        ("podcaster receiver --key", "a new key for both sides"),
    ),
)
@click.option("--key", is_flag=True, help="Print a new key instead.")
@click.pass_obj
def receiver(session: Session, *, key: bool) -> None:
    """Print a small PHP program that takes what a `webhook` channel sends.

    It looks at signature and time, takes each message once, and writes an HTML file per news item
    and a list of them. Whoever looks after the website may make something else of it.
    """
    from podcaster.scaffold.texts import text_of  # noqa: PLC0415 - rooms load when used

    if key:
        made = b64encode(token_bytes(KEY_BYTES)).decode()
        session.printer.result([f"whsec_{made}"])
        session.printer.note(
            message(
                "give it to the website and to `PODCASTER_{CHANNEL}_SECRET`", CHANNEL=ANY_CHANNEL
            )
        )
    else:
        session.printer.result(text_of("receiver.php").splitlines())
