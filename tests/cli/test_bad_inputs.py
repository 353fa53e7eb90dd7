"""Every bad input through `measure`, `master` and `build`: the right result, or words that help."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Final

import pytest
from tests.cli.bad_inputs import TABLE, Heard, Refused
from tests.cli.command_line import Outcome, run
from tests.recordings import Maker
from tests.shows import write
from tests.sounds import Ffmpeg, ffmpeg_or_leave_out

from podcaster.outside.audio import RealAudio

#: What people bring, or what befalls them: none of it may be lost from the tests.
NAMED: Final = (
    "truncated", "corrupt in the middle", "changing sample rate midway", "changing channels midway",
    "6 channels", "8 channels", "float beyond full scale", "NaN", "infinite", "DC offset",
    "96 kHz, 32 bit", "8 kHz mono", "one channel silent", "digital silence", "shorter than 400 ms",
    "zero length", "four hours", "a video file", "cover art inside", "wrong extension",
    "a decompression bomb", "more than 4 GB", "a pipe", "a disk that fills", "Ctrl-C",
)  # fmt: skip
#: What is no single recording has a test of its own.
ELSEWHERE: Final = {
    "four hours": ("tests.cli.test_long_inputs", "test_four_hours_need_little_memory"),
    "a decompression bomb": (
        "tests.cli.test_long_inputs",
        "test_a_bomb_that_hides_its_length_is_left_at_the_limit",
    ),
    "more than 4 GB": (
        "tests.outside.test_large_files",
        "test_a_file_of_more_than_4_gb_is_read_to_its_end",
    ),
    "a pipe": ("tests.cli.test_pipes", "test_a_named_pipe_is_mastered_like_the_file"),
    "a disk that fills": (
        "tests.cli.test_breaking_off",
        "test_a_disk_that_fills_is_told_and_nothing_is_left",
    ),
    "Ctrl-C": ("tests.cli.test_breaking_off", "test_a_signal_leaves_what_was_there"),
}
ROWS: Final = {f"{what}: {kind}": row for what, rows in TABLE.items() for kind, row in rows.items()}
REFUSED: Final = {
    name: (row.make, row.expected)
    for name, row in ROWS.items()
    if isinstance(row.expected, Refused)
}
HEARD: Final = {
    name: (row.make, row.expected) for name, row in ROWS.items() if isinstance(row.expected, Heard)
}
#: What a file that was there before holds.
OLDER: Final = b"older"
OUR_MISTAKE: Final = "mistake in the program"
#: Shorter than this, ffmpeg says nothing of the loudness (seconds).
LEAST_S: Final = 0.4
EPISODE: Final = """\
guid: "{number}"
title: "{title}"
summary: "{title}"
status: published
published_at: 2026-01-05T06:{number:02}:00+01:00
"""
#: What headers give away is said first, what only decoding shows afterwards.
ROUNDS: Final = 2


def slug(name: str) -> str:
    """Return a name that may stand in an address."""
    return "-".join(re.findall(r"[a-z0-9]+", name.lower()))


@pytest.mark.parametrize("what", NAMED)
def test_every_bad_input_has_its_tests(what: str) -> None:
    module, function = ELSEWHERE.get(what, (__name__, "test_bad_input_is_refused_with_advice"))

    assert TABLE.get(what) or what in ELSEWHERE
    assert callable(getattr(import_module(module), function))


def advised(outcome: Outcome, path: Path, words: str) -> bool:
    """Tell whether an outcome names the file, says what is wrong, and what to do."""
    says = re.compile(rf"^{re.escape(str(path))}: .*(?:{words}).*\nhint: \S", re.MULTILINE)
    return outcome.code == 1 and bool(says.search(outcome.err)) and OUR_MISTAKE not in outcome.err


@pytest.mark.parametrize("name", REFUSED)
def test_bad_input_is_refused_with_advice(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (make, expected), out = REFUSED[name], tmp_path / "out.mp3"
    path = make(tmp_path / "talk.wav")
    out.write_bytes(OLDER)
    before = set(tmp_path.iterdir())

    measured, mastered = run("measure", path), run("master", path, "-o", out)

    assert advised(mastered, path, expected.words), mastered
    assert advised(measured, path, expected.words) is ("measure" in expected.by), measured
    assert out.read_bytes() == OLDER
    assert set(tmp_path.iterdir()) == before


@pytest.mark.parametrize("name", HEARD)
def test_odd_input_is_measured_as_it_is_and_mastered_to_its_target(
    name: str, tmp_path: Path
) -> None:
    """A constant offset is left in: nobody hears it, and the peak that it costs is told."""
    (make, expected), out = HEARD[name], tmp_path / "out.mp3"
    path, judge = make(tmp_path / "talk.wav"), ffmpeg_or_leave_out()

    [read] = run("measure", path, "--json").json()
    mastered = run("master", path, "-o", out)

    lufs, dbtp = expected.lufs, expected.dbtp
    if lufs is None or dbtp is None:
        opinion = judge.opinion(path)
        lufs, dbtp = opinion.integrated_lufs, opinion.true_peak_dbtp
    assert (read["sample_rate_hz"], read["channels"]) == (expected.rate_hz, expected.channels)
    assert read["duration_s"] == pytest.approx(expected.length_s, abs=0.03)
    assert read["integrated_lufs"] == pytest.approx(lufs, abs=0.05)
    assert read["true_peak_dbtp"] == pytest.approx(dbtp, abs=0.3)
    assert mastered.code == 0
    assert_finished(out, length_of(path), judge)
    assert set(tmp_path.iterdir()) == {path, out}


def length_of(path: Path) -> float:
    """Return the length (seconds) of what is decoded, to the sample."""
    door = RealAudio()
    return sum(map(len, door.read(path))) / door.probe(path).sample_rate_hz


def assert_finished(out: Path, length_s: float, judge: Ffmpeg) -> None:
    """Let another program decode and measure a finished MP3."""
    facts, [read] = RealAudio().probe(out), run("measure", out, "--json").json()
    lufs, dbtp = read["integrated_lufs"], read["true_peak_dbtp"]
    if length_s >= LEAST_S:
        opinion = judge.opinion(out)
        as_played_lu = 3.01 if facts.channels == 1 else 0.0
        lufs, dbtp = opinion.integrated_lufs + as_played_lu, opinion.true_peak_dbtp

    assert lufs == pytest.approx(-16.0, abs=0.05)
    assert dbtp <= -1.0
    assert len(judge.decode(out, facts.channels)) == round(length_s * facts.sample_rate_hz)


@pytest.fixture
def show(tmp_path: Path) -> Path:
    """A show without episodes."""
    folder = tmp_path / "show"
    assert run("init", folder).code == 0
    return folder


def with_episodes(show: Path, makers: Mapping[str, Maker]) -> None:
    """Let each recording be an episode."""
    for number, (name, make) in enumerate(makers.items()):
        folder = show / "episodes" / slug(name)
        about = EPISODE.format(number=number, title=name)
        write(folder, {"episode.yaml": about, "notes.md": f"{name}\n"})
        make(folder / "talk.wav")


def test_a_show_is_built_of_all_that_is_odd(show: Path) -> None:
    with_episodes(show, {name: make for name, (make, _) in HEARD.items()})

    built = run("-C", show, "build")

    assert built.code == 0, built.err
    finished = list((show / "public").rglob("*.mp3"))
    read = run("measure", *finished, "--json").json()
    assert len(read) == len(HEARD)
    for each in read:
        assert each["integrated_lufs"] == pytest.approx(-16.0, abs=0.05), each
        assert each["true_peak_dbtp"] <= -1.0, each


def test_all_that_is_bad_in_a_show_is_told_and_nothing_is_built(show: Path) -> None:
    left = {name: row for name, row in REFUSED.items() if "build" in row[1].by}
    with_episodes(show, {name: make for name, (make, _) in left.items()})

    for _ in range(ROUNDS):
        built = run("-C", show, "build")
        assert built.code == 1
        for name in [name for name, (_, one) in left.items() if told(built, name, one.words)]:
            shutil.rmtree(show / "episodes" / slug(name))
            del left[name]

    assert list(left) == []
    assert not (show / "public").exists()


def told(outcome: Outcome, name: str, words: str) -> bool:
    """Tell whether an outcome says of an episode what is wrong, and what to do."""
    says = rf"^episodes/{slug(name)}/.*(?:{words}).*\nhint: \S"
    return bool(re.search(says, outcome.err, re.MULTILINE))
