"""The look at the public address, with a real nginx, behind a real OpenSSH and a folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from tests.deliver.releases import HANDOVER, a_release, a_workspace, told
from tests.servers.nginx import nginx_server
from tests.servers.sftp import sftp_server

from podcaster.deliver import deliver
from podcaster.deliver.hosts.proof import prove, to_be_seen
from podcaster.doors.web import Answer
from podcaster.errors import DeliveryError, NotSentError, RefusedError
from podcaster.model.artefacts import Document
from podcaster.model.delivery import Delivery
from podcaster.model.release import Release
from podcaster.outside.stores import open_store
from podcaster.outside.web import RealWeb
from podcaster.workspace import Workspace

ITEMS = ("episode/eins", "episode/zwei")
TYPES = {"feed.xml": "application/rss+xml", "chapters.json": "application/json+chapters"}
FOLDER = {"type": "folder", "verify": True}


def shown_at(release: Release, address: str) -> Release:
    """Return the release of a show whose site stands at `address`."""
    settings = release.settings
    site = settings.site.model_copy(update={"url": address})
    draft = replace(
        release.mastered.checked.draft, settings=settings.model_copy(update={"site": site})
    )
    checked = replace(release.mastered.checked, draft=draft)
    typed = tuple(
        replace(one, mime_type=TYPES.get(Path(one.path).name, one.mime_type))
        for one in release.artefacts
    )
    mastered = replace(release.mastered, checked=checked)
    return replace(release, mastered=mastered, artefacts=typed)


def brought(release: Release, folder: Path) -> None:
    """Put the release into a folder, by hand."""
    for one in release.artefacts:
        file = folder / one.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(one.content if isinstance(one, Document) else one.source.read_bytes())


@pytest.fixture
def www(tmp_path: Path) -> Path:
    folder = tmp_path / "public"
    folder.mkdir()
    return folder


@pytest.fixture
def address(tmp_path: Path, www: Path) -> Iterator[str]:
    with nginx_server(tmp_path / "nginx", www) as running:
        yield running


def looked_at(release: Release, tmp_path: Path) -> str:
    """Look, in vain; return what is said."""
    with pytest.raises(DeliveryError) as caught:
        prove(release, a_workspace(tmp_path, web=RealWeb()), ITEMS)
    return f"{caught.value}; {caught.value.hint}"


def test_what_stands_there_as_it_should_is_proven(tmp_path: Path, www: Path, address: str) -> None:
    release = shown_at(a_release(tmp_path, "eins", "zwei"), address)
    brought(release, www)

    prove(release, a_workspace(tmp_path, web=RealWeb()), ITEMS)

    assert len(to_be_seen(release, ITEMS)) == 7
    log = (tmp_path / "nginx" / "access.log").read_text().splitlines()
    assert "feed.xml" in log[-1]
    assert sum(" 206 " in line for line in log) == 2


@pytest.mark.parametrize("end", [".mp3", "index.html", "chapters.json", "feed.xml"])
def test_what_is_missing_or_another_is_named(
    tmp_path: Path, www: Path, address: str, end: str
) -> None:
    release = shown_at(a_release(tmp_path, "eins"), address)
    brought(release, www)
    (one,) = (one for one in to_be_seen(release, ITEMS) if one.path.endswith(end))
    file = www / one.path
    right = file.read_bytes()

    file.write_bytes(right[:-1])
    shorter = looked_at(release, tmp_path)
    file.write_bytes(b"X" + right[1:])
    another = looked_at(release, tmp_path)
    file.unlink()
    missing = looked_at(release, tmp_path)

    assert "something else than what was brought" in shorter
    assert "something else than what was brought" in another
    assert "answers 404" in missing
    assert "verify: false" in missing
    assert all(one.path in said for said in (shorter, another, missing))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("max_ranges 0;", "can't be read in parts"),
        ("location /audio/ { types {} default_type text/plain; }", "is served as `text/plain`"),
        ("location /audio/ { return 302 /elsewhere; }", "answers 302"),
        ("location /audio/ { return 503; }", "answers 503"),
        ("location = /feed.xml { types {} default_type text/html; }", "`application/rss+xml`"),
    ],
)
def test_a_web_server_that_apps_would_refuse_is_refused(
    tmp_path: Path, www: Path, lines: str, said: str
) -> None:
    with nginx_server(tmp_path / "nginx", www, advised=False, more=mp3_known(lines)) as address:
        release = shown_at(a_release(tmp_path, "eins"), address)
        brought(release, www)

        assert said in looked_at(release, tmp_path)


def mp3_known(lines: str) -> str:
    types = "types { audio/mpeg mp3; application/rss+xml xml; text/html html; }"
    return f"{types} {lines}"


def test_nobody_there_is_said_after_three_looks(tmp_path: Path) -> None:
    release = shown_at(a_release(tmp_path, "eins"), "http://127.0.0.1:1")
    pauses: list[float] = []
    workspace = replace(a_workspace(tmp_path, web=RealWeb()), pause=pauses.append)

    with pytest.raises(NotSentError, match="no connection"):
        prove(release, workspace, ITEMS)

    assert len(pauses) == 2


class Unsteady(RealWeb):
    """A web whose first answers are an old cache's."""

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Answer:
        answer = super().send(method, url, headers=headers, body=body)
        old = method == "GET" and url.endswith("feed.xml") and not STALE.pop(0)
        return replace(answer, body=b"old") if old else answer


STALE: list[bool] = []


def test_a_cache_that_lets_go_in_a_moment_is_waited_for(
    tmp_path: Path, www: Path, address: str
) -> None:
    release = shown_at(a_release(tmp_path, "eins"), address)
    brought(release, www)
    STALE[:] = [False, False, True]

    prove(release, a_workspace(tmp_path, web=Unsteady()), ITEMS)

    assert STALE == []


def test_ranges_that_lie_are_refused(tmp_path: Path, www: Path, address: str) -> None:
    class Lying(RealWeb):
        def send(
            self,
            method: str,
            url: str,
            *,
            headers: Mapping[str, str] | None = None,
            body: bytes | None = None,
        ) -> Answer:
            answer = super().send(method, url, headers=headers, body=body)
            return replace(answer, headers={**answer.headers, "content-range": "bytes 0-1/2"})

    release = shown_at(a_release(tmp_path, "eins"), address)
    brought(release, www)

    with pytest.raises(RefusedError, match="in parts"):
        prove(release, a_workspace(tmp_path, web=Lying()), ITEMS)


def published(tmp_path: Path, address: str, host: Mapping[str, object]) -> Delivery:
    channels = {"server": host, "website": HANDOVER}
    release = shown_at(a_release(tmp_path, "eins", channels=channels), address)
    return deliver(release, a_workspace(tmp_path, web=RealWeb()))


def test_people_are_told_only_after_the_proof(tmp_path: Path, www: Path) -> None:
    with nginx_server(tmp_path / "nginx", tmp_path / "elsewhere") as wrong:
        first = published(tmp_path, wrong, FOLDER)
        told_too_early = list((tmp_path / "outbox").rglob("*"))
    with nginx_server(tmp_path / "nginx", www) as right:
        second = published(tmp_path, right, FOLDER)

    assert told(first.standings, "server") == {"episode/eins": ("host", "failed")}
    assert "answers 404" in str(first.standings[0].reason)
    assert told_too_early == []
    assert told(second.standings, "server") == {"episode/eins": ("host", "done")}
    assert told(second.standings, "website") == {"episode/eins": ("announce", "handed_over")}


def test_without_the_look_people_are_told_at_once(tmp_path: Path) -> None:
    delivery = published(tmp_path, "http://127.0.0.1:1", {"type": "folder", "verify": False})

    assert told(delivery.standings, "website") == {"episode/eins": ("announce", "handed_over")}


def test_an_episode_goes_over_sftp_and_is_seen_by_the_web(tmp_path: Path, www: Path) -> None:
    with sftp_server(tmp_path / "sshd") as server, nginx_server(tmp_path / "nginx", www) as web:
        host = {**server.settings, "folder": str(www)}
        channels = {"server": host, "website": HANDOVER}
        release = shown_at(a_release(tmp_path, "eins", channels=channels), web)
        workspace = over_sftp(tmp_path, server.key)
        first = deliver(release, workspace)
        second = deliver(release, workspace)

    assert told(first.standings, "server") == {"episode/eins": ("host", "done")}
    assert told(first.standings, "website") == {"episode/eins": ("announce", "handed_over")}
    assert second.files_written == 0
    assert b"eins" in (www / "feed.xml").read_bytes()


def over_sftp(folder: Path, key: str) -> Workspace:
    secrets = {"PODCASTER_SERVER_KEY": key}
    return replace(a_workspace(folder, web=RealWeb()), secrets=secrets, open_store=open_store)
