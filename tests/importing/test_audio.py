from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.feeds.wild import feed, item
from tests.shows import a_tone

from podcaster.doors.progress import no_progress
from podcaster.doors.web import Download
from podcaster.errors import PodcasterError
from podcaster.feeds import parse_feed
from podcaster.importing import Brought, Use, bring_audio, import_feed
from podcaster.opening import open_workspace
from podcaster.outside.public_web import PublicWeb
from podcaster.pipeline import build, find_all


class Host(BaseHTTPRequestHandler):
    """A host of audio; `/broken` breaks off after half of what is asked for, `/page` is gone."""

    sound = b""
    ranges: list[str]

    def do_GET(self) -> None:
        with suppress(OSError):
            self._answer()

    def log_message(self, *_args: object) -> None:
        """Keep quiet."""

    def _answer(self) -> None:
        if "page" in self.path:
            return self._send(200, b"<!DOCTYPE html><p>gone", "text/html")
        if "moved" in self.path:
            self.send_response(302)
            self.send_header("Location", "/broken.wav")
            return self.end_headers()
        asked = self.headers.get("Range", "")
        type(self).ranges.append(asked)
        start = int(asked[6:-1]) if asked and self.headers.get("If-Range") == '"v1"' else 0
        return self._send(206 if start else 200, self.sound[start:], "audio/wav", start)

    def _send(self, status: int, body: bytes, kind: str, start: int = 0) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", '"v1"')
        if status == 206:
            whole = len(self.sound)
            self.send_header("Content-Range", f"bytes {start}-{whole - 1}/{whole}")
        self.end_headers()
        short = "broken" in self.path and not start
        self.wfile.write(body[: len(body) // 2] if short else body)


@pytest.fixture
def host(tmp_path: Path) -> Iterator[str]:
    sound = tmp_path / "sound.wav"
    sound.write_bytes(a_tone())
    Host.sound, Host.ranges = sound.read_bytes(), []
    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as listening:
        listening.daemon_threads = True
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_address[1]}"
        listening.shutdown()


def brought(host: str, path: str, folder: Path, use: Use = "keep") -> tuple[Brought, ...]:
    enclosure = f'<enclosure url="{host}{path}" length="999" type="audio/wav"/>'
    found = parse_feed(feed(item(1, enclosure=enclosure, duration="")), "feed.xml")
    web = PublicWeb(loopback=True)
    import_feed(found, folder, web, str)
    return bring_audio(folder, [item.url for item in found.items], web, use, no_progress)


def of_the_feed(folder: Path) -> tuple[int | None, bytes]:
    """Build the show; return the length that its feed says, and the file itself."""
    build(open_workspace(folder), folder / "public")
    found = parse_feed((folder / "public" / "feed.xml").read_bytes(), "new").items[0]
    return found.size_bytes, next((folder / "public" / "audio").iterdir()).read_bytes()


@pytest.mark.parametrize("path", ["/a.wav", "/broken.wav", "/moved.wav"])
def test_kept_audio_is_published_byte_for_byte(path: str, host: str, tmp_path: Path) -> None:
    (row,) = brought(host, path, tmp_path / "show")

    assert row.file == "audio.wav"
    assert [str(one.what) for one in row.repairs] == [
        f"the feed says 999 bytes, the file has {len(Host.sound)}"
    ]
    assert of_the_feed(tmp_path / "show") == (len(Host.sound), Host.sound)


def test_a_download_that_broke_off_goes_on_where_it_stopped(host: str, tmp_path: Path) -> None:
    brought(host, "/broken.wav", tmp_path / "show")

    assert Host.ranges == ["", f"bytes={len(Host.sound) // 2}-"]
    folder = next((tmp_path / "show" / "episodes").glob("folge*"))
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


def test_another_version_begins_anew(host: str, tmp_path: Path) -> None:
    path = tmp_path / "audio.wav"
    path.with_name("audio.wav.part").write_bytes(b"old")
    note = f'{{"url": "{host}/a.wav", "version": "\\"v0\\""}}'
    path.with_name("audio.wav.part.json").write_text(note)

    PublicWeb(loopback=True).download(f"{host}/a.wav", path, 10_000_000)

    assert path.read_bytes() == Host.sound


def test_audio_to_be_mastered_is_the_raw_audio_of_the_episode(host: str, tmp_path: Path) -> None:
    brought(host, "/a.wav", tmp_path / "show", "master")

    yaml = next((tmp_path / "show" / "episodes").glob("*/episode.yaml")).read_text()
    assert 'audio: "audio.wav"\n' in yaml
    assert [one for one in find_all(open_workspace(tmp_path / "show")) if one.stops] == []


def test_what_can_not_be_had_stays_linked(host: str, tmp_path: Path) -> None:
    (row,) = brought(host, "/page.wav", tmp_path / "show")

    assert row.file == ""
    assert "sent a page" in str(row.repairs[0].what)
    yaml = next((tmp_path / "show" / "episodes").glob("*/episode.yaml")).read_text()
    assert "/page.wav" in yaml


def test_a_private_address_is_not_asked_for_audio(host: str, tmp_path: Path) -> None:
    with pytest.raises(PodcasterError, match="not public"):
        PublicWeb().download(f"{host}/a.wav", tmp_path / "a", 10_000_000)

    assert Host.ranges == []


def test_a_file_that_is_too_long_is_refused(host: str, tmp_path: Path) -> None:
    with pytest.raises(PodcasterError, match="larger than"):
        PublicWeb(loopback=True).download(f"{host}/a.wav", tmp_path / "a", 1000)

    assert list(tmp_path.glob("a*")) == []


def test_audio_that_was_brought_is_not_asked_for_again(host: str, tmp_path: Path) -> None:
    brought(host, "/a.wav", tmp_path / "show")
    before = {path: path.read_bytes() for path in (tmp_path / "show").rglob("*") if path.is_file()}

    assert brought(host, "/a.wav", tmp_path / "show") == ()

    after = {path: path.read_bytes() for path in (tmp_path / "show").rglob("*") if path.is_file()}
    assert after == before


def test_an_interruption_leaves_a_show_that_can_be_continued(tmp_path: Path) -> None:
    class Interrupted(PublicWeb):
        def download(self, *_args: object, **_more: object) -> Download:
            raise KeyboardInterrupt

    found = parse_feed(feed(item(1), item(2)), "feed.xml")
    import_feed(found, tmp_path / "show", PublicWeb(), str)
    urls = [one.url for one in found.items]

    with pytest.raises(KeyboardInterrupt):
        bring_audio(tmp_path / "show", urls, Interrupted(), "keep", no_progress)

    assert [one for one in find_all(open_workspace(tmp_path / "show")) if one.stops] == []


class PowerCutError(BaseException):
    """The machine stops."""


def _cut(*_args: object, **_more: object) -> None:
    raise PowerCutError


@pytest.mark.parametrize("before", ["_put", "replace_file"])
def test_a_machine_that_stops_between_two_steps_goes_on_later(
    before: str, host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(f"podcaster.importing.audio.{before}", _cut)
        with pytest.raises(PowerCutError):
            brought(host, "/a.wav", tmp_path / "show")

    (done,) = brought(host, "/a.wav", tmp_path / "show")

    assert (done.file, done.size_bytes, done.repairs) == ("audio.wav", len(Host.sound), ())
    assert len(Host.ranges) == 1
    assert of_the_feed(tmp_path / "show") == (len(Host.sound), Host.sound)
    folder = next((tmp_path / "show" / "episodes").glob("folge*"))
    assert [one.name for one in folder.glob(".*")] == []


def test_audio_that_somebody_put_there_is_left_alone(host: str, tmp_path: Path) -> None:
    brought(host, "/page.wav", tmp_path / "show")
    folder = next((tmp_path / "show" / "episodes").glob("folge*"))
    (folder / "audio.wav").write_bytes(b"mine")

    (done,) = brought(host, "/page.wav", tmp_path / "show")

    assert "by hand" in str(done.repairs[0].what)
    assert (folder / "audio.wav").read_bytes() == b"mine"
