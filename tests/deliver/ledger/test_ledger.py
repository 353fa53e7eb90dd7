"""The ledger: durable, one at a time, honest about files that are none of its own."""

from __future__ import annotations

import errno
import os
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from tests.deliver.releases import NOW, a_release, a_workspace, files_in

from podcaster.deliver import History, deliver, plan
from podcaster.deliver.channel import Receipt
from podcaster.deliver.hosts.folder import FolderHost
from podcaster.deliver.ledger import home
from podcaster.deliver.ledger.ledger import Ledger
from podcaster.deliver.ledger.opening import opened_ledger, read_ledger
from podcaster.deliver.ledger.records import Key, Operation, read_message, row_of, written_message
from podcaster.deliver.ledger.tables import VERSION
from podcaster.deliver.lock import is_held, only_one
from podcaster.errors import FolderError, NotSentError
from podcaster.model.delivery import State
from podcaster.model.message import message
from podcaster.model.secret_names import ANY_CHANNEL

KEY = Key("linkedin", "episode/eins", Operation.ANNOUNCE, "rev", "guid")


def down(*_: object) -> None:
    """Answer like a server that is down."""
    raise NotSentError(message("no connection to `{host}`", host="podcast.stadt.test"))


def test_no_ledger_is_no_history_and_nothing_is_made(tmp_path: Path) -> None:
    assert History(tmp_path / ".podcaster").published_guids() == {}
    assert read_ledger(tmp_path / ".podcaster").rows == ()
    assert not (tmp_path / ".podcaster").exists()


def test_history_knows_what_a_host_took(tmp_path: Path) -> None:
    deliver(a_release(tmp_path, "eins", "zwei"), a_workspace(tmp_path))
    deliver(a_release(tmp_path, "eins"), a_workspace(tmp_path))

    guids = History(tmp_path / ".podcaster").published_guids()

    assert guids == {"eins": "guid-eins", "zwei": "guid-zwei"}


def test_what_a_host_took_is_known_while_it_is_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = tmp_path / ".podcaster"
    deliver(a_release(tmp_path, "eins", "zwei"), a_workspace(tmp_path))
    monkeypatch.setattr(FolderHost, "host", down)

    failed = deliver(a_release(tmp_path, "eins", "zwei", "drei"), a_workspace(tmp_path))

    assert {row.state for row in failed.standings} >= {State.FAILED}
    assert History(state).published_guids() == {"eins": "guid-eins", "zwei": "guid-zwei"}
    assert home.hosted_guids(state) == read_ledger(state).hosted_guids


def test_a_quick_look_says_what_the_ledger_says(tmp_path: Path) -> None:
    deliver(a_release(tmp_path, "eins", "zwei"), a_workspace(tmp_path))

    assert home.TABLES == VERSION, "else it would never be quick"
    state = tmp_path / ".podcaster"
    assert home.hosted_guids(state) == read_ledger(state).hosted_guids


def test_what_one_claims_nobody_else_can(tmp_path: Path) -> None:
    with opened_ledger(tmp_path, NOW) as one, opened_ledger(tmp_path, NOW) as other:
        first = one.claim([KEY], repeatable=False)
        second = other.claim([KEY], repeatable=False)

    assert len(first) == 1
    assert second == ()


def test_of_many_at_once_exactly_one_gets_the_claim(tmp_path: Path) -> None:
    with opened_ledger(tmp_path, NOW) as ledger:
        won: list[int] = []
        threads = [
            threading.Thread(target=lambda: won.append(len(claimed(ledger)))) for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert sorted(won) == [0] * 7 + [1]


def claimed(ledger: Ledger) -> tuple[object, ...]:
    return ledger.claim([KEY], repeatable=False)


def test_a_claim_that_was_taken_away_changes_nothing(tmp_path: Path) -> None:
    with opened_ledger(tmp_path, NOW) as ledger:
        (old,) = ledger.claim([KEY], repeatable=True)
        ledger.record(KEY, Receipt(State.UNKNOWN))

        ledger.settle([(old, Receipt(State.DONE))])
        with pytest.raises(NotSentError, match="another run has taken this over"):
            ledger.keep(old, {"request": "late"}, repeatable=False)

        (row,) = ledger.snapshot().rows
    assert row.state is State.UNKNOWN
    assert row.payload == {}


def test_attempts_are_only_added(tmp_path: Path) -> None:
    with opened_ledger(tmp_path, NOW) as ledger:
        (claim,) = ledger.claim([KEY], repeatable=True)
        ledger.settle([(claim, Receipt(State.FAILED, why=message("no")))])

    with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as connection:
        states = connection.execute("SELECT state FROM attempt ORDER BY id").fetchall()
    assert states == [("sending",), ("failed",)]


@pytest.mark.parametrize(
    "content", [b"no database at all" * 100, b"SQLite format 3\0" + b"x" * 500]
)
def test_a_damaged_ledger_is_named_and_left_alone(tmp_path: Path, content: bytes) -> None:
    ledger = tmp_path / ".podcaster" / "ledger.sqlite"
    ledger.parent.mkdir()
    ledger.write_bytes(content)

    with pytest.raises(FolderError, match=r"ledger\.sqlite: is no ledger") as caught:
        deliver(a_release(tmp_path, "eins"), a_workspace(tmp_path))
    with pytest.raises(FolderError):
        plan(a_release(tmp_path, "eins"), a_workspace(tmp_path))
    with pytest.raises(FolderError):
        History(ledger.parent).published_guids()

    assert "podcaster adopt" in str(caught.value.hint)
    assert ledger.read_bytes() == content
    assert not (tmp_path / "public").exists()


def test_somebody_elses_database_is_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as connection:
        connection.execute("CREATE TABLE money (amount INTEGER)")
        connection.commit()

    with pytest.raises(FolderError, match="is no ledger"), opened_ledger(tmp_path, NOW):
        pass
    with pytest.raises(FolderError, match="is no ledger"):
        read_ledger(tmp_path)


def test_a_newer_ledger_is_not_touched(tmp_path: Path) -> None:
    with opened_ledger(tmp_path, NOW):
        pass
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE name = 'version'")
        connection.commit()

    with pytest.raises(FolderError, match="another version"), opened_ledger(tmp_path, NOW):
        pass


def test_an_empty_file_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").touch()

    assert read_ledger(tmp_path).rows == ()
    with opened_ledger(tmp_path, NOW) as ledger:
        assert ledger.snapshot().rows == ()


def test_a_state_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(FolderError), opened_ledger(tmp_path / "file" / "state", NOW):
        pass


def test_a_path_with_strange_signs_is_no_trouble(tmp_path: Path) -> None:
    strange = tmp_path / "Ü?x=1&mode=ro#50%"

    with opened_ledger(strange, NOW):
        pass

    assert files_in(strange).keys() == {"ledger.sqlite"}


def test_secrets_are_struck_out_wherever_they_stand(tmp_path: Path) -> None:
    why = message("it said `{text}`", text="Bearer hush-hush-token")
    with opened_ledger(tmp_path, NOW, ("hush-hush-token",)) as ledger:
        (claim,) = ledger.claim([KEY], repeatable=True)
        ledger.keep(claim, {"a": {"b": ["x hush-hush-token"]}}, repeatable=True)
        ledger.settle([(claim, Receipt(State.FAILED, why=why, url="u?hush-hush-token"))])

    assert b"hush-hush-token" not in (tmp_path / "ledger.sqlite").read_bytes()


def test_words_name_the_secrets_of_the_channel_they_come_from() -> None:
    hint = message("look at `PODCASTER_{CHANNEL}_KEY`", CHANNEL=ANY_CHANNEL)
    words = message("{what}: {hint}", what="no", hint=hint)

    assert str(words) == "no: look at `PODCASTER_<CHANNEL>_KEY`"
    assert str(read_message(written_message(words), "my-site")) == (
        "no: look at `PODCASTER_MY_SITE_KEY`"
    )


def test_words_come_back_as_words() -> None:
    words = message("{what}: {hint}", what=message("`{n}` is gone", n=3), hint="look")

    again = read_message(written_message(words), "board")

    assert again is not None
    assert str(again) == str(words) == "`3` is gone: look"
    assert again.template == words.template


@pytest.mark.parametrize(
    ("template", "values", "said"),
    [
        ("longer than {most:g} s", {"most": "90.0"}, "longer than 90.0 s"),
        ("`{page!r:>9}` of {{all}}", {"page": "a"}, "`      'a'` of {all}"),
        ("`{page.name}` is gone", {"page": "a"}, "`a` is gone"),
        ("`{page}` is gone", {}, "`{page}` is gone"),
        ("gone: }", {}, "gone: }"),
    ],
    ids=["number", "text", "attribute", "no value", "no gap"],
)
def test_words_that_were_kept_can_always_be_said(
    template: str, values: dict[str, str], said: str
) -> None:
    kept = {"template": "{what}: x", "values": {"what": {"template": template, "values": values}}}

    again = read_message(kept, "board")

    assert again is not None
    assert str(again) == f"{said}: x"


def test_the_second_waits_for_the_first_and_then_gives_up(tmp_path: Path) -> None:
    lock = tmp_path / "state" / "publish.lock"

    with only_one(lock):
        assert is_held(lock)
        with pytest.raises(FolderError, match="another run"), only_one(lock, wait_s=0.05):
            pass

    assert not is_held(lock)
    with only_one(lock):
        pass


def test_a_lock_nobody_ever_took_is_not_held(tmp_path: Path) -> None:
    assert not is_held(tmp_path / "publish.lock")
    assert not list(tmp_path.iterdir())


def test_a_disk_that_is_full_stops_before_anything_leaves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        del handle
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)

    delivery = deliver(a_release(tmp_path, "eins"), a_workspace(tmp_path))

    assert {str(row.state) for row in delivery.standings} == {"failed", "ready"}
    assert "the disk is full" in str(delivery.standings[0].reason)
    assert not (tmp_path / "outbox").exists()


def test_an_answer_names_the_secrets_of_its_channel_at_once() -> None:
    why = message("look at `PODCASTER_{CHANNEL}_KEY`", CHANNEL=ANY_CHANNEL)

    row = row_of(replace(KEY, channel="my-site"), Receipt(State.FAILED, why=why), NOW)

    assert str(row.problem) == "look at `PODCASTER_MY_SITE_KEY`"
