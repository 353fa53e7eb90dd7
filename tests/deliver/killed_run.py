"""Publishes one episode in a process of its own, which dies at a chosen moment.

before | after N    at the N-th request
fsync N             at the N-th file that is written
synced N            when that file is on disk
commit N            before the ledger's N-th commit
never 0             not at all
"""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, event
from tests.deliver.releases import FOLDER, HANDOVER, LINKEDIN, a_release, a_workspace
from tests.servers.linkedin import TOKEN

from podcaster.deliver import deliver
from podcaster.doors.web import Answer
from podcaster.outside.web import RealWeb


def die() -> None:
    """Die as a process dies whose plug is pulled."""
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class DeadlyWeb:
    """The real door, until the chosen request."""

    moment: str
    number: int
    sent: list[str] = field(default_factory=list)

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Answer:
        """Send one request, or die before or after it."""
        self.sent.append(url)
        last = len(self.sent) == self.number
        if last and self.moment == "before":
            die()
        answer = RealWeb().send(method, url, headers=headers, body=body)
        if last and self.moment == "after":
            die()
        return answer


def count_commits(number: int) -> None:
    """Die before the chosen commit of the ledger."""
    left = [number]

    def deadly(_connection: object) -> None:
        left[0] -= 1
        if left[0] == 0:
            die()

    event.listen(Engine, "commit", deadly)


def count_files(number: int, *, before: bool) -> None:
    """Die at the chosen call of fsync, or after it."""
    left, synced = [number], os.fsync

    def deadly(handle: int) -> None:
        left[0] -= 1
        if left[0] == 0 and before:
            die()
        synced(handle)
        if left[0] == 0:
            die()

    os.fsync = deadly  # type: ignore[assignment]  # only ever called with a number here


def main(show: Path, api: str, moment: str, number: int) -> None:
    """Publish, or die trying."""
    channels = {"public": FOLDER, "website": HANDOVER, "linkedin": {**LINKEDIN, "api": api}}
    release = a_release(show, "eins", channels=channels)
    if moment in {"fsync", "synced"}:
        count_files(number, before=moment == "fsync")
    if moment == "commit":
        count_commits(number)
    deliver(release, a_workspace(show, web=DeadlyWeb(moment, number), token=TOKEN))
