"""Texts and pictures that are made to keep a reader busy, or to start a program, through all."""

from __future__ import annotations

import io
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from lxml import etree
from PIL import Image
from tests.feeds.wild import CHANNEL, feed
from tests.importing.test_wild_feeds import brought, built

from podcaster.importing.pictures import fitted_picture
from podcaster.model.artwork import READ_FORMATS
from podcaster.opening import open_workspace
from podcaster.pipeline import find_all

#: At each sign a careless pattern starts again, or a parser goes one step deeper.
STUBBORN = {
    "signs of equality": "<a " + "=" * 20_000,
    "a name without an end": "<" + "a" * 20_000,
    "blanks behind a bracket": "<" + " " * 20_000,
    "one run of ticks": "`" * 20_000,
    "runs of ticks": "".join("`" * length + " " for length in range(200)),
    "open tags": "<p " * 8_000,
    "open frames": "<iframe " * 4_000,
    "open comments": "<!--" * 5_000,
    "open sections": "<![CDATA[" * 3_000,
    "depth": "<div>" * 50_000 + "tief",
    "depth of fonts": "<b><i>" * 10_000 + "tief",
}


@pytest.mark.parametrize("text", STUBBORN.values(), ids=STUBBORN)
def test_no_text_keeps_import_check_and_feed_busy(text: str, tmp_path: Path) -> None:
    item = (
        "<item><guid>1</guid><title>Eins</title><pubDate>Thu, 05 Mar 2026 06:00:00 +0100</pubDate>"
        '<enclosure url="https://a.test/a.mp3" type="audio/mpeg" length="1"/>'
        f"<description>{escape(text)}</description><content:encoded>{escape(text)}"
        "</content:encoded></item>"
    )

    brought(feed(item, channel=CHANNEL), tmp_path / "show")
    findings = find_all(open_workspace(tmp_path / "show"))
    found = etree.fromstring(built(tmp_path / "show")).find("channel/item")

    assert not [finding for finding in findings if finding.stops]
    assert found is not None
    assert found.findtext("guid") == "1"


def test_a_broken_feed_with_open_comments_is_left_soon(tmp_path: Path) -> None:
    item = "<item><guid>1</guid><title>Eins</title></item><!--" + "<!-- & " * 20_000

    imported = brought(feed(item, channel=CHANNEL), tmp_path / "show")

    assert imported.added


def test_no_picture_starts_a_program() -> None:
    """Pillow hands EPS to Ghostscript, which runs what stands in it."""
    postscript = io.BytesIO()
    Image.new("RGB", (1500, 1500), "red").save(postscript, "EPS")

    assert fitted_picture(postscript.getvalue()) is None
    assert not {"EPS", "WMF", "PSD", "FITS"} & set(READ_FORMATS)
