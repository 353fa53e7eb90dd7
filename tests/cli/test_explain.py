"""What stands behind a code, in German and in English."""

from __future__ import annotations

import json

import pytest
from tests.cli.command_line import run
from tests.cli.test_completion import completed

from podcaster.model.codes import CODES
from podcaster.model.explanations import EXPLANATIONS


def test_a_code_is_explained_in_either_language() -> None:
    english, german = run("explain", "PC605"), run("--lang", "de", "explain", "pc605")

    assert english.code == german.code == 0
    assert english.out.startswith("PC605: There are at least three chapters")
    assert german.out.startswith("PC605: Es gibt mindestens drei Kapitel")
    for outcome in (english, german):
        assert len(outcome.out.splitlines()) == 5
        assert "https://podcasters.apple.com/support/5482-using-chapters" in outcome.out
    assert "psp1: nicht verlangt" in german.out


def test_without_a_code_all_are_listed_by_chapter() -> None:
    listed = run("explain").out

    assert [line.split()[0] for line in listed.splitlines() if line.startswith("  ")] == [*CODES]
    assert listed.startswith("PC1xx Files, YAML, structure")


def test_json_says_everything_for_programs() -> None:
    rows = json.loads(run("explain", "--json").out)

    assert [row["code"] for row in rows] == [*CODES]
    assert all(row["why"] and row["cure"] and row["sources"] for row in rows)
    assert {row["code"]: row["profiles"]["psp1"] for row in rows}["PC211"] == "warning"


@pytest.mark.parametrize("code", CODES)
def test_every_code_says_why_and_what_to_do_in_german(code: str) -> None:
    english, german = run("explain", code).out, run("--lang", "de", "explain", code).out

    pairs = zip(english.splitlines()[:3], german.splitlines()[:3], strict=True)
    same = [left for left, right in pairs if left.split(": ", 1)[1] == right.split(": ", 1)[1]]
    assert same == []


def test_an_unknown_code_gets_a_suggestion() -> None:
    outcome = run("explain", "PC065")

    assert outcome.code == 2
    assert "there is no code `PC065`" in outcome.err
    assert "hint:" in outcome.err


def test_codes_are_completed() -> None:
    offered = completed("podcaster explain pc60")

    assert "plain,PC601" in offered
    assert not any("PC611" in one for one in offered)


def test_every_source_has_a_name_and_a_safe_address() -> None:
    for explanation in EXPLANATIONS.values():
        for source in explanation.sources:
            assert source.name
            assert not source.address or source.address.startswith("https://")
