"""The preview serves its folder and nothing else, in parts where asked, to this machine only."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcaster.preview import Preview, Troubles, serve
from podcaster.preview.ranges import UnsatisfiableError, byte_range

AUDIO = bytes(range(256)) * 4


@pytest.fixture
def preview(tmp_path: Path) -> Preview:
    site = tmp_path / "site"
    (site / "episodes" / "a").mkdir(parents=True)
    (site / "index.html").write_text("<html><body><h1>Show</h1></body></html>")
    (site / "episodes" / "a" / "index.html").write_text("<html><body>A</body></html>")
    (site / "fragment.html").write_text("<p>Ein Stück</p>")
    (site / "a.mp3").write_bytes(AUDIO)
    (tmp_path / "secret.txt").write_text("geheim")
    (site / "link.txt").symlink_to(tmp_path / "secret.txt")
    return Preview(site)


@pytest.fixture
def address(preview: Preview) -> Iterator[str]:
    with serve(preview, 0) as address:
        yield address


def _ask(
    address: str, path: str, method: str = "GET", headers: Mapping[str, str] | None = None
) -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    try:
        connection.request(method, path, headers=dict(headers or {}))
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def test_it_listens_on_loopback_only(address: str) -> None:
    assert urlsplit(address).hostname == "127.0.0.1"


@pytest.mark.parametrize(
    ("asked", "part"),
    [("bytes=0-9", AUDIO[:10]), ("bytes=1000-", AUDIO[1000:]), ("bytes=-24", AUDIO[-24:])],
)
def test_audio_comes_in_parts_so_that_a_player_can_seek(
    address: str, asked: str, part: bytes
) -> None:
    status, headers, body = _ask(address, "/a.mp3", headers={"Range": asked})

    assert (status, body) == (206, part)
    assert headers["Content-Type"] == "audio/mpeg"
    assert headers["Content-Range"].endswith("/1024")


def test_a_part_that_is_not_there_is_refused(address: str) -> None:
    status, headers, _ = _ask(address, "/a.mp3", headers={"Range": "bytes=4000-"})

    assert status == 416
    assert headers["Content-Range"] == "bytes */1024"


def test_head_answers_without_a_body(address: str) -> None:
    status, headers, body = _ask(address, "/a.mp3", "HEAD")

    assert (status, headers["Content-Length"], body) == (200, "1024", b"")


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "//etc/passwd", "/link.txt",
        "/episodes", "/episodes/", "/%00", "/nothing.html", "/..\\secret.txt",
    ],
)  # fmt: skip
def test_nothing_outside_is_served_and_no_folder_is_listed(address: str, path: str) -> None:
    status, _, body = _ask(address, path)

    assert status == 404
    assert b"geheim" not in body


def test_a_page_that_was_asked_for_by_another_name_is_refused(address: str) -> None:
    assert _ask(address, "/", headers={"Host": "evil.test"})[0] == 421


def test_nobody_can_write(address: str) -> None:
    assert _ask(address, "/index.html", "POST")[0] == 501


def test_only_whole_pages_get_the_script(address: str, preview: Preview) -> None:
    preview.built({"a": "Entwurf </script>"})

    page, fragment = _ask(address, "/")[2], _ask(address, "/fragment.html")[2]

    script = _ask(address, "/.podcaster/preview.js")
    assert b'src="/.podcaster/preview.js"' in page
    assert script[1]["Content-Type"] == "text/javascript; charset=utf-8"
    assert b"EventSource" in script[2]
    assert b"Entwurf \\u003c/script>" in page
    assert fragment == "<p>Ein Stück</p>".encode()


def test_a_folder_without_its_slash_leads_to_the_page(address: str) -> None:
    status, headers, _ = _ask(address, "/episodes/a")

    assert (status, headers["Location"]) == (301, "/episodes/a/")


def test_a_waiting_page_hears_of_the_next_build(address: str, preview: Preview) -> None:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    connection.request("GET", "/.podcaster/reload")
    answer = connection.getresponse()
    first = answer.readline() + answer.readline()

    threading.Timer(0.05, preview.built, ({},)).start()
    second = answer.readline()
    connection.close()

    assert (first, second) == (b"data: 0\n\n", b"data: 1\n")


def test_a_waiting_page_hears_what_has_to_be_mended_and_when_it_is(
    address: str, preview: Preview
) -> None:
    preview.failed(Troubles("de", "Bitte", (("a.yaml:1: zu\nviel",),)))
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    connection.request("GET", "/.podcaster/reload")
    answer = connection.getresponse()
    first = [answer.readline() for _ in range(5)]

    threading.Timer(0.05, preview.built, ({},)).start()
    second = [answer.readline() for _ in range(5)]
    connection.close()

    assert first[:3] == [b"data: 0\n", b"\n", b"event: troubles\n"]
    assert json.loads(first[3].removeprefix(b"data: "))["blocks"] == [["a.yaml:1: zu\nviel"]]
    assert second == [b"data: 1\n", b"\n", b"event: troubles\n", b"data: null\n", b"\n"]


def test_a_page_that_is_not_there_yet_says_why(address: str, preview: Preview) -> None:
    preview.failed(Troubles("de", "Bitte <b>", ()))

    page, picture = _ask(address, "/episodes/neu/"), _ask(address, "/neu.jpg")

    assert page[0] == picture[0] == 404
    assert b"<title>Bitte &lt;b&gt;</title>" in page[2]
    assert b"preview.js" in page[2]
    assert picture[1]["Content-Type"] == "text/plain; charset=utf-8"


@given(st.integers(1, 5000), st.integers(0, 6000), st.integers(0, 6000))
def test_a_range_lies_inside_the_file_or_is_refused(size: int, first: int, last: int) -> None:
    try:
        part = byte_range(f"bytes={first}-{last}", size)
    except UnsatisfiableError:
        assert first >= size
        return

    assert part is None or 0 <= part[0] < part[1] <= size
