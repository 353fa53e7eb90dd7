"""Publishes two episodes in a process of its own, on a disk that takes no file longer than LIMIT.

python limited_run.py FOLDER API LIMIT ROOM    ROOM: public, outbox or ledger

What is too long stands in that room only. The system refuses a file that is too long as it refuses
one for which there is no room. Prints how everything stands, or what is wrong.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from tests.deliver.releases import FOLDER, HANDOVER, LINKEDIN, a_release, a_workspace
from tests.servers.linkedin import TOKEN

from podcaster.deliver import deliver
from podcaster.errors import PodcasterError
from podcaster.model.delivery import Delivery
from podcaster.outside.web import RealWeb

LONG: Final = "lang " * 60_000
TOO_LONG: Final[Mapping[str, Mapping[str, Any]]] = {
    "public": {"text": LONG},
    "outbox": {"html": LONG},
    "ledger": {},
}


def publish(folder: Path, api: str, room: str, *, limit: int = 0, days: float = 0) -> Delivery:
    """Publish both episodes; with a limit, all files are long enough for it to be met."""
    channels = {"public": FOLDER, "website": HANDOVER, "linkedin": {**LINKEDIN, "api": api}}
    told = TOO_LONG[room]
    release = a_release(folder, "eins", "zwei", channels=channels, **told)
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    return deliver(release, a_workspace(folder, web=RealWeb(), token=TOKEN, days=days))


def main(folder: str, api: str, limit: str, room: str) -> None:
    """Publish, and say what came of it."""
    try:
        for row in publish(Path(folder), api, room, limit=int(limit)).standings:
            sys.stdout.write(f"{row.channel} {row.item} {row.state} {row.reason}\n")
    except PodcasterError as error:
        sys.stdout.write(f"{error}\n{error.hint}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
