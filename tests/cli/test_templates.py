"""What the templates are, and a copy of one that takes the default one's place."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.command_line import run
from tests.shows import a_show

from podcaster import pipeline
from podcaster.model.templates import TEMPLATE_CONTEXT
from podcaster.scaffold import default_templates


def test_every_template_script_and_style_is_listed_with_what_it_needs(tmp_path: Path) -> None:
    show = a_show(tmp_path)
    (show / "templates").mkdir()
    (show / "templates" / "news.md.j2").write_text("Neu", encoding="utf-8")

    rows = {row["name"]: row for row in run("-C", show, "templates", "--json").json()}

    assert set(rows) >= {*TEMPLATE_CONTEXT, "podcaster.js", "deck.css"}
    assert all(row["makes"].endswith(".") for row in rows.values())
    assert [name for name, row in rows.items() if row["own"]] == ["news.md.j2"]
    assert rows["news.md.j2"]["needs"] == ["episode", "item", "language", "show"]
    told = run("-C", show, "--lang", "de", "templates").out
    assert "news.md.j2" in told
    assert "eigene" in told
    assert "Der Text der Meldung zu einer Folge, in Markdown." in told


def test_an_ejected_template_is_the_default_one_and_the_show_still_checks(tmp_path: Path) -> None:
    show = a_show(tmp_path)

    for name in default_templates():
        made = run("-C", show, "templates", "eject", name)

        assert made.code == 0, made.err
        path = show / "templates" / name
        assert made.out == f"{path}\n"
        assert path.read_text(encoding="utf-8") == default_templates()[name]
    assert run("-C", show, "check").code == 0


def test_nothing_of_the_editors_is_ever_replaced(tmp_path: Path) -> None:
    show = a_show(tmp_path)
    (show / "templates").mkdir()
    own = show / "templates" / "news.md.j2"
    own.write_text("mine", encoding="utf-8")

    again = run("-C", show, "templates", "eject", "news.md.j2")

    assert again.code == 2
    assert "the show has its own `news.md.j2` already" in again.err
    assert own.read_text(encoding="utf-8") == "mine"


def test_a_name_that_is_none_gets_a_suggestion_and_leads_nowhere_else(tmp_path: Path) -> None:
    show = a_show(tmp_path)

    assert "did you mean `news.md.j2`?" in run("-C", show, "templates", "eject", "new.md.j2").err
    for wrong in ("../publish.yaml", "/etc/hostname", "episode.schema.json"):
        assert run("-C", show, "templates", "eject", wrong).code == 2
    assert run("-C", show, "templates", "eject").code == 2
    assert run("-C", show, "templates", "list", "news.md.j2").code == 2
    assert not (show / "templates").exists()


def test_a_template_without_end_stops_the_build_and_leaves_the_pages_alone(
    show: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "SHOW_CPU_S", 1)
    assert run("-C", show, "build").code == 0
    page = (show / "public" / "index.html").read_bytes()
    own = show / "templates" / "show.html.j2"
    own.parent.mkdir(exist_ok=True)
    loops = "".join(f"{{% for {name} in 'x' * 9999 %}}" for name in "abc")
    own.write_text(f"Neu\n{loops}{'{% endfor %}' * 3}", encoding="utf-8")

    built = run("-C", show, "build")

    assert built.code == 1
    assert "templates/show.html.j2:2: the template takes too long" in built.err
    assert (show / "public" / "index.html").read_bytes() == page
