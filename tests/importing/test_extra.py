from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest
from lxml import etree
from tests.feeds.wild import CHANNEL, feed, item

import podcaster.importing.pages as importing_pages
from podcaster.comparing import compare
from podcaster.doors.progress import Progress, silent_progress
from podcaster.doors.web import Download
from podcaster.errors import PodcasterError
from podcaster.feeds import parse_feed
from podcaster.importing import import_feed, read_source
from podcaster.model.message import message
from podcaster.opening import open_workspace
from podcaster.pipeline import build, find_all

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:podcast="https://podcastindex.org/namespace/1.0"'
    ' xmlns:psc="http://podlove.org/simple-chapters" xmlns:acme="urn:acme"'
    ' xmlns:h="http://www.w3.org/1999/xhtml" xmlns:media="http://search.yahoo.com/mrss/">\n'
)
STRANGE = (
    '<acme:rating scale="five" acme:by="x">4 &amp; mehr<acme:why lang="de">darum</acme:why>'
    "</acme:rating><media:thumbnail url='https://stadt.example/t.jpg'/>"
    '<category domain="x">Plätze</category><itunes:keywords>a, b</itunes:keywords>'
)
HTML = '<p>Ein <b>Platz</b>, <a href="https://stadt.example/p?a=1&amp;b=2">hier</a>.</p>'
CONTENT = (
    f"<content:encoded><![CDATA[{HTML}<table><tr><td>Zelle</td></tr></table>]]></content:encoded>"
)
CHAPTERS = '<psc:chapters><psc:chapter start="0" title="Anfang"/></psc:chapters>'
LINKS = (
    '<podcast:transcript url="https://stadt.example/t.vtt" type="text/vtt"/>'
    '<podcast:transcript url="https://stadt.example/t.html" type="text/html" language="de"/>'
    '<podcast:chapters url="https://stadt.example/c.json" type="application/json+chapters"/>'
    '<itunes:image href="https://stadt.example/f.jpg"/>'
)

VTT = b"WEBVTT\n\n00:00.000 --> 00:04.000\n<v Moderation>Guten Tag.\n"
JSON = b'{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Eins"}]}'


class Web:
    """A web made of a table; what is not in it is not there."""

    def __init__(self, **files: bytes) -> None:
        self.files = files
        self.asked: list[str] = []

    def fetch(self, url: str, most_bytes: int) -> bytes:
        self.asked.append(url)
        name = url.rpartition("/")[2].replace(".", "_")
        if name not in self.files or len(self.files[name]) > most_bytes:
            raise PodcasterError(message("not there"))
        return self.files[name]

    def download(
        self, url: str, path: Path, most_bytes: int, progress: Progress = silent_progress
    ) -> Download:
        raise AssertionError((url, path, most_bytes, progress))


def moved(content: bytes, folder: Path, web: Web | None = None) -> bytes:
    """Import a feed, from its address if there is a web, and build it."""
    file = "https://stadt.example/feed.xml" if web else "feed.xml"
    import_feed(parse_feed(content, file), folder / "show", web or Web(), str)
    build(open_workspace(folder / "show"), folder / "out")
    return (folder / "out" / "feed.xml").read_bytes()


def fields(old: bytes, new: bytes) -> list[str]:
    return [one.field for one in compare(parse_feed(old, "old"), parse_feed(new, "new"))]


def test_what_nobody_has_a_word_for_is_written_back(tmp_path: Path) -> None:
    old = feed(item(1, more=STRANGE), channel=f"{CHANNEL}{STRANGE}", head=HEAD)

    new = moved(old, tmp_path)

    assert set(fields(old, new)) == {"categories", "link"}
    written = etree.fromstring(new).find("channel/item/{urn:acme}rating")
    assert written is not None
    assert written.get("{urn:acme}by") == "x"
    assert "".join(map(str, written.itertext())) == "4 & mehrdarum"


def test_html_stands_in_the_feed_as_it_was(tmp_path: Path) -> None:
    described = f"<description><![CDATA[{HTML}]]></description>"
    old = feed(item(1, CONTENT + CHAPTERS, description=described), item(2, CHAPTERS))

    new = moved(old, tmp_path)

    assert set(fields(old, new)) == {"categories", "link"}
    assert parse_feed(new, "new").items[0].content.startswith(HTML)


def test_edited_notes_and_summary_take_the_place_of_the_old_html(tmp_path: Path) -> None:
    described = f"<description><![CDATA[{HTML}]]></description>"
    moved(feed(item(1, CONTENT, description=described)), tmp_path)
    folder = next((tmp_path / "show" / "episodes").glob("folge*"))
    (folder / "notes.md").write_text("Von Hand.\n")
    yaml = (folder / "episode.yaml").read_text()
    (folder / "episode.yaml").write_text(yaml.replace("Ein Platz, hier.", "Ein neuer Satz."))

    build(open_workspace(tmp_path / "show"), tmp_path / "out")

    new = parse_feed((tmp_path / "out" / "feed.xml").read_bytes(), "new").items[0]
    assert new.summary == "<p>Ein neuer Satz.</p>"
    assert "Von Hand." in new.content
    assert "Zelle" not in new.content


def test_scripts_in_html_and_xhtml_do_not_come_back(tmp_path: Path) -> None:
    evil = '<h:script>alert(1)</h:script><acme:x><h:b onclick="x()">b</h:b></acme:x>'
    inside = "<p onclick='x()'>a<script>alert(2)</script></p>"
    html = f"<content:encoded><![CDATA[{inside}]]></content:encoded>"

    new = moved(feed(item(1, evil + html), head=HEAD), tmp_path)

    assert b"alert" not in new
    assert b"onclick" not in new


def test_links_of_a_file_stay_links_in_the_feed(tmp_path: Path) -> None:
    old = feed(item(1, LINKS))

    new = parse_feed(moved(old, tmp_path), "new").items[0]

    assert new.image == "https://stadt.example/f.jpg"
    assert new.chapters_url == "https://stadt.example/c.json"
    assert [(one["url"][-4:], one["type"], one["language"]) for one in new.transcripts] == [
        (".vtt", "text/vtt", "de-DE"), ("html", "text/html", "de"),
    ]  # fmt: skip


def test_links_of_an_address_are_fetched(tmp_path: Path) -> None:
    web = Web(t_vtt=VTT, c_json=JSON)

    new = parse_feed(moved(feed(item(1, LINKS)), tmp_path, web), "new").items[0]

    folder = next((tmp_path / "show" / "episodes").glob("folge*"))
    assert (folder / "transcript.vtt").read_bytes() == VTT
    assert (folder / "chapters.json").read_bytes() == JSON
    assert new.chapters_url.startswith("https://example.org/")
    assert {one["url"].split("/")[2] for one in new.transcripts} == {"example.org"}


@pytest.mark.parametrize("broken", [b"", b"\xff", b"{}", b"\x00\x01", b"<html>"])
def test_sidecars_that_are_broken_stay_links(broken: bytes, tmp_path: Path) -> None:
    web = Web(t_vtt=broken, c_json=broken, f_jpg=broken)

    new = parse_feed(moved(feed(item(1, LINKS)), tmp_path, web), "new").items[0]

    assert new.chapters_url == "https://stadt.example/c.json"
    assert new.transcripts[0]["url"] == "https://stadt.example/t.vtt"


def test_a_file_is_imported_without_any_network(tmp_path: Path) -> None:
    web = Web(t_vtt=VTT, c_json=JSON)

    import_feed(parse_feed(feed(item(1, LINKS)), "feed.xml"), tmp_path / "show", web, str)

    assert web.asked == []


def page(number: int, following: str) -> bytes:
    link = f'<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="next" href="{following}"/>'
    return feed(item(number), channel=CHANNEL + link)


def test_older_pages_of_a_feed_come_too_and_a_circle_ends() -> None:
    first, second = page(1, "page-2"), page(2, "https://stadt.example/feed")
    web = Web(feed=first, **{"page-2": second})

    found = read_source("https://stadt.example/feed", web)

    assert [one.guid for one in found.items] == ["tag:stadt,1", "tag:stadt,2"]
    assert web.asked == ["https://stadt.example/feed", "https://stadt.example/page-2"]


def test_a_missing_page_is_said() -> None:
    found = read_source("https://stadt.example/feed", Web(feed=page(1, "page-2")))

    assert any("next page" in str(one.what) for one in found.repairs)


def test_pages_without_end_are_left_at_some_point(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = {f"page-{number}": page(number, f"page-{number + 1}") for number in range(1, 9)}
    monkeypatch.setattr(importing_pages, "LARGEST_SUM_BYTES", len(pages["page-2"]) * 3)

    found = read_source("https://stadt.example/page-1", Web(**pages))

    assert [one.guid for one in found.items] == [f"tag:stadt,{number}" for number in range(1, 5)]
    assert any("next page" in str(one.what) for one in found.repairs)


def test_a_feed_of_fifty_megabytes_is_refused_without_being_read(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    with file.open("wb") as opened:
        opened.truncate(50_000_000)

    tracemalloc.start()
    with pytest.raises(PodcasterError, match="larger than 20 MB"):
        read_source(str(file), Web())
    _, highest_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert highest_bytes < 25_000_000


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        ("<extra", "PC121"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><extra/>', "PC121"),
        ("<extra><title>x</title></extra>", "PC122"),
        ('<extra><h:b xmlns:h="http://www.w3.org/1999/xhtml">x</h:b></extra>', "PC122"),
        (
            '<extra xmlns:p="https://podcastindex.org/namespace/1.0"><p:chapters url="x"/></extra>',
            "PC122",
        ),
    ],
)
def test_an_extra_file_that_breaks_the_feed_is_found(xml: str, code: str, tmp_path: Path) -> None:
    moved(feed(item(1)), tmp_path)
    folder = next((tmp_path / "show" / "episodes").glob("folge*"))
    (folder / "extra.xml").write_text(xml)

    found = find_all(open_workspace(tmp_path / "show"))

    assert [one.code for one in found if one.stops] == [code]


def test_pictures_of_chapters_come_over(tmp_path: Path) -> None:
    inside = (
        '<psc:chapter start="0" title="Am &lt;Platz&gt;" image="https://stadt.example/p.jpg"/>'
        '<psc:chapter start="90.5" title="Ende" href="https://stadt.example/e" image="x:y"/>'
    )
    old = feed(item(1, f"<psc:chapters>{inside}</psc:chapters>"), head=HEAD)

    new = parse_feed(moved(old, tmp_path), "new").items[0]

    assert [(one["title"], one["image"], one["link"]) for one in new.chapters] == [
        ("Am <Platz>", "https://stadt.example/p.jpg", ""),
        ("Ende", "", "https://stadt.example/e"),
    ]


def test_fetched_chapters_keep_all_that_they_say(tmp_path: Path) -> None:
    """Pictures, ends, places and silent ones stand in the JSON that is built again."""
    rich = [
        {"startTime": 0, "endTime": 9, "title": "A", "img": "https://stadt.example/a.jpg"},
        {"startTime": 4, "title": "still", "toc": False},
        {"startTime": 9, "title": "B", "location": {"name": "Hannover", "geo": "geo:52.3,9.7"}},
    ]
    web = Web(c_json=json.dumps({"version": "1.2.0", "chapters": rich}).encode())
    linked = '<podcast:chapters url="https://stadt.example/c.json"/>'
    found = parse_feed(feed(item(1, linked), head=HEAD), "https://stadt.example/feed.xml")

    import_feed(found, tmp_path / "show", web, str)
    build(open_workspace(tmp_path / "show"), tmp_path / "out")

    (written,) = (tmp_path / "out").glob("episodes/*/chapters.json")
    assert json.loads(written.read_text("utf-8"))["chapters"] == rich
