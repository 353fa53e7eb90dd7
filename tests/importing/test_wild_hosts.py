"""What single hosts are known for, each in an item or a channel of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.command_line import run
from tests.feeds.wild import CHANNEL, feed, item
from tests.importing.test_import import bring, errors
from tests.importing.test_wild_feeds import built

from podcaster.comparing import compare
from podcaster.feeds import parse_feed
from podcaster.feeds.plain_text import as_html

PLAIN = "Erste Zeile\n\nZweite: * Stern _unter_\n&lt;kein Tag&gt;\nhttps://x.example/a_b_c"
HOSTS = Path(__file__).with_name("hosts")
SAME = '<enclosure url="https://cdn.example/1.mp3" length="5" type="audio/mpeg"/>'


def fields(content: bytes, folder: Path) -> set[str]:
    bring(content, folder)
    assert errors(folder) == []
    new = parse_feed(built(folder), "new")
    return {one.field for one in compare(parse_feed(content, "old"), new)}


def said(content: bytes, folder: Path) -> str:
    return "\n".join(str(row.what) for row in bring(content, folder).repairs)


@pytest.mark.parametrize(
    ("host", "made_anew"),
    [
        ("castopod", ["Trailer link - https://example.org/podcast/episodes/trailer/index.html"]),
        (
            "podlove",
            [
                "Nachtbus (MP3) guid - c9b81d73-7eca-5485-8fb1-5df21a456346",
                "Linie 13 rss-title NB002 Linie 13 -",
            ],
        ),
    ],
)
def test_a_whole_feed_of_a_publisher_comes_over(
    host: str, made_anew: list[str], tmp_path: Path
) -> None:
    """The feeds are ours, with the elements these publishers write; only what lacked is new."""
    feed_file, show = HOSTS / f"{host}.xml", tmp_path / "show"

    assert run("import", feed_file, show).code == 0
    assert run("-C", show, "build").code == 0
    compared = run("compare", feed_file, show / "public" / "feed.xml")

    assert [" ".join(line.split()) for line in compared.out.splitlines()] == made_anew


def test_plain_text_that_looks_like_markup_reads_the_same(tmp_path: Path) -> None:
    content = feed(item(1, description=f"<description>{PLAIN}</description>"))

    assert fields(content, tmp_path / "show") <= {"categories", "link"}


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a & b", "a & b"), ("a < b", "a < b"), ("a <b", "a &lt;b"), ("R&D;", "R&amp;D;"),
        ("<u>a</u>", "<u>a</u>"), ("<p>a <k></p>", "<p>a <k></p>"),
    ],
)  # fmt: skip
def test_only_what_is_no_html_is_escaped(text: str, html: str) -> None:
    assert as_html(text) == html


def test_two_items_of_one_audio_both_come_over(tmp_path: Path) -> None:
    content = feed(item(1, enclosure=SAME), item(2, enclosure=SAME))

    assert fields(content, tmp_path / "show") <= {"categories", "link"}


def test_support_without_words_is_shown_with_its_host(tmp_path: Path) -> None:
    content = feed(
        item(1, '<podcast:funding url="https://geben.example/x"/>'),
        channel=f"{CHANNEL}<podcast:funding url='https://geben.example/y'>{'Gib ' * 99}"
        "</podcast:funding>",
    )

    assert fields(content, tmp_path / "show") == {"categories", "link", "support"}
    assert "has no form" not in said(content, tmp_path / "other")


def test_a_guid_of_the_show_that_is_no_uuid_is_said(tmp_path: Path) -> None:
    content = feed(item(), channel=CHANNEL.replace("9b024349-ccf0-5f69-a609-6b82873eab3c", "7"))

    assert "`podcast:guid` is no UUID: `7`" in said(content, tmp_path / "show")


def test_what_runs_in_notes_is_said(tmp_path: Path) -> None:
    notes = "<content:encoded><![CDATA[<p>a</p><iframe src='x'></iframe>]]></content:encoded>"

    assert "`iframe` in the notes was left out" in said(feed(item(1, notes)), tmp_path / "show")


def test_moments_are_compared_to_the_millisecond_and_elements_without_blanks() -> None:
    def with_split(start: str, blank: str) -> bytes:
        split = f'<podcast:valueTimeSplit startTime="{start}" duration="9"/>'
        value = f'<podcast:value type="lightning" method="keysend">{split}</podcast:value>'
        named = f"<b:by xmlns:b='urn:b'>{blank}<b:name>x</b:name>{blank}</b:by>"
        return feed(item(1, value + named))

    old = parse_feed(with_split("1.2345678", ""), "old")

    assert compare(old, parse_feed(with_split("1.235", "\n  "), "new")) == ()
    assert [one.field for one in compare(old, parse_feed(with_split("1.24", ""), "new"))] == [
        "value"
    ]
