"""Templates are not trusted: what they do wrong is told with file, line and advice."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.render.mastered_shows import a_mastered

from podcaster.errors import TemplateError
from podcaster.model.facts import TemplateSource
from podcaster.render.markdown import plain_text
from podcaster.render.sandbox import as_markdown
from podcaster.render.templates import Templates
from podcaster.settings import Settings


def _templates(**texts: str) -> Templates:
    """Return templates; `a_html_j2` stands for `a.html.j2`."""
    names = {key: key.replace("_", ".") for key in texts}
    return Templates(
        {
            name: TemplateSource(name, f"templates/{name}", texts[key], own=True)
            for key, name in names.items()
        }
    )


def _fill(text: str, name: str = "x_txt_j2", /, **values: object) -> str:
    templates = _templates(**{name: text})
    return templates.render(name.replace("_", "."), {"language": "de", **values})


def _refused(text: str, **values: object) -> TemplateError:
    with pytest.raises(TemplateError) as caught:
        _fill(text, "x_txt_j2", **values)
    return caught.value


def _settings() -> Settings:
    return a_mastered().settings


def test_html_is_escaped_and_text_is_not() -> None:
    assert _fill("{{ t }}", "x_html_j2", t='<b>"&') == "&lt;b&gt;&#34;&amp;"
    assert _fill("{{ t }}", "x_txt_j2", t='<b>"&') == '<b>"&'


@pytest.mark.parametrize(
    ("text", "value", "printed"),
    [
        ("{{ t }}", "Mitarbeiter*innen und Bürger*innen", r"Mitarbeiter\*innen und Bürger\*innen"),
        ("{{ t }}", "[x](y) <b> `c` a_b", r"\[x\](y) \<b\> \`c\` a\_b"),
        ("{{ t }}", "5. März", r"5\. März"),
        ("{{ t }}", "- eins", r"\- eins"),
        ("[hier]({{ t }})", "https://a.test/x_(1)?y=*", "[hier](https://a.test/x_%281%29?y=%2A)"),
        ("{{ t | safe }}", "**fett**", "**fett**"),
        ("**{{ t }}**", "fett", "**fett**"),
    ],
)
def test_markdown_reads_what_a_template_prints_as_words(
    text: str, value: str, printed: str
) -> None:
    assert _fill(text, "x_md_j2", t=value) == printed


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1))
def test_whatever_is_printed_into_markdown_comes_out_as_it_was(text: str) -> None:
    read = plain_text(f"x{as_markdown(text)}x", "en")

    assert _without_typography(read) == _without_typography(f"x{text}x")


def _without_typography(text: str) -> str:
    """Leave out what smart quotes may change."""
    return "".join(letter for letter in text if letter not in "\"'“”‘’")


@pytest.mark.parametrize(
    ("text", "what", "hint", "place"),
    [
        (
            "a\n{{ titel }}",
            "there is no variable `titel`",
            "did you mean `title`?",
            "templates/x.txt.j2:2",
        ),
        (
            "{{ zzz }}",
            "there is no variable `zzz`",
            "possible here: `language`, `show`, `title`",
            "templates/x.txt.j2:1",
        ),
        (
            "\n\n{{ show.tittle }}",
            "there is nothing called `tittle` in this value",
            "did you mean `title`?",
            "templates/x.txt.j2:3",
        ),
        (
            "{{ show.zzz.more }}",
            "there is nothing called `zzz` in this value",
            None,
            "templates/x.txt.j2:1",
        ),
        (
            "x\n{{ title | minuts }}",
            "there is no filter `minuts`",
            "did you mean `minutes`?",
            "templates/x.txt.j2:2",
        ),
        (
            "{{ title is evn }}",
            "there is no test `evn`",
            "did you mean `even`?",
            "templates/x.txt.j2:1",
        ),
        (
            "x\n{% if title %}",
            "the block `if` has no end",
            None,
            "templates/x.txt.j2:2",
        ),
        (
            "{% include 'y.txt.j2' %}",
            "there is no template `y.txt.j2`",
            "did you mean `x.txt.j2`?",
            "templates/x.txt.j2:1",
        ),
        (
            "\n{{ title + 1 }}",
            "the template can't be filled: TypeError: ",
            "see docs/reference/templates.md",
            "templates/x.txt.j2:2",
        ),
        (
            "{{ titel() }}",
            "there is no variable `titel`",
            "did you mean `title`?",
            "templates/x.txt.j2:1",
        ),
        ("{{ titel | date }}", "there is no variable `titel`", "did you mean", "templates/x"),
        (
            "{{ 1 // 0 }}",
            "the template divides by zero",
            "see before that the divisor is not 0",
            "templates/x.txt.j2:1",
        ),
        *(
            (text, "the template makes too much text", "at most 20000000", "templates/x.txt.j2")
            for text in (
                "{{ 'x' * 999999999 }}",
                "{{ 999999999 * [1] }}",
                "{{ 9 ** 9 ** 9 }}",
                "{{ '%999999999d' % 1 }}",
                "{% for x in range(30000) %}{{ 'x' * 1000 }}{% endfor %}",
                "{% for x in range(9999) %}{% for y in range(9999) %}{% endfor %}{% endfor %}",
                "{{ 'x'.center(999999999) }}",
                "{{ 'x'.zfill(width=999999999) if false else 'x'.rjust(999999999) }}",
                "{{ 'x' | center(999999999) }}",
                "{{ 'x\\ny' | indent(width=999999999) }}",
            )
        ),
        (
            "{% for x in range(100001) %}{% endfor %}",
            "the template counts too far",
            "a `range` takes 100000 steps",
            "templates/x.txt.j2:1",
        ),
        ("{{ }}", "`}}` can't stand here", None, "templates/x.txt.j2:1"),
        ("{% nope %}", "there is no block `nope`", None, "templates/x.txt.j2:1"),
    ],
)
def test_a_mistake_is_told_with_place_and_advice(
    text: str, what: str, hint: str | None, place: str
) -> None:
    error = _refused(text, title="T", show=_settings().show)

    assert str(error.what).startswith(what)
    assert str(error.hint or "").startswith(hint or "")
    assert (error.hint is None) == (hint is None)
    assert str(error.place).startswith(place)


def test_a_mistake_in_an_included_template_is_told_where_it_stands() -> None:
    templates = _templates(a_txt_j2="x\n{% include 'b.txt.j2' %}", b_txt_j2="\n\n{{ nobody }}")

    with pytest.raises(TemplateError) as caught:
        templates.render("a.txt.j2", {})

    assert str(caught.value.place) == "templates/b.txt.j2:3"


def test_a_template_that_is_missing_is_told() -> None:
    with pytest.raises(TemplateError, match=r"there is no template `b.txt.j2`"):
        _templates(a_txt_j2="").render("b.txt.j2", {})


def test_a_template_that_includes_itself_is_told() -> None:
    error = _refused("{% include 'x.txt.j2' %}")

    assert str(error.what) == "the template includes or calls itself without end"
    assert error.hint


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ show.model_dump() }}",
        "{{ show.parse_file('/etc/hostname') }}",
        "{{ show.parse_raw('x', proto='pickle', allow_pickle=true) }}",
        "{{ show.model_fields.clear() }}",
        "{{ path.unlink() }}",
        "{{ path.read_text() }}",
        "{{ values.append(1) }}",
        "{{ _.__globals__ }}",
        "{{ '{0.__class__}'.format(1) }}",
        "{% for x in range(1000000000) %}{% endfor %}",
    ],
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_template_can_print_and_nothing_else(text: str, tmp_path: Path) -> None:
    file = tmp_path / "kept"
    file.write_text("secret", encoding="utf-8")

    error = _refused(text, show=_settings().show, path=file, values=[0])

    assert file.exists()
    assert "secret" not in str(error)


def test_what_may_be_read_hangs_on_the_type_and_is_refused_every_time() -> None:
    templates = _templates(a_txt_j2="{{ v.clear() }}", b_txt_j2="{{ v.clear }}")
    values = {"language": "de", "v": [1]}

    for _ in range(2):
        with pytest.raises(TemplateError):
            templates.render("a.txt.j2", values)

    assert (
        templates.render("b.txt.j2", {"language": "de", "v": SimpleNamespace(clear="hell")})
        == "hell"
    )
    assert values["v"] == [1]


def test_a_translation_fills_in_names_and_no_attributes() -> None:
    assert _fill("{{ _('{a.__class__} {a}', a=1) }}") == "{a.__class__} 1"


def test_modest_ranges_and_widths_work_on_every_page_anew() -> None:
    text = "{% for x in range(600000 // 10) %}{% endfor %}{{ 'a' | center(5) }}"
    templates = _templates(x_txt_j2="{% for n in range(9) %}" + text + "{% endfor %}")

    assert templates.render("x.txt.j2", {}) == templates.render("x.txt.j2", {})
    assert "  a    a  " in templates.render("x.txt.j2", {})


def test_loops_macros_blocks_and_methods_of_plain_values_work() -> None:
    text = (
        "{% macro m(x) %}<{{ x.upper() }}{{ caller() if caller is defined }}>{% endmacro %}"
        "{% for k, v in d.items() %}{{ loop.cycle('a', 'b') }}{{ k }}{{ v.isoformat() }}"
        "{% endfor %}"
        "{% set ns = namespace(n=0) %}{% for i in range(3) %}{% set ns.n = ns.n + i %}{% endfor %}"
        "{{ ns.n }}{{ m('x') }}{% call m('y') %}!{% endcall %}"
    )

    filled = _fill(text, d={"k": datetime(2026, 1, 2, tzinfo=UTC)})

    assert filled == "ak2026-01-02T00:00:00+00:003<X><Y!>"


def test_nothing_in_templates_depends_on_chance() -> None:
    assert "there is no filter `random`" in str(_refused("{{ [1, 2] | random }}").what)
    assert "there is no variable `lipsum`" in str(_refused("{{ lipsum() }}").what)
