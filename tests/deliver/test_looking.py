"""Doubt, rests and dead letters: what the next publish does by itself, and what it leaves."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.deliver.boards import CHANNELS, Board, Fault, Kind, Reader
from tests.deliver.releases import NOW, a_release, a_workspace

from podcaster.deliver import Order, begin, deliver, plan, resting, standings
from podcaster.deliver.announcers.kinds import ANNOUNCERS
from podcaster.deliver.channel import Memory, Receipt
from podcaster.deliver.ledger.opening import ledger_of
from podcaster.deliver.ledger.records import MOST_TRIES
from podcaster.model.announcers import HandoverChannel
from podcaster.model.delivery import Action, Delivery, State
from podcaster.model.release import Announcement, Release

ITEM = "episode/eins"

#: Publishes so many minutes after NOW; returns action and state of the first item.
Publish = Callable[..., tuple[str, str]]


@pytest.fixture
def board() -> Board:
    return Board(NOW)


@pytest.fixture(autouse=True)
def in_warsaw(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the clock of this machine be an hour ahead, as a person's there."""
    with monkeypatch.context() as here:
        here.setenv("TZ", "CET-1")
        time.tzset()
        yield
    time.tzset()


def a_show(folder: Path, *slugs: str, text: str = "") -> Release:
    channels = {"board": {"type": "handover"}}
    return a_release(folder, *(slugs or ("eins",)), channels=channels, text=text)


def use(monkeypatch: pytest.MonkeyPatch, channel: object) -> None:
    """Let every hand-over of this test be `channel`."""
    monkeypatch.setitem(ANNOUNCERS, HandoverChannel, lambda *_: channel)


def publish(folder: Path, board: Board, minutes: float = 0, **how: object) -> Delivery:
    board.now = NOW + timedelta(minutes=minutes)
    workspace = replace(a_workspace(folder), now=board.now)
    release = a_show(folder, text=str(how.get("text", "")))
    slugs = how.get("slugs")
    order = Order(slugs=frozenset({str(slugs)}) if slugs else None)
    return deliver(release, workspace, order)


def state_of(delivery: Delivery) -> tuple[str, str]:
    row = delivery.standings[0]
    return str(row.action), str(row.state)


def test_what_came_late_is_found(
    tmp_path: Path, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(a_workspace(tmp_path))
    use(monkeypatch, CHANNELS[Kind.READABLE](board))
    board.faults = [Fault.LATE_EFFECT]

    first = publish(tmp_path, board)
    early = publish(tmp_path, board, 2)
    later = publish(tmp_path, board, 6)

    assert state_of(first) == ("announce", "unknown")
    assert state_of(early) == ("none", "unknown")
    assert "13:05 UTC+01:00 looks whether it is there" in str(early.standings[0].reason)
    assert state_of(later) == ("look", "done")
    assert board.count(ITEM) == 1


@pytest.mark.parametrize(
    ("kind", "at_last"),
    [(Kind.READABLE, ("announce", "done")), (Kind.ASKING, ("look", "needs_human"))],
)
def test_what_is_not_there_twice_is_sent_again_or_asked_about(
    tmp_path: Path,
    board: Board,
    monkeypatch: pytest.MonkeyPatch,
    kind: Kind,
    at_last: tuple[str, str],
) -> None:
    begin(a_workspace(tmp_path))
    use(monkeypatch, CHANNELS[kind](board))
    board.faults = [Fault.NO_EFFECT]
    publish(tmp_path, board)

    once = publish(tmp_path, board, 6)
    soon = publish(tmp_path, board, 7)
    twice = publish(tmp_path, board, 12)

    assert state_of(once) == ("look", "unknown")
    assert state_of(soon) == ("none", "unknown")
    assert state_of(twice) == at_last
    assert board.count(ITEM) == (1 if kind is Kind.READABLE else 0)


def test_before_anything_is_sent_the_channel_is_read(
    tmp_path: Path, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(a_workspace(tmp_path))
    use(monkeypatch, CHANNELS[Kind.ASKING](board))
    board.seen.append((ITEM, NOW))

    delivery = publish(tmp_path, board)

    assert state_of(delivery) == ("announce", "done")
    assert "was there already" in str(delivery.standings[0].reason)
    assert board.count(ITEM) == 1


def test_a_broken_line_is_tried_again_at_once_with_pauses_of_random_length(
    tmp_path: Path, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    begin(a_workspace(tmp_path))
    use(monkeypatch, CHANNELS[Kind.ONCE](board))
    board.faults = [Fault.REFUSED_LINE, Fault.DNS_GONE]

    workspace = replace(a_workspace(tmp_path), pause=pauses.append)
    delivery = deliver(a_show(tmp_path), workspace)

    assert state_of(delivery) == ("announce", "done")
    assert len(pauses) == 2
    assert all(0 <= pause <= 20 for pause in pauses)


def test_a_channel_that_wants_a_rest_gets_it(
    tmp_path: Path, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(a_workspace(tmp_path))
    use(monkeypatch, CHANNELS[Kind.ONCE](board))
    board.faults = [Fault.WAIT]
    publish(tmp_path, board)

    early = publish(tmp_path, board, 5)
    later = publish(tmp_path, board, 11)

    assert state_of(early) == ("none", "failed")
    assert state_of(later) == ("announce", "done")


def test_a_channel_that_fails_five_times_in_a_row_rests_for_half_an_hour(
    tmp_path: Path, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(a_workspace(tmp_path))
    use(monkeypatch, CHANNELS[Kind.ONCE](board))
    for minute in range(5):
        board.faults = [Fault.REFUSED_LINE] * 3
        publish(tmp_path, board, minute)

    resting = publish(tmp_path, board, 10)
    insisting = publish(tmp_path, board, 11, slugs="eins")

    assert "is left alone until 2026-03-10 13:34 UTC+01:00" in str(resting.standings[0].reason)
    assert state_of(resting) == ("none", "failed")
    assert state_of(insisting) == ("announce", "done")


def test_what_is_new_while_a_channel_rests_is_said_to_wait(
    tmp_path: Path, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(a_workspace(tmp_path))
    use(monkeypatch, CHANNELS[Kind.ONCE](board))
    with ledger_of(a_workspace(tmp_path)) as ledger:
        ledger.begin(a_show(tmp_path).settings.channels)
        ledger.note_channel("board", rests_until=NOW + timedelta(minutes=30))

    planned = plan(a_show(tmp_path), a_workspace(tmp_path))
    resting = publish(tmp_path, board, 5)
    later = publish(tmp_path, board, 31)

    assert "is left alone until" in str(planned[0].reason)
    assert planned[0].action is Action.NONE
    assert state_of(resting) == ("none", "ready")
    assert state_of(later) == ("announce", "done")


def test_what_failed_at_a_channel_that_rests_is_not_said_to_be_tried(
    tmp_path: Path, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(a_workspace(tmp_path))
    use(monkeypatch, CHANNELS[Kind.ONCE](board))
    board.faults = [Fault.WAIT]
    settings = a_show(tmp_path).settings
    publish(tmp_path, board)

    (now,) = standings(a_workspace(tmp_path), settings)
    with ledger_of(a_workspace(tmp_path)) as ledger:
        ledger.note_channel("board", rests_until=NOW)
    (later,) = standings(a_workspace(tmp_path), settings)

    assert str(now.reason).count("`board` is left alone until 2026-03-10") == 1
    assert "tries it again" not in str(now.reason)
    assert "tries it again" in str(later.reason)
    assert not resting(a_workspace(tmp_path))


def test_what_failed_too_often_is_a_dead_letter(
    tmp_path: Path, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(a_workspace(tmp_path))
    use(monkeypatch, CHANNELS[Kind.ONCE](board))
    for hour in range(MOST_TRIES):
        board.faults = [Fault.SAID_NO]
        publish(tmp_path, board, 60 * hour)

    left = publish(tmp_path, board, 6000)
    named = publish(tmp_path, board, 6001, slugs="eins")

    assert state_of(left) == ("none", "failed")
    assert "given up after 12 tries" in str(left.standings[0].reason)
    assert "podcaster publish eins" in str(left.standings[0].reason)
    assert state_of(named) == ("announce", "done")


@dataclass(frozen=True)
class Editor(Reader):
    """A channel that can change what it told."""

    updates: bool = True

    def update(self, remote_id: str, announcement: Announcement, memory: Memory) -> Receipt:
        """Change it; the board keeps one line per item."""
        del remote_id, memory
        self.board.put(announcement.item, key=True)
        return Receipt(State.DONE)


def test_a_changed_item_is_changed_there_and_only_then(
    tmp_path: Path, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(a_workspace(tmp_path))
    use(monkeypatch, Editor(board))
    publish(tmp_path, board)
    board.faults = [Fault.SAID_NO]

    failed = publish(tmp_path, board, 1, text=" neu")
    changed = publish(tmp_path, board, 2, text=" neu")
    idle = publish(tmp_path, board, 3, text=" neu")
    back = publish(tmp_path, board, 4)

    told = [state_of(one) for one in (failed, changed, idle, back)]
    assert told == [("update", "failed"), ("update", "done"), ("none", "done"), ("update", "done")]
    assert changed.standings[0].url == f"https://board.test/{ITEM}"
    assert board.count(ITEM) == 1


def test_a_plan_says_that_it_will_look(
    tmp_path: Path, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(a_workspace(tmp_path))
    use(monkeypatch, CHANNELS[Kind.READABLE](board))
    board.faults = [Fault.NO_EFFECT]
    publish(tmp_path, board)

    later = replace(a_workspace(tmp_path), now=NOW + timedelta(minutes=6))
    (row,) = plan(a_show(tmp_path), later)

    assert (str(row.action), str(row.state)) == ("look", "unknown")


def test_a_change_that_is_refused_is_given_up_until_somebody_names_it(
    tmp_path: Path, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(a_workspace(tmp_path))
    use(monkeypatch, Editor(board))
    publish(tmp_path, board)
    for hour in range(MOST_TRIES):
        board.faults = [Fault.SAID_NO]
        last = publish(tmp_path, board, 60 * (hour + 1), text=" neu")

    left = publish(tmp_path, board, 60 * (MOST_TRIES + 1), text=" neu")
    another = publish(tmp_path, board, 60 * (MOST_TRIES + 2), text=" anders")
    board.faults = []
    named = publish(tmp_path, board, 60 * (MOST_TRIES + 3), text=" neu", slugs="eins")

    assert state_of(last) == ("update", "failed")
    assert state_of(left) == ("none", "failed")
    assert "given up after 12 tries" in str(left.standings[0].reason)
    assert state_of(another) == ("update", "done")
    assert state_of(named) == ("update", "done")
