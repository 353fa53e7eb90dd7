"""Markdown becomes HTML that can stand anywhere, and says what its author wrote."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from podcaster.render.markdown import ALLOWED_ATTRIBUTES, ALLOWED_TAGS, plain_text, to_html

FOOTNOTE: Final = "Ein Satz[^1].\n\n[^1]: Die Quelle."

words = st.text(st.characters(whitelist_categories=["Ll", "Lu"]), min_size=1, max_size=12)


def _text(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html)).strip()


@pytest.mark.parametrize(
    "text",
    [
        "Mitarbeiter*innen und Mandatsträger*innen",
        "Jede*r Bürger*in und jede*r Städter*in",
        "Ärzt*innen, Jüd*innen",
        "A\u0308rzt*innen und Bu\u0308rger*innen",
        "Mitarbeiter:innen und Mandatsträger_innen und Bürger/-innen",
        "2*3*4",
        "Kolleg* und Freund*",
    ],
)
def test_gender_stars_survive(text: str) -> None:
    assert to_html(text, "de") == f"<p>{text}</p>\n"
    assert plain_text(text, "de") == text


@given(words, words, words, words)
def test_a_star_between_letters_is_never_emphasis(one: str, two: str, six: str, ten: str) -> None:
    text = f"{one}*{two} und {six}*{ten}"

    assert to_html(text, "de") == f"<p>{text}</p>\n"


def test_stars_around_words_are_emphasis_even_with_a_gender_star_inside() -> None:
    html = to_html("*Mitarbeiter*innen* und **Bürger*innen**", "de")

    assert html == "<p><em>Mitarbeiter*innen</em> und <strong>Bürger*innen</strong></p>\n"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "„Was ‚nun‘?“"),
        ("de-AT", "„Was ‚nun‘?“"),
        ("en", "“Was ‘nun’?”"),
        ("fr", "«\u00a0Was “nun”?\u00a0»"),
        ("pl", "“Was ‘nun’?”"),
    ],
)
def test_straight_quotes_become_those_of_the_language(language: str, said: str) -> None:
    assert _text(to_html("\"Was 'nun'?\"", language)) == said
    assert plain_text("\"Was 'nun'?\"", language) == said


def test_typographic_quotes_stay_as_they_are() -> None:
    assert plain_text("„So“, »so« und “so”", "de") == "„So“, »so« und “so”"


def test_raw_html_is_shown_and_not_obeyed() -> None:
    html = to_html("<script>alert(1)</script>\n\n<b onclick='x()'>fett</b>", "de")

    assert "<script" not in html
    assert "<b" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd"]
)
def test_links_lead_to_pages_mailboxes_and_telephones_only(address: str) -> None:
    assert "href" not in to_html(f"[Klick]({address}) <{address}>", "de")


@pytest.mark.parametrize("address", ["../oben", "/wurzel", "datei.pdf", "//fremd.test/x", "#oben"])
def test_relative_addresses_lead_nowhere(address: str) -> None:
    assert to_html(f"[Klick]({address})", "de") == "<p>Klick</p>\n"
    assert plain_text(f"[Klick]({address})", "de") == "Klick"


def test_a_telephone_can_be_called() -> None:
    text = "[Rufen Sie an](tel:+495111234)"

    assert to_html(text, "de") == '<p><a href="tel:+495111234">Rufen Sie an</a></p>\n'
    assert plain_text(text, "de") == "Rufen Sie an (+495111234)"


def test_words_of_a_dead_link_keep_their_marks_and_the_next_link_lives() -> None:
    html = to_html("[**Das** Programm](x.pdf), [Forum](https://a.test)", "de")

    assert html == ('<p><strong>Das</strong> Programm, <a href="https://a.test">Forum</a></p>\n')


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Mehr: https://a.test/x_y_z.", 'Mehr: <a href="https://a.test/x_y_z">{}</a>.'),
        ("(https://a.test/?b=1&c)", '(<a href="https://a.test/?b=1&amp;c">{}</a>)'),
        ("http://a.test/x_(y), ja", '<a href="http://a.test/x_(y)">{}</a>, ja'),
        ("„https://a.test“?", '„<a href="https://a.test">{}</a>“?'),
        ("**https://a.test**", '<strong><a href="https://a.test">{}</a></strong>'),
        ("<https://a.test>", '<a href="https://a.test">{}</a>'),
    ],
)
def test_bare_addresses_are_links(text: str, html: str) -> None:
    address = re.search(r'href="(.*?)"', html)

    assert address
    assert to_html(text, "de") == f"<p>{html.format(address[1])}</p>\n"
    assert plain_text(text, "de") == text.strip("<>*")


@pytest.mark.parametrize(
    "text",
    ["`https://a.test`", "```\nhttps://a.test\n```", "https://", "xhttps://a.test", "ftp://a.test"],
)
def test_what_is_code_or_no_address_is_no_link(text: str) -> None:
    assert "<a" not in to_html(text, "de")


def test_a_link_holds_no_other_link() -> None:
    html = to_html("[siehe https://a.test](https://b.test)", "de")

    assert html == '<p><a href="https://b.test">siehe https://a.test</a></p>\n'


def test_links_keep_their_ampersands() -> None:
    html = to_html("[Seite](https://a.test/?b=1&c=2)", "de")

    assert html == '<p><a href="https://a.test/?b=1&amp;c=2">Seite</a></p>\n'


def test_gender_stars_survive_in_the_words_of_a_link() -> None:
    html = to_html("[Mitarbeiter*innen und Bürger*innen](https://a.test)", "de")

    assert html == '<p><a href="https://a.test">Mitarbeiter*innen und Bürger*innen</a></p>\n'


def test_a_picture_becomes_what_it_shows() -> None:
    assert (
        to_html("![Ein *Platz*](https://fremd.test/x.png)", "de") == "<p>Ein <em>Platz</em></p>\n"
    )


def test_headings_start_where_the_page_wants_and_leave_no_level_out() -> None:
    html = to_html("# A\n\n### B\n\n#### C\n\n# D", "de", heading_level=3)

    assert re.findall(r"<h\d>.", html) == ["<h3>A", "<h4>B", "<h5>C", "<h3>D"]


def test_headings_never_go_below_the_sixth() -> None:
    assert "<h6>B</h6>" in to_html("# A\n\n## B", "de", heading_level=6)


def test_footnotes_of_two_texts_do_not_meet() -> None:
    one = to_html(FOOTNOTE, "de", scope="eins")
    two = to_html(FOOTNOTE, "de", scope="zwei")

    assert set(re.findall(r'id="(.*?)"', one)).isdisjoint(re.findall(r'id="(.*?)"', two))
    assert 'href="#fn-eins-1"' in one


def test_footnotes_without_links_hold_no_relative_address() -> None:
    html = to_html(FOOTNOTE, "de", linked=False)

    assert "href" not in html
    assert "<sup>[1]</sup>" in html
    assert "Die Quelle." in html


def test_tables_have_heads_that_screen_readers_understand() -> None:
    html = to_html("| A | B |\n|---|--:|\n| 1 | 2 |", "de")

    assert '<th scope="col">A</th>' in html
    assert "style" not in html


def test_plain_text_keeps_the_shape_of_the_text() -> None:
    markdown = (
        "## Titel\n\nEin *Satz* mit [Link](https://a.test),\nund <info@a.test>.\\\nNeue Zeile.\n\n"
        "- eins\n- zwei\n\n3. drei\n4. vier\n\n> Zitat\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n"
        f"```\ncode\n```\n\n---\n\n{FOOTNOTE}"
    )

    assert plain_text(markdown, "de").split("\n\n") == [
        "Titel",
        "Ein Satz mit Link (https://a.test), und info@a.test.\nNeue Zeile.",
        "- eins\n- zwei",
        "3. drei\n4. vier",
        "> Zitat",
        "A | B\n1 | 2",
        "code",
        "Ein Satz[1].",
        "[1] Die Quelle.",
    ]


@given(st.text(), st.sampled_from(["de", "en", "fr"]))
def test_whatever_is_written_nothing_but_the_allowlist_comes_out(text: str, language: str) -> None:
    html = to_html(text, language)

    for element in lxml_html.fragments_fromstring(f"<div>{html}</div>")[0].iter():
        assert element.tag in ALLOWED_TAGS | {"div"}
        assert set(element.attrib) <= ALLOWED_ATTRIBUTES.get(element.tag, set()) | {"scope"}


@given(st.text(st.characters(whitelist_categories=["L", "N"], whitelist_characters=" .,–„“ßüÄ")))
def test_plain_words_survive_both_ways(text: str) -> None:
    said = " ".join(f"x{text}x".split())

    assert " ".join(plain_text(said, "de").split()) == said
    assert " ".join(_text(to_html(said, "de")).split()) == said
