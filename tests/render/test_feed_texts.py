"""Descriptions and contents: everything is said, nothing is too long, nothing is dangerous."""

from __future__ import annotations

import pytest
from lxml import etree
from tests.render.mastered_shows import a_mastered, a_plain_episode, an_episode
from tests.render.w3c_rules import NS

from podcaster.model.chapters import Chapter
from podcaster.model.mastered import Mastered
from podcaster.render.feed import description, render_feed
from podcaster.render.json_feed import render_json_feed
from podcaster.render.markdown import to_html


def _channel(mastered: Mastered | None = None) -> etree._Element:
    mastered = mastered or a_mastered()
    (document,) = render_feed(mastered, mastered.settings)
    return etree.fromstring(document.content)[0]


def _first_item(mastered: Mastered | None = None) -> etree._Element:
    return next(_channel(mastered).iterfind("item"))


def test_the_description_is_the_summary_with_the_chapters_as_time_stamps() -> None:
    assert _first_item().findtext("description") == (
        "<p>Was Städte für Mitarbeiter*innen &amp; Mandatsträger*innen tun.</p>"
        "<p>00:00 Begrüßung<br>\n01:15 Was Städte tun &amp; lassen<br>\n02:10 Ausblick</p>"
    )


def test_time_stamps_that_do_not_fit_are_left_out() -> None:
    chapters = tuple(Chapter(60.0 * n, f"Kapitel {n} " + "ü" * 60) for n in range(60))

    item = _first_item(a_mastered(episodes=(an_episode(chapters=chapters),)))

    assert item.findtext("description") == (
        "<p>Was Städte für Mitarbeiter*innen &amp; Mandatsträger*innen tun.</p>"
    )
    assert "59:00 Kapitel 59" in (item.findtext("content:encoded", "", NS))


@pytest.mark.parametrize("text", ["Wort für Wort & mehr. " * 500, "ü" * 9000])
def test_a_summary_that_is_too_long_ends_with_an_ellipsis(text: str) -> None:
    item = _first_item(a_mastered(episodes=(a_plain_episode(summary=text),)))

    description = item.findtext("description", "")
    assert description.endswith("…</p>")
    assert 3900 < len(description.encode()) <= 4000


def test_the_content_holds_summary_notes_chapters_and_the_grants_of_the_episode() -> None:
    first, plain, _ = (
        item.findtext("content:encoded", "", NS) for item in _channel().findall("item")
    )

    assert first.startswith("<p>Was Städte")
    assert "<h3>Worum es geht</h3>" in first
    assert "Zwei „Mitarbeiter*innen“ und zwei Mandatsträger*innen erzählen<sup>[1]</sup>" in first
    assert "01:15 Was Städte tun &amp; lassen" in first
    assert '<a href="https://europa.test/secu4all">Gefördert durch' in first
    assert "Stiftung" not in first
    assert "Mit Unterstützung der Stiftung Stadt &amp; Land." in plain


def test_scripts_in_the_notes_reach_nobody() -> None:
    notes = "<script>alert(1)</script>\n\n[x](javascript:alert(1)) <iframe src=x>"

    content = _first_item(a_mastered(episodes=(an_episode(notes=notes),))).findtext(
        "content:encoded", "", NS
    )

    assert "<script" not in content
    assert "<iframe" not in content
    assert "href" not in content.replace('href="https://europa.test/secu4all"', "")


def test_the_shows_description_reads_the_same_as_text_and_as_html() -> None:
    def said(summary: str) -> str | None:
        return _channel(a_mastered(show={"summary": summary})).findtext("description")

    assert said("R&D, Stadt & Land, 3 < 4") == "R&D, Stadt & Land, 3 < 4"
    assert said("<b>fett</b> &amp; mehr") == "&lt;b&gt;fett&lt;/b&gt; &amp;amp; mehr"


def test_the_notes_become_html_once_for_both_feeds(monkeypatch: pytest.MonkeyPatch) -> None:
    rendered: list[str] = []

    def counting(markdown: str, language: str, **options: object) -> str:
        rendered.append(markdown)
        return to_html(markdown, language, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(description, "to_html", counting)
    mastered = a_mastered(episodes=(an_episode(notes="Nur für *diesen* Test.\n"),))
    (xml,) = render_feed(mastered, mastered.settings)
    (values,) = render_json_feed(mastered, mastered.settings)

    assert rendered == ["Nur für *diesen* Test.\n"]
    assert b"&lt;em&gt;diesen&lt;/em&gt;" in xml.content
    assert "<em>diesen</em>" in values.content.decode()
