"""What every host keeps, over the whole table."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.deliver.contract.trial import Trial
from tests.deliver.contract.trials import TRIALS, a_host
from tests.deliver.releases import a_release

from podcaster.deliver.announcers.kinds import ANNOUNCERS
from podcaster.deliver.channel import Guarantee, HostMemory
from podcaster.deliver.channels import HOSTS
from podcaster.doors.progress import silent_progress
from podcaster.errors import DeliveryError, FolderError

MEMORY = HostMemory("ledger-one")


@pytest.fixture(params=HOSTS, ids=lambda kind: kind.__name__)
def kind(request: pytest.FixtureRequest) -> type:
    chosen: type = request.param
    return chosen


@pytest.fixture
def trial(kind: type, tmp_path: Path) -> Iterator[Trial]:
    with TRIALS[kind](tmp_path) as running:
        yield running


def test_every_channel_is_tried_here() -> None:
    assert TRIALS.keys() == {*HOSTS, *ANNOUNCERS}


def test_a_host_is_a_frozen_value_with_a_class(kind: type, tmp_path: Path, trial: Trial) -> None:
    host = a_host(kind, tmp_path, trial)

    assert host.guarantee in Guarantee
    assert not [secret for secret in trial.secrets.values() if secret in repr(host)]
    with pytest.raises(dataclasses.FrozenInstanceError):
        host.guarantee = Guarantee.HARMLESS  # type: ignore[misc]


def test_hosting_twice_is_hosting_once(kind: type, tmp_path: Path, trial: Trial) -> None:
    release = a_release(tmp_path, "eins", "zwei")
    host = a_host(kind, tmp_path, trial)

    first = host.host(release, silent_progress, MEMORY)
    second = host.host(release, silent_progress, MEMORY)

    assert first.written == second.unchanged == len(release.artefacts)
    assert second.written == 0


def test_what_changed_alone_is_written_again(kind: type, tmp_path: Path, trial: Trial) -> None:
    host = a_host(kind, tmp_path, trial)
    host.host(a_release(tmp_path, "eins"), silent_progress, MEMORY)

    second = host.host(a_release(tmp_path, "eins", "zwei"), silent_progress, MEMORY)

    assert second.written == 4  # the feed, and audio, page and chapters of the new one
    assert second.unchanged == 4


def test_a_host_that_cannot_says_so_in_words(kind: type, tmp_path: Path, trial: Trial) -> None:
    release = a_release(tmp_path, "eins")
    for one in release.artefacts:
        getattr(one, "source", tmp_path / "none").unlink(missing_ok=True)

    with pytest.raises((FolderError, DeliveryError)) as caught:
        a_host(kind, tmp_path, trial).host(release, silent_progress, MEMORY)

    assert caught.value.hint is not None
