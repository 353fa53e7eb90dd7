"""`podcaster master --report`: written with the file, or refused before anything is done."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.command_line import everything_in, run


def test_a_report_is_written_in_both_forms_and_the_same_every_time(recording: Path) -> None:
    out, page, data = (recording.with_name(f"out.{end}") for end in ("mp3", "html", "json"))
    command = ("master", recording, "-o", out, "--report", page, "--report", data)

    outcome = run(*command)
    first = (page.read_bytes(), data.read_bytes())
    again = run(*command)

    assert (outcome.code, again.code) == (0, 0)
    assert (page.read_bytes(), data.read_bytes()) == first
    row = json.loads(first[1])
    assert set(row) == {
        "version", "input", "output", "gain_db", "target", "format", "size_bytes", "course",
        "warnings",
    }  # fmt: skip
    assert row["warnings"] == json.loads(run(*command, "--json").out)["warnings"]
    assert row["target"] == {"lufs": -16.0, "ceiling_dbtp": -1.0}
    assert row["size_bytes"] == out.stat().st_size
    assert row["course"]["peaks"][0]["dbtp"] == pytest.approx(
        row["output"]["true_peak_dbtp"], abs=0.02
    )
    assert max(filter(None, row["course"]["after"]["short_term_lufs"])) == pytest.approx(
        row["output"]["max_short_term_lufs"], abs=0.02
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("report.pdf", "can't be a report"),
        ("folder.html", "can't be a report"),
        ("twice.html", "would be written over"),
    ],
)
def test_a_name_that_will_not_do_is_refused_before_any_work(
    recording: Path, name: str, words: str
) -> None:
    recording.with_name("folder.html").mkdir()
    before, report = everything_in(recording.parent), recording.with_name(name)

    outcome = run(
        "master", recording, "-o", recording.with_name("out.mp3"), "--report", report,
        "--report", recording.with_name("twice.html"),
    )  # fmt: skip

    assert outcome.code == 2
    assert words in outcome.err
    assert everything_in(recording.parent) == before
