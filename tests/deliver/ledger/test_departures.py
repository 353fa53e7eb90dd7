"""A ledger put back from a backup asks about what left after it, where nobody can be asked."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.deliver.boards import CHANNELS, Board, Fault, KilledError, Kind
from tests.deliver.releases import NOW, a_release, a_workspace, told

from podcaster.deliver import begin, deliver, plan, resolve, standings
from podcaster.deliver.announcers.kinds import ANNOUNCERS
from podcaster.deliver.ledger.departures import NOTE, read_departures
from podcaster.deliver.ledger.file import FILE
from podcaster.model.announcers import HandoverChannel
from podcaster.model.delivery import Delivery

ITEM = "episode/eins"
BOARD = {"board": {"type": "handover"}}
Publish = Callable[..., Delivery]


@pytest.fixture
def board() -> Board:
    return Board(NOW)


@pytest.fixture
def publish(tmp_path: Path, board: Board, monkeypatch: pytest.MonkeyPatch) -> Publish:
    """Return what publishes over a line that breaks, at the board's moment."""
    channel = CHANNELS[Kind.ONCE](board)
    monkeypatch.setitem(ANNOUNCERS, HandoverChannel, lambda *_: channel)
    begin(a_workspace(tmp_path))

    def publish(*faults: Fault, hours: float = 0) -> Delivery:
        board.now += timedelta(hours=hours)
        board.faults[:] = faults
        workspace = replace(a_workspace(tmp_path), now=board.now)
        return deliver(a_release(tmp_path, "eins", channels=BOARD), workspace)

    return publish


def restored(folder: Path, backup: bytes) -> None:
    (folder / ".podcaster" / FILE).write_bytes(backup)


def test_what_left_after_the_backup_is_asked_about_and_not_sent_again(
    tmp_path: Path, board: Board, publish: Publish
) -> None:
    backup = (tmp_path / ".podcaster" / FILE).read_bytes()
    publish()
    restored(tmp_path, backup)
    release = a_release(tmp_path, "eins", channels=BOARD)

    seen = plan(release, a_workspace(tmp_path))
    before = standings(a_workspace(tmp_path), release.settings)
    after = publish(hours=1)

    for rows in (seen, before, after.standings):
        assert told(rows, "board")[ITEM] == ("none", "unknown")
        assert "podcaster resolve episode/eins board" in str(rows[-1].reason)
        assert "this ledger is older" in str(rows[-1].reason)
    assert board.count(ITEM) == 1


def test_a_failure_before_the_backup_and_a_post_after_it_are_no_second_post(
    tmp_path: Path, board: Board, publish: Publish
) -> None:
    publish(Fault.SAID_NO)
    backup = (tmp_path / ".podcaster" / FILE).read_bytes()
    publish(hours=1)
    restored(tmp_path, backup)

    again = publish(hours=1)

    assert told(again.standings, "board") == {ITEM: ("none", "unknown")}
    assert board.count(ITEM) == 1


@pytest.mark.parametrize("answered", [False, True])
def test_a_ledger_that_was_reminded_may_be_put_back_again(
    tmp_path: Path, board: Board, publish: Publish, answered: bool
) -> None:
    backup = (tmp_path / ".podcaster" / FILE).read_bytes()
    publish()
    restored(tmp_path, backup)
    publish(hours=1)
    if answered:
        resolve(a_workspace(tmp_path), ITEM, "board", "https://board.test/x")
    restored(tmp_path, backup)

    last = publish(hours=1)

    assert told(last.standings, "board") == {ITEM: ("none", "unknown")}
    assert board.count(ITEM) == 1


def test_a_ledger_of_before_the_post_asks_however_much_it_had_written(
    tmp_path: Path, board: Board, publish: Publish
) -> None:
    first = (tmp_path / ".podcaster" / FILE).read_bytes()
    for _ in range(5):
        publish(Fault.SAID_NO, hours=1)
    later = (tmp_path / ".podcaster" / FILE).read_bytes()
    publish(hours=1)
    restored(tmp_path, first)
    publish(hours=1)
    restored(tmp_path, later)

    last = publish(hours=1)

    assert told(last.standings, "board") == {ITEM: ("none", "unknown")}
    assert board.count(ITEM) == 1


@pytest.mark.parametrize(("url", "posts"), [("https://board.test/x", 1), (None, 2)])
def test_the_person_s_word_counts_and_is_asked_for_once(
    tmp_path: Path, board: Board, publish: Publish, url: str | None, posts: int
) -> None:
    backup = (tmp_path / ".podcaster" / FILE).read_bytes()
    publish()
    restored(tmp_path, backup)

    resolve(a_workspace(tmp_path), ITEM, "board", url)
    publish(hours=1)
    last = publish(hours=1)

    assert told(last.standings, "board") == {ITEM: ("none", "done")}
    assert board.count(ITEM) == posts


def test_half_a_line_of_a_crash_is_no_line(tmp_path: Path, board: Board, publish: Publish) -> None:
    note = tmp_path / ".podcaster" / NOTE
    note.write_bytes(b'[]\n\xff\n["board", "episode/eins", "r')

    done = publish()

    assert told(done.standings, "board") == {ITEM: ("announce", "done")}
    assert board.count(ITEM) == 1
    assert [one.item for one in read_departures(note.parent)] == [ITEM]


def test_where_the_note_can_not_be_written_nothing_leaves(
    board: Board, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        del handle
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)

    failed = publish()

    assert told(failed.standings, "board") == {ITEM: ("announce", "failed")}
    assert "the disk is full" in str(failed.standings[-1].reason)
    assert board.count(ITEM) == 0


@pytest.mark.parametrize("hours", [-1, 24 * 366])
@pytest.mark.parametrize("fault", [Fault.LOST_ANSWER, Fault.KILLED_AFTER, Fault.SAID_NO])
def test_a_clock_that_jumps_between_intent_and_answer_repeats_nothing(
    board: Board, publish: Publish, hours: float, fault: Fault
) -> None:
    with suppress(KilledError):
        publish(fault)
    jumped = publish(hours=hours)
    board.now = NOW + timedelta(hours=3)
    back = publish()

    doubt = fault is not Fault.SAID_NO
    assert told(back.standings, "board")[ITEM][1] == ("unknown" if doubt else "done")
    assert told(jumped.standings, "board")[ITEM][1] == ("unknown" if doubt else "done")
    assert sum(item == ITEM for item, _ in board.seen) == 1
