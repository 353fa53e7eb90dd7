"""A real web server says about every file what apps need, from the lines that are to be copied."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Final

import pytest
from tests.render.feed_facts import EVERYTHING
from tests.servers.apache import apache_pages
from tests.servers.nginx import nginx_server

from podcaster.cli.server import NAMES
from podcaster.model.artefacts import Artefact, Document
from podcaster.model.serving import A_WHILE, FOR_EVER, SERVED
from podcaster.render import render
from podcaster.render.serving import SERVERS, render_headers

RELEASE: Final = render(EVERYTHING, EVERYTHING.settings)
AUDIO: Final = b"0123456789"

#: How a file's name ends -> its type and how long it may be kept.
WANTED: Final = {
    "feed.xml": ("application/rss+xml; charset=utf-8", A_WHILE),
    "feed.en.xml": ("application/rss+xml; charset=utf-8", A_WHILE),
    "feed-1.xml": ("application/rss+xml; charset=utf-8", A_WHILE),
    "feed.json": ("application/feed+json", A_WHILE),
    "podcasts.opml": ("text/x-opml; charset=utf-8", A_WHILE),
    "chapters.json": ("application/json+chapters", A_WHILE),
    "transcript.vtt": ("text/vtt; charset=utf-8", A_WHILE),
    "transcript.en.srt": ("application/x-subrip; charset=utf-8", A_WHILE),
    "transcript.json": ("application/json", A_WHILE),
    "oembed.json": ("application/json", A_WHILE),
    ".mp3": ("audio/mpeg", FOR_EVER),
    ".opus": ("audio/ogg", FOR_EVER),
}


def _path(end: str) -> str:
    return next(one.path for one in RELEASE.artefacts if one.path.endswith(end))


@contextmanager
def by_nginx(folder: Path, files: Mapping[str, bytes]) -> Iterator[str]:
    for path, content in files.items():
        file = folder / "www" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    with nginx_server(folder / "own", folder / "www", settings=EVERYTHING.settings) as address:
        yield address


@contextmanager
def by_apache(folder: Path, files: Mapping[str, bytes]) -> Iterator[str]:
    del folder
    lines = SERVERS["apache"](EVERYTHING.settings).encode()
    with apache_pages({**files, "podcast/.htaccess": lines}) as address:
        yield address


@pytest.fixture(scope="module", params=[by_nginx, by_apache])
def served(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[int]:
    """Serve a built folder below /podcast, as the site's address says; return the port."""
    files = {
        f"podcast/{_name(one)}": one.content if isinstance(one, Document) else AUDIO
        for one in RELEASE.artefacts
    }
    with request.param(tmp_path_factory.mktemp("served"), files) as address:
        yield int(address.rpartition(":")[2])


def _name(artefact: Artefact) -> str:
    # The builders name only MP3 and pictures by their digests.
    return artefact.path.replace("012-opus.opus", "012-0a1b2c3d.opus")


Ask = Callable[..., tuple[int, dict[str, str], bytes]]


@pytest.fixture
def ask(served: int) -> Ask:
    def _ask(path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = HTTPConnection("127.0.0.1", served, timeout=60)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, f"/podcast/{path}", headers=given)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body

    return _ask


@pytest.mark.parametrize("end", WANTED)
def test_a_file_has_its_type_may_be_read_by_apps_and_kept(ask: Ask, end: str) -> None:
    path = _path(end).replace("012-opus.opus", "012-0a1b2c3d.opus")

    status, headers, _ = ask(path)

    assert status == 200
    assert (headers["content-type"], headers["cache-control"]) == WANTED[end]
    assert headers["access-control-allow-origin"] == "*"
    assert headers["etag"]


def test_pictures_are_kept_for_ever(ask: Ask) -> None:
    _, headers, _ = ask(EVERYTHING.cover.full.path)

    assert headers["cache-control"] == FOR_EVER


def test_the_feed_names_its_hubs_in_a_header_too(ask: Ask) -> None:
    _, headers, _ = ask("feed.xml")

    assert headers["link"] == '<https://hub.test/>; rel="hub", <https://hub2.test/>; rel="hub"'


def test_audio_comes_in_pieces_and_can_be_asked_about(ask: Ask) -> None:
    path = _path(".mp3")

    piece = ask(path, Range="bytes=2-4")
    head = ask(path, "HEAD")

    assert (piece[0], piece[2], piece[1]["content-range"]) == (206, b"234", "bytes 2-4/10")
    assert (head[0], head[1]["content-length"], head[2]) == (200, "10", b"")


def test_what_did_not_change_is_not_sent_again(ask: Ask) -> None:
    tag = ask("feed.xml")[1]["etag"]

    assert ask("feed.xml", If_None_Match=tag)[0] == 304


def test_the_command_knows_every_server() -> None:
    assert tuple(SERVERS) == NAMES


@pytest.mark.parametrize("name", SERVERS)
def test_every_server_is_told_everything(name: str) -> None:
    lines = SERVERS[name](EVERYTHING.settings)

    for served in SERVED:
        assert served.name in lines
        assert all(
            value.replace('"', '\\"') in lines or value in lines
            for value in served.headers.values()
        )
    assert "hub.test" in lines


def test_headers_of_static_hosts_name_every_feed_and_transcript() -> None:
    (document,) = render_headers(EVERYTHING, EVERYTHING.settings)
    lines = document.content.decode().splitlines()

    for path in (
        "/feed.xml",
        "/feed.en.xml",
        "/feed-1.xml",
        "/feed.en-1.xml",
        "/feed.json",
        "/feed.en.json",
        "/podcasts.opml",
        "/episodes/:slug/chapters.json",
        "/episodes/:slug/transcript.vtt",
        "/episodes/:slug/transcript.en.srt",
        "/audio/*",
    ):
        assert path in lines
    assert lines[lines.index("/audio/*") + 1 :][:2] == [
        "  Access-Control-Allow-Origin: *",
        f"  Cache-Control: {FOR_EVER}",
    ]
    assert document in RELEASE.artefacts


def test_headers_of_static_hosts_speak_of_every_file_that_servers_are_told_of() -> None:
    (document,) = render_headers(EVERYTHING, EVERYTHING.settings)
    blocks = document.content.decode().split("\n\n")
    link = '  Link: <https://hub.test/>; rel="hub", <https://hub2.test/>; rel="hub"'

    told = {lines[0] for block in blocks if link in (lines := block.strip().splitlines())}

    assert told == {
        f"/{one.path}" for one in RELEASE.artefacts if re.fullmatch(r"feed.*\.xml", one.path)
    }
