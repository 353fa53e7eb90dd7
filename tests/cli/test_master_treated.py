"""`podcaster master` treats a recording as a show would."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from tests.cli.command_line import everything_in, run
from tests.master.treatment.voices import RATE_HZ, noise, silence, voice
from tests.sounds import write_wav

from podcaster.cli.master import PRESETS as NAMED
from podcaster.model.treatment import PRESETS


@pytest.fixture
def interview(tmp_path: Path) -> Path:
    """Silence, a voice, a much softer one; some peaks are cut off."""
    said = [silence(4), voice(2, 9), voice(12, 9, pitch=0.85) * np.float32(0.25)]
    whole = np.clip(3 * np.concatenate(said) + noise(22, -60), -0.8, 0.8)
    return write_wav(tmp_path / "talk.wav", whole[:, None], RATE_HZ)


def test_a_preset_does_what_it_does_in_a_show(interview: Path) -> None:
    out, report = interview.with_name("out.mp3"), interview.with_name("report.json")

    outcome = run("master", interview, "-o", out, "--preset", "speech", "--report", report)

    assert outcome.code == 0, outcome.err
    for deed in ("voices levelled: ", "noise reduced: ", "cut at the beginning: 3.7"):
        assert deed in outcome.err
    row = json.loads(report.read_bytes())
    assert row["treatment"]["trimmed_start_s"] == pytest.approx(3.7, abs=0.3)
    assert row["input"]["duration_s"] == pytest.approx(22)
    assert row["output"]["duration_s"] == pytest.approx(18.3, abs=0.3)
    assert row["input"]["file"] == str(interview)
    assert everything_in(interview.parent) == {"talk.wav", "out.mp3", "report.json"}


def test_faults_that_treatment_hides_are_told_and_mended_ones_are_not(interview: Path) -> None:
    codes = {
        preset: [
            row["code"]
            for row in json.loads(
                run(
                    "master", interview, "-o", interview.with_name("out.mp3"), "--json",
                    "--preset", preset,
                ).out
            )["warnings"]
        ]
        for preset in ("as-is", "speech")
    }  # fmt: skip

    assert codes == {"as-is": ["PC422", "PC429"], "speech": ["PC422"]}


def test_lines_of_a_file_count_more_than_the_preset(interview: Path) -> None:
    lines = interview.with_name("lines.yaml")
    lines.write_text("level: false\ntrim: false\nnoise: keep\n")
    command = ("master", interview, "-o", interview.with_name("out.mp3"), "--json")

    row = json.loads(run(*command, "--preset", "speech", "--treatment", lines).out)

    assert row["output"]["duration_s"] == pytest.approx(22)
    assert row["treatment"]["noise"] == "keep"
    assert row["treatment"]["most_gain_db"] == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("noise: keep\nlevle: true\n", ":2:1: PC105 `levle` is not a key"),
        ("high_pass_hz: 4000\n", ":1:15: "),
        (None, ": PC110 there is no file"),
    ],
)
def test_a_file_that_can_not_be_understood_is_told_line_by_line(
    interview: Path, text: str | None, words: str
) -> None:
    lines = interview.with_name("lines.yaml")
    if text is not None:
        lines.write_text(text)
    before = everything_in(interview.parent)

    outcome = run(
        "master", interview, "-o", interview.with_name("out.mp3"), "--treatment", lines
    )  # fmt: skip

    assert outcome.code == 2
    assert f"{lines}{words}" in outcome.err
    assert everything_in(interview.parent) == before


def test_help_knows_all_presets() -> None:
    assert set(NAMED) == set(PRESETS)
