"""A mistake in the program, met in one channel: told there, and nobody else waits for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from tests.deliver.boards import Board, Poster
from tests.deliver.releases import FOLDER, HANDOVER, NOW, Channels, a_release, a_workspace, told

from podcaster.deliver import deliver
from podcaster.deliver.announcers.kinds import ANNOUNCERS
from podcaster.deliver.channel import Memory, Receipt, Written
from podcaster.deliver.hosts.folder import FolderHost
from podcaster.model.delivery import State
from podcaster.model.notices import SlackChannel
from podcaster.model.release import Announcement


@dataclass(frozen=True)
class Wrong(Poster):
    """A channel with a mistake in it, before or after its post has left."""

    after: bool = False

    def announce(self, announcement: Announcement, memory: Memory) -> Receipt:
        """Post, and take what is no number for one."""
        if self.after:
            super().announce(announcement, memory)
        return Receipt(State.DONE, remote_id=str(int("eins")))


@pytest.mark.parametrize(("after", "state"), [(False, "failed"), (True, "unknown")])
def test_a_mistake_in_one_channel_keeps_nobody_else_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: bool, state: str
) -> None:
    channels: Channels = {
        "public": FOLDER,
        "website": HANDOVER,
        "wrong": {"type": "slack"},
        "last": HANDOVER,
    }
    board = Board(NOW)
    monkeypatch.setitem(ANNOUNCERS, SlackChannel, lambda *_: Wrong(board, after=after))
    release = a_release(tmp_path, "eins", channels=channels)

    delivery = deliver(release, a_workspace(tmp_path))
    again = deliver(release, a_workspace(tmp_path))

    assert told(delivery.standings, "wrong") == {"episode/eins": ("announce", state)}
    assert "mistake in the program, not yours: `ValueError`" in str(delivery.standings[-2].reason)
    assert told(delivery.standings, "last") == {"episode/eins": ("announce", "handed_over")}
    assert delivery.failed
    assert told(again.standings, "wrong")["episode/eins"][0] == ("none" if after else "announce")
    assert board.count("episode/eins") == (1 if after else 0)


def test_who_looks_for_a_mistake_gets_it_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ANNOUNCERS, SlackChannel, lambda *_: Wrong(Board(NOW)))
    release = a_release(tmp_path, "eins", channels={"wrong": {"type": "slack"}})

    with pytest.raises(ValueError, match="invalid literal"):
        deliver(release, replace(a_workspace(tmp_path), debug=True))


def test_a_mistake_in_a_host_is_its_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def host(*_: object) -> Written:
        raise KeyError("etag")

    monkeypatch.setattr(FolderHost, "host", host)
    release = a_release(tmp_path, "eins", channels={"public": FOLDER, "website": HANDOVER})

    delivery = deliver(release, a_workspace(tmp_path))

    assert told(delivery.standings, "public") == {"episode/eins": ("host", "failed")}
    assert "mistake in the program, not yours: `KeyError`" in str(delivery.standings[0].reason)
    assert told(delivery.standings, "website") == {"episode/eins": ("none", "ready")}
