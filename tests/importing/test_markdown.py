from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcaster.feeds.plain_text import plain_text
from podcaster.importing.markdown import to_markdown
from podcaster.render.markdown import to_html


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>Eins</p><p>Zwei</p>", "Eins\n\nZwei\n"),
        ("<p>Eins<br>Zwei</p>", "Eins\\\nZwei\n"),
        ("<b>fett</b> und <em>schräg</em>", "**fett** und *schräg*\n"),
        ('<a href="https://a.example/x">hier</a>', "[hier](https://a.example/x)\n"),
        ('<a href="https://a.example/x">https://a.example/x</a>', "<https://a.example/x>\n"),
        ('<a href="javascript:alert(1)">hier</a>', "hier\n"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b\n"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b\n"),
        ("<h2>Titel</h2>Text", "## Titel\n\nText\n"),
        ("<blockquote><p>Wort</p></blockquote>", "> Wort\n"),
        ("<p><code>a*b</code></p>", "`a*b`\n"),
        ("Eins\nZwei *Worte*\n\n# Wort", "Eins\\\nZwei \\*Worte\\*\n\n\\# Wort\n"),
        ("<script>alert(1)</script><p>Text</p>", "Text\n"),
    ],
)  # fmt: skip
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    assert to_markdown(html) == markdown


def test_deep_nesting_becomes_plain_text() -> None:
    assert to_markdown("<div>" * 50_000 + "tief") == "tief\n"


def test_plain_text_holds_no_markup() -> None:
    assert plain_text("<p>Eins &amp; zwei</p><p>drei</p>") == "Eins & zwei drei"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80))
def test_any_text_survives_into_a_page(text: str) -> None:
    page = to_html(to_markdown(text), "en")

    assert "<script" not in page.lower()
