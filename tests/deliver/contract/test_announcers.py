"""What every announcer keeps, over the whole table, as its class promises."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from tests.deliver.announcers.linkedin_pages import FakeMemory
from tests.deliver.contract.trial import NAME, Trial
from tests.deliver.contract.trials import TRIALS, a_show, an_announcer
from tests.deliver.releases import a_release, an_announcement

from podcaster.deliver import adopt
from podcaster.deliver.announcers.kinds import ANNOUNCERS
from podcaster.deliver.channel import Announcer, Deletes, Guarantee, ReadsBack, Updates
from podcaster.deliver.drafting import DRAFT
from podcaster.deliver.fields import TOLD
from podcaster.deliver.intent import LEFT_AT
from podcaster.deliver.looking import ABSENT, FOREIGN
from podcaster.errors import DeliveryError, FolderError
from podcaster.model.delivery import State


@pytest.fixture(params=ANNOUNCERS, ids=lambda kind: kind.__name__)
def kind(request: pytest.FixtureRequest) -> type:
    chosen: type = request.param
    return chosen


@pytest.fixture
def trial(kind: type, tmp_path: Path) -> Iterator[Trial]:
    with TRIALS[kind](tmp_path) as running:
        yield running


@pytest.fixture
def announcer(kind: type, tmp_path: Path, trial: Trial) -> Announcer:
    return an_announcer(kind, tmp_path, trial)


def test_an_announcer_is_a_frozen_value_with_a_class(announcer: Announcer, trial: Trial) -> None:
    assert announcer.guarantee in Guarantee
    assert not [secret for secret in trial.secrets.values() if secret in repr(announcer)]
    with pytest.raises(dataclasses.FrozenInstanceError):
        announcer.guarantee = Guarantee.HARMLESS  # type: ignore[misc]


def test_it_can_do_what_its_class_says(announcer: Announcer) -> None:
    readable = announcer.guarantee is Guarantee.READABLE_BACK

    assert not readable or isinstance(announcer, ReadsBack)
    assert not isinstance(announcer, ReadsBack) or announcer.patience.settle_s >= 0


def test_its_receipt_is_final(announcer: Announcer, tmp_path: Path) -> None:
    receipt = announcer.announce(an_announcement(tmp_path), FakeMemory())

    handed_over = announcer.guarantee is Guarantee.HANDED_OVER
    assert receipt.state is (State.HANDED_OVER if handed_over else State.DONE)
    assert receipt.remote_id or announcer.guarantee in {Guarantee.HARMLESS, Guarantee.AT_MOST_ONCE}
    assert not handed_over or receipt.url is None
    assert receipt.why is None


def test_what_must_not_be_repeated_is_kept_before_it_leaves(
    announcer: Announcer, tmp_path: Path, trial: Trial
) -> None:
    memory = FakeMemory()

    announcer.announce(an_announcement(tmp_path), memory)

    assert announcer.guarantee.repeatable or memory.order[-1] == "leave"
    assert not [secret for secret in trial.secrets.values() if secret in str(memory.facts)]


def test_it_keeps_nothing_under_a_name_of_the_delivery_s(
    announcer: Announcer, tmp_path: Path
) -> None:
    memory = FakeMemory()

    announcer.announce(an_announcement(tmp_path), memory)

    assert not {TOLD, DRAFT, LEFT_AT, FOREIGN, ABSENT} & memory.facts.keys()


def test_what_may_be_repeated_is_seen_once(
    announcer: Announcer, tmp_path: Path, trial: Trial
) -> None:
    memory = FakeMemory()
    repeatable = announcer.guarantee in {Guarantee.IDEMPOTENT, Guarantee.HANDED_OVER}

    for _ in range(2 if repeatable else 1):
        announcer.announce(an_announcement(tmp_path), memory)

    assert trial.seen() == (0 if announcer.guarantee is Guarantee.HARMLESS else 1)


@pytest.mark.parametrize("name", ["urn:li:share:1", "outbox/website/2026-03-10-eins", "7", "x y?"])
def test_a_name_that_a_channel_of_another_kind_left_is_no_mistake_of_the_program(
    announcer: Announcer, tmp_path: Path, name: str
) -> None:
    if isinstance(announcer, Updates) and announcer.guarantee is Guarantee.READABLE_BACK:
        receipt = announcer.update(name, an_announcement(tmp_path), FakeMemory())
        assert receipt.state is State.NEEDS_HUMAN
    if isinstance(announcer, Deletes):
        with suppress(DeliveryError):
            announcer.delete(name)


def test_what_was_sent_is_found_and_what_was_not_is_not(
    announcer: Announcer, tmp_path: Path
) -> None:
    if not isinstance(announcer, ReadsBack):
        assert announcer.guarantee is not Guarantee.READABLE_BACK
        return
    memory, announcement = FakeMemory(), an_announcement(tmp_path)
    before = announcer.find(announcement, memory)
    receipt = announcer.announce(announcement, memory)

    found = announcer.find(announcement, memory)
    other = announcer.find(an_announcement(tmp_path, "episode/anders"), FakeMemory())

    assert before is None
    assert found is not None
    assert found.remote_id == receipt.remote_id
    assert other is None


def test_what_a_lost_ledger_does_not_know_is_found(
    announcer: Announcer, tmp_path: Path, trial: Trial
) -> None:
    if not isinstance(announcer, ReadsBack):
        assert announcer.guarantee is not Guarantee.READABLE_BACK
        return
    release = a_release(tmp_path, "eins", channels={NAME: trial.settings})
    announcer.announce(release.announcements[0], FakeMemory())

    rows = [adopt(a_show(tmp_path, trial), release) for _ in range(2)]

    assert [(row.channel, row.state, bool(row.url)) for row in rows[0]] == [
        (NAME, State.DONE, True)
    ]
    assert "was there already" in str(rows[0][0].reason)
    assert rows[1] == ()
    assert trial.seen() == 1


def test_a_change_changes_and_adds_nothing(
    announcer: Announcer, tmp_path: Path, trial: Trial
) -> None:
    memory = FakeMemory()
    receipt = announcer.announce(an_announcement(tmp_path), memory)
    if not isinstance(announcer, Updates):
        assert receipt.state in {State.DONE, State.HANDED_OVER}
        return
    seen = trial.seen()

    changed = an_announcement(tmp_path, title="Anders", post="Anders", html="<p>Anders</p>")
    again = [announcer.update(receipt.remote_id or "", changed, memory) for _ in range(2)]

    assert {one.state for one in again} == {State.DONE}
    assert trial.seen() == seen


def test_what_is_taken_back_is_gone(announcer: Announcer, tmp_path: Path, trial: Trial) -> None:
    receipt = announcer.announce(an_announcement(tmp_path), FakeMemory())
    if not isinstance(announcer, Deletes):
        assert receipt.state in {State.DONE, State.HANDED_OVER}
        return

    for _ in range(2):
        announcer.delete(receipt.remote_id or "")

    assert trial.seen() == 0


def test_a_picture_that_is_gone_is_said_in_words(
    announcer: Announcer, tmp_path: Path, trial: Trial
) -> None:
    announcement = an_announcement(tmp_path)
    assert announcement.picture is not None
    announcement.picture.source.unlink()

    hints: list[object] = []
    try:
        announcer.announce(announcement, FakeMemory())
    except (FolderError, DeliveryError) as error:
        hints.append(error.hint)

    assert None not in hints
    assert not hints or trial.seen() == 0
