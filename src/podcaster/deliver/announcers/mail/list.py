"""Who gets the mails: from publish.yaml, and from a file that is kept out of git."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from podcaster.errors import FolderError
from podcaster.model.findings import Place
from podcaster.model.mail import MAIL_PATTERN, MailChannel
from podcaster.model.message import message

_ADDRESS: Final = re.compile(MAIL_PATTERN)

#: `Redaktion Stadtblatt <stadt@blatt.test>`: the name is for those who keep the list.
_IN_BRACKETS: Final = re.compile(r"^[^<>]*<([^<>\s]+)>$")

LARGEST_FILE_BYTES: Final = 1_000_000


@dataclass(frozen=True)
class Recipient:
    """Somebody on the list.

    Attributes:
        address: Where it goes.
        place: Where the address stands, to be told instead of it.
    """

    address: str
    place: Place


def recipients_of(settings: MailChannel) -> tuple[Recipient, ...]:
    """Return everybody once, in the order of the lists.

    Raises:
        FolderError: If the file can't be read, or a line is no address.
    """
    written = [Recipient(one, Place("publish.yaml")) for one in settings.recipients]
    listed = _in_file(settings.recipients_file) if settings.recipients_file else ()
    by_address: dict[str, Recipient] = {}
    for one in (*written, *listed):
        by_address.setdefault(one.address.casefold(), one)
    return tuple(by_address.values())


def _in_file(name: str) -> Iterator[Recipient]:
    """Yield the address of every line; empty ones and those with `#` in front do not count."""
    for number, line in enumerate(_lines(name), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        found = _IN_BRACKETS.match(text)
        address = found[1] if found else text
        if not _ADDRESS.fullmatch(address):
            raise FolderError(
                message("this line holds no mail address"),
                place=Place(name, number),
                hint=message("write one address per line, such as `redaktion@example.org`"),
            )
        yield Recipient(address, Place(name, number))


def _lines(name: str) -> list[str]:
    unreadable = FolderError(
        message("the list of recipients can't be read"),
        place=Place(name),
        hint=message("`recipients_file` names a text file in UTF-8, from `/` or `~` on"),
    )
    try:
        path = Path(name).expanduser()
        if not path.is_absolute() or path.stat().st_size > LARGEST_FILE_BYTES:
            raise unreadable
        return path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError, RuntimeError):
        raise unreadable from None
