"""Ledger, channels and faults in every order: nothing twice, nothing lost, and status says how.

The stated condition: what arrives late arrives within the channel's settling time, and a person
who is asked looks after that and tells the truth.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from tests.deliver.boards import CHANNELS, Board, Fault, KilledError, Kind
from tests.deliver.releases import NOW, a_release, a_workspace

from podcaster.deliver import begin, deliver, resolve, standings
from podcaster.deliver.announcers.kinds import ANNOUNCERS
from podcaster.model.announcers import HandoverChannel
from podcaster.model.delivery import Delivery, Standing, State
from podcaster.model.release import Release
from podcaster.workspace import Workspace

#: How many publishes all examples together made, and how many of them met a fault.
RUNS = {"publishes": 0, "faults": 0, "restored": 0}

SOME_TIME = st.sampled_from([0, 10, 400, 4000])
BAD_LINE = st.lists(st.sampled_from(Fault), max_size=4)

#: Memory instead of a disk, where there is such a folder: what is tested here is the order.
QUICK = Path("/dev/shm") if Path("/dev/shm").is_dir() else None  # noqa: S108 - as said


class Publishing(RuleBasedStateMachine):
    """A show that publishes to one board, over a line that breaks whenever it can."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="podcaster-machine-", dir=QUICK))
        self.board = Board(NOW)
        self.kind = Kind.ONCE
        self.text = ""
        self.slugs = ["folge-1"]
        self.backup: bytes | None = None
        self.releases: dict[tuple[str, int], Release] = {}
        self.before = ANNOUNCERS[HandoverChannel]

    @initialize(kind=st.sampled_from(Kind))
    def choose(self, kind: Kind) -> None:
        """Choose a channel's class."""
        self.kind = kind
        channel = CHANNELS[kind](self.board)
        ANNOUNCERS[HandoverChannel] = lambda *_: channel  # type: ignore[index]  # for this test
        begin(self._workspace)

    @rule()
    def add(self) -> None:
        """Bring out one more episode."""
        self.slugs.append(f"folge-{len(self.slugs) + 1}")

    @rule(text=st.sampled_from(["a", "b"]))
    def edit(self, text: str) -> None:
        """Change every episode."""
        self.text = text

    @rule(runs=st.lists(st.tuples(BAD_LINE, SOME_TIME), min_size=2, max_size=4))
    def publish(self, runs: list[tuple[list[Fault], int]]) -> None:
        """Publish over a bad line, again and again; a killed run ends where it stands."""
        for faults, wait in runs:
            self.board.now += timedelta(seconds=wait)
            self.board.faults[:] = faults
            RUNS["faults"] += bool(faults)
            with suppress(KilledError):
                self._deliver()
            self.board.faults.clear()
        assert all(str(row.reason) for row in self._standings())

    @rule(wait=SOME_TIME)
    def answer(self, wait: int) -> None:
        """Have a person look, after what may come late has come, and tell the truth."""
        self.board.now += timedelta(seconds=max(wait, 400))
        self._answer()

    @rule()
    def back_up(self) -> None:
        """Copy the ledger."""
        if self._file.exists():
            self.backup = self._file.read_bytes()

    @rule()
    def restore(self) -> None:
        """Put yesterday's ledger back."""
        self.board.now += timedelta(seconds=400)
        if self.backup:
            self._file.write_bytes(self.backup)
            RUNS["restored"] += 1

    @invariant()
    def nothing_is_there_twice(self) -> None:
        """People see each item at most once, now and when all is in."""
        items = [item for item, _ in self.board.seen]
        assert len(items) == len(set(items)), items

    def teardown(self) -> None:
        """See everything arrive in the end, once."""
        try:
            for _ in range(4):
                self.board.now += timedelta(hours=1)
                self._deliver()
                self._answer()
            lost = [slug for slug in self.slugs if self.board.count(f"episode/{slug}") != 1]
            states = {str(row.state) for row in self._standings()}
            assert not lost
            assert states <= {"done"}
        finally:
            ANNOUNCERS[HandoverChannel] = self.before  # type: ignore[index]  # as above
            shutil.rmtree(self.folder)

    @property
    def _file(self) -> Path:
        return self.folder / ".podcaster" / "ledger.sqlite"

    @property
    def _release(self) -> Release:
        known = (self.text, len(self.slugs))
        if known not in self.releases:
            self.releases[known] = self._made()
        return self.releases[known]

    def _made(self) -> Release:
        changes: dict[str, Any] = {"picture": None, "text": self.text, "published_at": NOW}
        channels: Mapping[str, Mapping[str, object]] = {"board": {"type": "handover"}}
        made = a_release(self.folder, *self.slugs, channels=channels)
        told = tuple(replace(one, **changes) for one in made.announcements)
        return replace(made, announcements=told)

    @property
    def _workspace(self) -> Workspace:
        return replace(a_workspace(self.folder), now=self.board.now)

    def _deliver(self) -> Delivery:
        RUNS["publishes"] += 1
        return deliver(self._release, self._workspace)

    def _standings(self) -> tuple[Standing, ...]:
        return standings(self._workspace, self._release.settings)

    def _answer(self) -> None:
        asking = {State.UNKNOWN, State.NEEDS_HUMAN}
        for row in self._standings():
            mine = self.kind in {Kind.ONCE, Kind.ASKING} and row.state in asking
            if mine and not row.held and "adopt" not in str(row.reason):
                there = self.board.count(row.item)
                url = "https://board.test/x" if there else None
                resolve(self._workspace, row.item, row.channel, url)


def test_whatever_happens_everything_arrives_once() -> None:
    RUNS.update(publishes=0, faults=0, restored=0)

    run_state_machine_as_test(
        Publishing,
        settings=settings(
            max_examples=150,  # each makes some nine publishes
            stateful_step_count=12,
            deadline=None,
            print_blob=True,
            phases=(Phase.generate,),
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

    assert RUNS["publishes"] >= 1000
    assert RUNS["faults"] >= 100
    assert RUNS["restored"] > 0
