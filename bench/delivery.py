"""The same bad line, twice: this program, and a script that simply tries again.

    .venv/bin/python bench/delivery.py [--runs 200]

A notice board counts what people see. Each run brings one episode over a line with one to three
faults out of the list in `tests/deliver/boards.py`, then once more over a line that works.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.deliver.boards import CHANNELS, Board, Fault, KilledError, Kind
from tests.deliver.releases import NOW, a_release, a_workspace

from podcaster.deliver import begin, deliver, resolve, standings
from podcaster.deliver.announcers.kinds import ANNOUNCERS
from podcaster.errors import DeliveryError
from podcaster.model.announcers import HandoverChannel

ITEM: Final = "episode/eins"
TRIES: Final = 4

#: A clock would publish again and again; so many times it may take until all is settled.
ROUNDS: Final = 12


def naive(board: Board) -> None:
    """Try until it answers, as most scripts do; killed, it is started again."""
    for _ in range(TRIES):
        try:
            if board.faults[:1] == [Fault.WAIT]:
                board.faults.pop(0)
                continue
            board.put(ITEM, key=False)
        except (DeliveryError, KilledError):
            continue
        else:
            return


def ours(board: Board, kind: Kind) -> None:
    """Publish, publish again later, and have a person answer what only they can know."""
    channel = CHANNELS[kind](board)
    ANNOUNCERS[HandoverChannel] = lambda *_: channel  # type: ignore[index]  # for this comparison
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        release = a_release(folder, "eins", channels={"board": {"type": "handover"}})
        begin(a_workspace(folder))
        for _ in range(ROUNDS):
            workspace = replace(a_workspace(folder), now=board.now)
            with suppress(KilledError):
                deliver(release, workspace)
            board.now += timedelta(minutes=20)
            later = replace(workspace, now=board.now)
            open_rows = [row for row in standings(later, release.settings) if row.state != "done"]
            if not open_rows:
                return
            for row in open_rows:
                if row.state in {"unknown", "needs_human"} and kind in {Kind.ONCE, Kind.ASKING}:
                    there = board.count(ITEM)
                    resolve(later, row.item, row.channel, "https://x.test" if there else None)


def main() -> None:
    """Print one line per way of sending."""
    parser = argparse.ArgumentParser(description="the same bad line, with and without us")
    parser.add_argument("--runs", type=int, default=200)
    runs = parser.parse_args().runs
    print("| | once | twice or more | never |\n|---|---|---|---|")
    faulty: list[Fault] = [one for one in Fault if one != Fault.NONE]
    ways = {"naive retry": None, **{f"podcaster, {kind}": kind for kind in Kind}}
    for name, kind in ways.items():
        chance, counts = random.Random(1), [0, 0, 0]  # noqa: S311 - a repeatable choice of faults
        for _ in range(runs):
            faults = chance.choices(faulty, k=chance.randint(1, 3))
            board = Board(NOW, faults)
            ours(board, kind) if kind else naive(board)
            board.now += timedelta(days=1)
            counts[{0: 2, 1: 0}.get(board.count(ITEM), 1)] += 1
        print(f"| {name} | " + " | ".join(map(str, counts)) + " |", flush=True)


if __name__ == "__main__":
    main()
