"""An item that is corrected while nobody knows whether it arrived is seen once, everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.deliver.contract.trial import NAME, Trial
from tests.deliver.contract.trials import TRIALS, a_show
from tests.deliver.releases import NOW, a_release, corrected

from podcaster.deliver import begin, deliver
from podcaster.deliver.announcers.kinds import ANNOUNCERS
from podcaster.deliver.channel import Guarantee, Memory, ReadsBack, Receipt, Updates
from podcaster.errors import OutcomeUnknownError
from podcaster.model.announcers import HandoverChannel
from podcaster.model.delivery import State
from podcaster.model.message import message
from podcaster.model.release import Announcement

#: All but folders of this machine, to which no line leads that could break.
ANSWERING = [kind for kind in ANNOUNCERS if kind is not HandoverChannel]


@pytest.fixture(params=ANSWERING, ids=lambda kind: kind.__name__)
def kind(request: pytest.FixtureRequest) -> type:
    chosen: type = request.param
    return chosen


@pytest.fixture
def trial(kind: type, tmp_path: Path) -> Iterator[Trial]:
    with TRIALS[kind](tmp_path) as running:
        yield running


def test_what_is_corrected_in_doubt_is_seen_once(
    kind: type, trial: Trial, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = a_release(tmp_path, "eins", channels={NAME: trial.settings})
    show = a_show(tmp_path, trial)
    begin(show)
    channel = ANNOUNCERS[kind](NAME, release.settings.channels[NAME], show)
    with monkeypatch.context() as line:
        lose_answers(line, type(channel))
        first = deliver(release, show)
    seen = trial.seen()

    later = [
        deliver(corrected(release), replace(show, now=NOW + timedelta(hours=hours)))
        for hours in (1, 2, 3, 4)
    ]

    assert first.standings[0].state in {State.UNKNOWN, State.FAILED}
    assert seen == (0 if channel.guarantee is Guarantee.HARMLESS else 1)
    assert trial.seen() == seen
    doubtful = channel.guarantee is Guarantee.AT_MOST_ONCE
    assert (later[-1].standings[0].state is State.UNKNOWN) == doubtful


def test_what_was_found_as_it_was_is_corrected_then(
    kind: type, trial: Trial, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = a_release(tmp_path, "eins", channels={NAME: trial.settings})
    show = a_show(tmp_path, trial)
    channel = ANNOUNCERS[kind](NAME, release.settings.channels[NAME], show)
    updates = isinstance(channel, Updates) and channel.updates
    if not (updates and isinstance(channel, ReadsBack)):
        assert channel.guarantee is not Guarantee.READABLE_BACK or not updates
        return
    begin(show)
    with monkeypatch.context() as line:
        lose_answers(line, type(channel))
        deliver(release, show)
    told = watch_updates(monkeypatch, type(channel))

    deliver(corrected(release), replace(show, now=NOW + timedelta(hours=1)))

    assert told == ["Berichtigt"]
    assert trial.seen() == 1


def lose_answers(monkeypatch: pytest.MonkeyPatch, channel: type) -> None:
    """Let everything arrive that a channel announces, and no answer come back."""
    announce = channel.announce  # type: ignore[attr-defined]  # an announcer

    def announced(self: object, announcement: Announcement, memory: Memory) -> None:
        announce(self, announcement, memory)
        raise OutcomeUnknownError(message("no answer came"))

    monkeypatch.setattr(channel, "announce", announced)


def watch_updates(monkeypatch: pytest.MonkeyPatch, channel: type) -> list[str]:
    """Note the titles of what is changed at a channel."""
    told: list[str] = []
    update = channel.update  # type: ignore[attr-defined]  # an announcer that can

    def noted(self: object, name: str, announcement: Announcement, memory: Memory) -> Receipt:
        told.append(announcement.title)
        receipt: Receipt = update(self, name, announcement, memory)
        return receipt

    monkeypatch.setattr(channel, "update", noted)
    return told
