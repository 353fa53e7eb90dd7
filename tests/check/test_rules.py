"""What follows from findings: what stops, what is lenient, what is out at this moment."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.shows import NOW, a_news_item, a_show, a_tone, a_workspace, an_episode, change, write

from podcaster.check import CHECKS, check, find
from podcaster.errors import FindingsError
from podcaster.load import load
from podcaster.model.checked import Checked
from podcaster.model.findings import Finding, Severity

YESTERDAY = (NOW - timedelta(days=1)).isoformat()
TOMORROW = (NOW + timedelta(days=1)).isoformat()
NEXT_WEEK = (NOW + timedelta(days=7)).isoformat()


def checked(show: Path) -> Checked:
    draft = load(show, a_workspace(show))
    return check(draft, draft.settings)


def shown(row: Finding) -> str:
    """Say a finding as the house's guide of style shows it."""
    number = str(row.place.line)
    return "\n".join(
        [
            f"{row.place}: {row.code} {row.message}",
            f"  {number} | {row.source}",
            f"  {' ' * len(number)} | {' ' * (row.place.column - 1)}{'^' * row.place.length}",
            f"hint: {row.hint}",
        ]
    )


def test_the_commonest_mistake_is_explained_in_plain_words(tmp_path: Path) -> None:
    show = a_show(tmp_path)
    title = '"Plätze: Wem gehört die Stadt?"'
    change(show / "episodes/eins/episode.yaml", title, "Sicherheit: Was nun?")

    (row,) = find(load(show, a_workspace(show)))

    assert (
        shown(row)
        == """\
episodes/eins/episode.yaml:2:18: PC103 a colon with a blank behind it can't stand in a text \
without quotation marks
  2 | title: Sicherheit: Was nun?
    |                  ^
hint: put the text in quotation marks: `title: "Sicherheit: Was nun?"`"""
    )


def test_a_caret_underlines_what_is_meant(tmp_path: Path) -> None:
    show = a_show(tmp_path)
    change(show / "publish.yaml", '["Government", ', '["Goverment", ')

    (row,) = find(load(show, a_workspace(show)))

    assert (
        shown(row)
        == """\
publish.yaml:9:16: PC201 `Goverment` is not a category that Apple knows
  9 |   categories: ["Goverment", "News > Politics"]
    |                ^^^^^^^^^^^
hint: did you mean `Government`?"""
    )


def test_what_is_out_is_newest_first_and_what_is_not_soonest_first(tmp_path: Path) -> None:
    show = a_show(tmp_path)
    an_episode(show, "alt", published_at="2025-01-01T00:00:00Z")
    an_episode(show, "neu", published_at=YESTERDAY)
    an_episode(show, "bald", published_at=TOMORROW)
    an_episode(show, "spaeter", published_at=NEXT_WEEK)
    an_episode(show, "entwurf", status="draft", published_at=YESTERDAY)
    a_news_item(show, "papier")
    a_news_item(show, "tagung", published_at=NEXT_WEEK)
    a_news_item(show, "skizze", status="draft")

    made = checked(show)

    assert [episode.slug for episode in made.episodes] == ["neu", "eins", "alt"]
    assert [episode.slug for episode in made.scheduled] == ["bald", "spaeter"]
    assert [item.slug for item in made.news] == ["papier"]
    assert made.findings == ()


def test_what_is_due_at_this_very_moment_is_out(tmp_path: Path) -> None:
    show = a_show(tmp_path, episode={"published_at": NOW.isoformat()})

    assert [episode.slug for episode in checked(show).episodes] == ["eins"]


def test_numbers_and_slugs_break_ties(tmp_path: Path) -> None:
    show = a_show(tmp_path)
    for slug, number in (("b", 3), ("c", 2), ("a", 10), ("d", None), ("e", None)):
        an_episode(show, slug, number=number, published_at=YESTERDAY)

    assert [episode.slug for episode in checked(show).episodes] == ["a", "b", "c", "e", "d", "eins"]


def test_errors_of_a_draft_are_warnings(tmp_path: Path) -> None:
    show = a_show(tmp_path)
    draft = an_episode(show, "entwurf", status="draft")
    (draft / "raw.wav").unlink()
    write(draft, {"notes.md": "<script>x</script>", "chapters.txt": "kein Kapitel\n"})

    made = checked(show)

    assert [row.code for row in made.findings] == ["PC601", "PC401", "PC702"]
    assert {row.severity for row in made.findings} == {Severity.WARNING}


def test_an_error_beside_a_draft_stays_an_error(tmp_path: Path) -> None:
    show = a_show(tmp_path)
    an_episode(show, "entwurf", status="draft")
    (show / "episodes/eins/raw.wav").unlink()

    with pytest.raises(FindingsError) as caught:
        checked(show)

    assert [row.code for row in caught.value.findings if row.stops] == ["PC401"]


def test_a_draft_that_cannot_be_understood_is_an_error(tmp_path: Path) -> None:
    show = a_show(tmp_path)
    an_episode(show, "entwurf", status="draft", title=None)

    with pytest.raises(FindingsError) as caught:
        checked(show)

    assert [row.code for row in caught.value.findings] == ["PC106"]


@pytest.mark.parametrize(
    ("one", "two", "codes"), [(None, None, ["PC317"]), (None, 2, []), (2, None, [])]
)
def test_two_at_one_moment_are_in_order_if_one_says_its_position(
    tmp_path: Path, one: int | None, two: int | None, codes: list[str]
) -> None:
    show = a_show(tmp_path, episode={"published_at": YESTERDAY, "position": one})
    an_episode(show, "zwei", number=2, published_at=YESTERDAY, position=two)

    found = find(load(show, a_workspace(show)))

    assert [row.code for row in found if row.code == "PC317"] == codes


@pytest.mark.parametrize(
    ("key", "file"),
    [("chapters", "fehlt.txt"), ("notes", "fehlt.md"), ("transcript", "fehlt.vtt")],
)
def test_a_file_that_is_named_and_missing_is_told_once(tmp_path: Path, key: str, file: str) -> None:
    with_it = find(load(show := a_show(tmp_path / "a"), a_workspace(show)))
    show = a_show(tmp_path / "b", episode={key: file})

    found = find(load(show, a_workspace(show)))

    added = [row.code for row in found if row.code not in {one.code for one in with_it}]
    assert added == ["PC110"]


def test_findings_stand_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    show = a_show(tmp_path)
    an_episode(show, "zwei", guid="2026-eins", season=0, number=0)
    an_episode(show, "drei", guid="2026-eins", title="Folge 3: x")
    change(show / "publish.yaml", "Government", "Goverment")

    places = [row.place for row in find(load(show, a_workspace(show)))]

    assert len(places) >= 5
    assert places == sorted(places)


def test_rules_are_statements_with_an_explanation() -> None:
    for rule in CHECKS:
        assert (rule.__doc__ or "").endswith("."), rule
    assert len(set(CHECKS)) == len(CHECKS)


@pytest.mark.parametrize(
    "line",
    [
        "`<script>` in Code",
        "<https://stadt.test/onload=1>",
        "a <b und c> d",
        "Das JavaScript: eine Sprache",
        "Mitarbeiter*innen <3",
        "    ",
        "5 < 6 und onclick = egal",
    ],
)
def test_harmless_texts_are_left_alone(tmp_path: Path, line: str) -> None:
    show = a_show(tmp_path, files={"episodes/eins/notes.md": f"Guten Tag\n\n{line}\n"})

    assert find(load(show, a_workspace(show))) == ()


@pytest.mark.parametrize(
    "line",
    [
        "<SCRIPT SRC=//x>",
        "< script >x",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,<script>)",
        "<script",
    ],
)
def test_scripts_are_found_in_any_dress(tmp_path: Path, line: str) -> None:
    show = a_show(tmp_path, files={"episodes/eins/news.md": f"Guten Tag\n\n{line}\n"})

    found = find(load(show, a_workspace(show)))

    assert [(row.code, row.place.line) for row in found] == [("PC702", 3)]


def test_every_script_of_a_line_is_found(tmp_path: Path) -> None:
    line = (
        "<script>x()</script> <b>fett</b> <img src=x onerror=y()> "
        "[a](javascript:a()) [b](javascript:b()) <i>kursiv</i>"
    )
    show = a_show(tmp_path, files={"episodes/eins/notes.md": f"{line}\n"})

    found = find(load(show, a_workspace(show)))

    assert [(row.code, row.place.column) for row in found] == [
        ("PC702", 1),
        ("PC703", 22),
        ("PC702", line.index("onerror") + 1),
        ("PC702", line.index("javascript:a") + 1),
        ("PC702", line.index("javascript:b") + 1),
        ("PC703", line.index("<i>") + 1),
    ]


def test_topics_of_channels_are_compared_without_capital_letters(tmp_path: Path) -> None:
    website = {"type": "handover", "topics": ["plätze", "SICHERHEIT"]}
    show = a_show(tmp_path, channels={"website": website})

    assert find(load(show, a_workspace(show))) == ()


def test_code_in_fences_is_shown_and_not_run(tmp_path: Path) -> None:
    fence = "```\n<script>x</script>\n```\n"
    show = a_show(tmp_path, files={"episodes/eins/notes.md": fence})

    assert find(load(show, a_workspace(show))) == ()


def test_a_short_trailer_needs_no_chapters(tmp_path: Path) -> None:
    show = a_show(tmp_path, show={"trailer": "eins"}, episode={"kind": "trailer"})
    write(show, {"episodes/eins/raw.wav": a_tone(61, rate_hz=8000)})
    (show / "episodes/eins/chapters.txt").unlink()

    assert find(load(show, a_workspace(show))) == ()


def test_templates_may_use_macros_loops_and_parts_of_their_own(tmp_path: Path) -> None:
    text = (
        "{% from '_teil.j2' import dick %}{% set n = 1 %}{% macro m(x) %}{{ x }}{% endmacro %}"
        "{% for topic in episode.topics %}{{ loop.index }} {{ m(topic) | upper }}{% endfor %}"
        "{{ dick(n) }} {{ episode.published_at | date }} {{ _('x') }}"
    )
    show = a_show(tmp_path)
    files: dict[str, str | bytes | None] = {"news.md.j2": text, "_teil.j2": "{% macro dick(x) %}"}
    write(show / "templates", files | {"_teil.j2": "{% macro dick(x) %}{{ x }}{% endmacro %}"})

    assert find(load(show, a_workspace(show))) == ()


def test_an_absolute_channel_inside_the_sources_is_found(tmp_path: Path) -> None:
    show = a_show(
        tmp_path / "show",
        channels={
            "public": {"type": "folder", "path": str(tmp_path / "show" / "episodes")},
            "website": {"type": "handover", "path": str(tmp_path)},
        },
    )

    codes = [row.code for row in find(load(show, a_workspace(show)))]

    assert codes.count("PC903") == 2


def test_an_absolute_channel_elsewhere_is_fine(tmp_path: Path) -> None:
    path = str(tmp_path / "www")
    show = a_show(tmp_path / "show", channels={"public": {"type": "folder", "path": path}})

    assert find(load(show, a_workspace(show))) == ()
