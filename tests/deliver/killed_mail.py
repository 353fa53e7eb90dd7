"""Sends an episode to a list in a process of its own, which dies at a chosen mail.

python killed_mail.py FOLDER PORT before|after N
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from tests.deliver.releases import a_release, a_workspace
from tests.servers.mail import PASSWORD, SENDER, USER

from podcaster.deliver import deliver
from podcaster.doors.mail import MailLine, MailServer
from podcaster.model.release import Release
from podcaster.outside.mail import real_mail
from podcaster.workspace import Workspace

PEOPLE: Final = tuple(f"{name}@blatt.test" for name in ("stadt", "land", "fluss", "berg", "tal"))


def released(folder: Path, port: int, *more: str) -> Release:
    """Return an episode for everybody on the list, and for some who came later."""
    press = {
        "type": "mail",
        "server": "127.0.0.1",
        "port": port,
        "user": USER,
        "security": "starttls",
        "sender": SENDER,
        "recipients": [*PEOPLE, *more],
    }
    return a_release(folder, "eins", channels={"press": press})


def at_work(folder: Path) -> Workspace:
    """Return a workspace with a real line to the mail server."""
    secrets = {"PODCASTER_PRESS_PASSWORD": PASSWORD}
    return replace(a_workspace(folder), mail=real_mail, secrets=secrets)


@dataclass
class DeadlyLine:
    """The real line, until the chosen mail."""

    line: MailLine
    moment: str
    number: int
    sent: list[str] = field(default_factory=list)

    def send(self, sender: str, recipient: str, mail: bytes) -> None:
        """Bring one mail, or die before or after it."""
        self.sent.append(recipient)
        last = len(self.sent) == self.number
        if last and self.moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        self.line.send(sender, recipient, mail)
        if last:
            os.kill(os.getpid(), signal.SIGKILL)


def main(folder: str, port: str, moment: str, number: str) -> None:
    """Send until death."""

    @contextmanager
    def deadly(server: MailServer) -> Iterator[MailLine]:
        with real_mail(server) as line:
            yield DeadlyLine(line, moment, int(number))

    show = Path(folder)
    deliver(released(show, int(port)), replace(at_work(show), mail=deadly))


if __name__ == "__main__":
    main(*sys.argv[1:])
