"""What every channel keeps, over both tables; a new channel needs a row here, too."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.deliver.linkedin_pages import FakeMemory
from tests.deliver.releases import (
    FOLDER,
    HANDOVER,
    LINKEDIN,
    a_release,
    a_workspace,
    an_announcement,
)
from tests.servers.linkedin import TOKEN, LinkedIn, linkedin_server

from podcaster.deliver.channel import Announcer, Guarantee, Host
from podcaster.deliver.channels import ANNOUNCERS, HOSTS
from podcaster.doors import silent_progress
from podcaster.errors import DeliveryError, FolderError
from podcaster.model.delivery import State
from podcaster.outside.web import RealWeb
from podcaster.settings import FolderChannel, HandoverChannel, LinkedInChannel

#: Settings -> how to set them up (the address is a LinkedIn of our own), and the token.
SETTINGS: dict[type, Callable[[str], tuple[dict[str, Any], str]]] = {
    FolderChannel: lambda _: (dict(FOLDER), ""),
    HandoverChannel: lambda _: (dict(HANDOVER), ""),
    LinkedInChannel: lambda api: ({**LINKEDIN, "api": api}, TOKEN),
}


@pytest.fixture
def server() -> Iterator[LinkedIn]:
    with linkedin_server() as running:
        yield running


def a_host(kind: Any, folder: Path, server: LinkedIn) -> Host:  # noqa: ANN401 - a row's type
    settings, token = SETTINGS[kind](server.address)
    workspace = a_workspace(folder, web=RealWeb(), token=token)
    return HOSTS[kind](kind.model_validate(settings), workspace)


def an_announcer(kind: Any, folder: Path, server: LinkedIn) -> Announcer:  # noqa: ANN401 - a row's type
    settings, token = SETTINGS[kind](server.address)
    workspace = a_workspace(folder, web=RealWeb(), token=token)
    return ANNOUNCERS[kind](kind.model_validate(settings), workspace)


hosts = pytest.mark.parametrize("kind", HOSTS)
announcers = pytest.mark.parametrize("kind", ANNOUNCERS)


def test_every_channel_is_tried_here() -> None:
    assert SETTINGS.keys() == {*HOSTS, *ANNOUNCERS}


@hosts
def test_a_host_is_a_frozen_value_with_a_class(
    kind: type, tmp_path: Path, server: LinkedIn
) -> None:
    host = a_host(kind, tmp_path, server)

    assert host.guarantee in Guarantee
    with pytest.raises(dataclasses.FrozenInstanceError):
        host.guarantee = Guarantee.HARMLESS  # type: ignore[misc]


@hosts
def test_hosting_twice_is_hosting_once(kind: type, tmp_path: Path, server: LinkedIn) -> None:
    release = a_release(tmp_path, "eins", "zwei")
    host = a_host(kind, tmp_path, server)

    first = host.host(release, silent_progress)
    second = host.host(release, silent_progress)

    assert first.written == second.unchanged == len(release.artefacts)
    assert second.written == 0


@hosts
def test_a_host_that_cannot_says_so_in_words(kind: type, tmp_path: Path, server: LinkedIn) -> None:
    release = a_release(tmp_path, "eins")
    for one in release.artefacts:
        getattr(one, "source", tmp_path / "none").unlink(missing_ok=True)

    with pytest.raises((FolderError, DeliveryError)) as caught:
        a_host(kind, tmp_path, server).host(release, silent_progress)

    assert caught.value.hint is not None


@announcers
def test_an_announcer_is_a_frozen_value_with_a_class(
    kind: type, tmp_path: Path, server: LinkedIn
) -> None:
    announcer = an_announcer(kind, tmp_path, server)

    assert announcer.guarantee in Guarantee
    assert TOKEN not in repr(announcer)
    with pytest.raises(dataclasses.FrozenInstanceError):
        announcer.guarantee = Guarantee.HARMLESS  # type: ignore[misc]


@announcers
def test_an_announcer_gives_a_receipt_that_is_final(
    kind: type, tmp_path: Path, server: LinkedIn
) -> None:
    announcer = an_announcer(kind, tmp_path, server)

    receipt = announcer.announce(an_announcement(tmp_path), FakeMemory())

    handed_over = announcer.guarantee is Guarantee.HANDED_OVER
    assert receipt.state is (State.HANDED_OVER if handed_over else State.DONE)
    assert receipt.remote_id
    assert (receipt.url is None) is handed_over
    assert receipt.why is None


@announcers
def test_what_must_not_be_repeated_is_kept_before_it_leaves(
    kind: type, tmp_path: Path, server: LinkedIn
) -> None:
    announcer, memory = an_announcer(kind, tmp_path, server), FakeMemory()

    announcer.announce(an_announcement(tmp_path), memory)

    assert announcer.guarantee.repeatable or memory.order[-1] == "leave"
    assert TOKEN not in str(memory.facts)


@announcers
def test_an_announcer_whose_picture_is_gone_says_so_in_words(
    kind: type, tmp_path: Path, server: LinkedIn
) -> None:
    announcement = an_announcement(tmp_path)
    assert announcement.picture is not None
    announcement.picture.source.unlink()

    with pytest.raises((FolderError, DeliveryError)) as caught:
        an_announcer(kind, tmp_path, server).announce(announcement, FakeMemory())

    assert caught.value.hint is not None
    assert not server.posts
