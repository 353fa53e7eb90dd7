"""Reports of `master --report` and `build`: written with the file, or refused at once."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from tests.cli.command_line import everything_in, run
from tests.master.treatment.voices import RATE_HZ, noise, silence, voice
from tests.shows import a_show, an_episode
from tests.sounds import write_wav


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
        "treatment", "warnings",
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


def test_reports_of_episodes_that_are_gone_go_and_other_files_stay(tmp_path: Path) -> None:
    show = a_show(tmp_path / "show")
    an_episode(show, "zwei", title="Zwei")
    assert run("-C", show, "build").code == 0
    reports = show / ".podcaster/reports"
    (reports / "mine.json").write_text('{"version": 1}')
    (reports / "mine.html").write_text("mine")
    (reports / "broken.json").write_text("{")
    shutil.rmtree(show / "episodes/zwei")

    outcome = run("-C", show, "build")

    assert outcome.code == 0, outcome.err
    assert {path.name for path in reports.iterdir()} == {
        "eins.html", "eins.json", "mine.html", "mine.json", "broken.json",
    }  # fmt: skip


def test_a_show_has_a_report_of_each_episode_with_what_was_treated(tmp_path: Path) -> None:
    show = a_show(tmp_path / "show", audio={"treatment": {"preset": "speech"}})
    samples = np.concatenate([silence(4), voice(2, 21)]) + noise(25, -60)
    write_wav(show / "episodes/eins/raw.wav", samples[:, None], RATE_HZ)

    first, again = run("-C", show, "build"), run("-C", show, "build")

    reports = show / ".podcaster/reports"
    assert (first.code, again.code) == (0, 0), first.err
    assert sorted(path.name for path in reports.iterdir()) == ["eins.html", "eins.json"]
    page = (reports / "eins.html").read_text("utf-8")
    assert "<h1>Mastering report: Plätze: Wem gehört die Stadt?</h1>" in page
    row = json.loads((reports / "eins.json").read_bytes())
    assert row["treatment"]["trimmed_start_s"] == pytest.approx(3.7, abs=0.3)
    assert row["treatment"]["noise"] == "reduce"
    assert len(row["course"]["after"]["short_term_lufs"]) == len(row["course"]["limiter_db"])
    assert max(filter(None, row["course"]["before"]["short_term_lufs"])) == pytest.approx(
        row["input"]["max_short_term_lufs"], abs=0.05
    )
    assert "cut at the beginning" in page
    assert not list((show / "public").rglob("*report*"))
