"""Measuring and mastering single files, good and bad, and Ctrl-C in the middle."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from tests.cli.command_line import Outcome, everything_in, run
from tests.shows import a_tone, clicks
from tests.sounds import speech_like, write_wav

#: A shell starts what runs in the background deaf to Ctrl-C; here it listens.
PROGRAM: Final = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
from podcaster.cli import main
sys.exit(main())
"""


def bad_audio(kind: str) -> bytes:
    """Return a file that is no usable recording."""
    good = a_tone(8.0, rate_hz=44100)
    return {
        "empty": b"",
        "text": b"Sehr geehrte Damen und Herren\n" * 50,
        "short": good[: len(good) // 2],
        "silent": a_tone(3.0, level=0.0),
    }[kind]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("empty", "is empty (0 bytes)"),
        ("text", "is not an audio file"),
        ("short", "is shorter than its own header says"),
        ("silent", "is silent"),
    ],
)
def test_bad_audio_is_named_and_nothing_is_written(tmp_path: Path, kind: str, words: str) -> None:
    bad = tmp_path / "bad.wav"
    bad.write_bytes(bad_audio(kind))
    (tmp_path / "out.mp3").write_bytes(b"older")

    outcome = run("master", bad, "-o", tmp_path / "out.mp3")

    assert outcome == Outcome(1, "", outcome.err)
    assert f"{bad}: {words}" in outcome.err
    assert (tmp_path / "out.mp3").read_bytes() == b"older"
    assert everything_in(tmp_path) == {"bad.wav", "out.mp3"}


@pytest.mark.parametrize("kind", ["empty", "text", "short"])
def test_new_takes_no_bad_audio(tmp_path: Path, kind: str) -> None:
    (tmp_path / "bad.wav").write_bytes(bad_audio(kind))
    run("init", tmp_path / "x")
    before = everything_in(tmp_path)

    outcome = run("-C", tmp_path / "x", "new", "eins", "--audio", tmp_path / "bad.wav")

    assert outcome.code == 1
    assert "bad.wav" in outcome.err
    assert everything_in(tmp_path) == before


def test_measure_reads_what_it_can_and_names_what_it_cannot(recording: Path) -> None:
    outcome = run("measure", recording, recording.with_name("missing.wav"), "--json")

    assert outcome.code == 1
    assert "missing.wav" in outcome.err
    [row] = outcome.json()
    assert row["duration_s"] == 8.0
    assert row["channels"] == 1
    assert -40 < row["integrated_lufs"] < -10


def test_measure_prints_a_table(recording: Path) -> None:
    outcome = run("measure", recording, environment={"PODCASTER_LANG": "de"})

    title, reading = outcome.out.splitlines()
    assert "Lautheit LUFS" in title
    assert reading.startswith(str(recording))
    assert "0:08.0" in reading


@pytest.mark.parametrize("suffix", ["mp3", "m4a", "opus"])
def test_master_brings_a_file_to_its_target(recording: Path, suffix: str) -> None:
    out = recording.with_name(f"out.{suffix}")

    outcome = run("master", recording, "-o", out, "--lufs=-18", "--json")

    row = outcome.json()
    assert set(row) == {"input", "output", "gain_db", "wall_s", "treatment", "warnings"}
    assert row["output"]["file"] == str(out)
    assert abs(row["output"]["integrated_lufs"] + 18) <= 0.3
    assert run("measure", out, "--json").json()[0]["integrated_lufs"] == pytest.approx(
        row["output"]["integrated_lufs"], abs=0.05
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_while_mastering_leaves_what_was_there(
    number: signal.Signals, tmp_path: Path
) -> None:
    (tmp_path / "long.wav").write_bytes(a_tone(300.0, rate_hz=44100, channels=2))
    (tmp_path / "out.mp3").write_bytes(b"older")
    running = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "master", "long.wav", "-o", "out.mp3"],
        cwd=tmp_path,
        env=os.environ | {"PODCASTER_LANG": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline_s = time.monotonic() + 60
    while not list(tmp_path.glob(".*")) and time.monotonic() < deadline_s:
        time.sleep(0.05)

    running.send_signal(number)
    out, err = running.communicate(timeout=60)

    assert (running.returncode, out) == (128 + number, "")
    assert err == "interrupted; nothing is left half done\n"
    assert (tmp_path / "out.mp3").read_bytes() == b"older"
    assert everything_in(tmp_path) == {"long.wav", "out.mp3"}


def test_a_file_that_misses_its_target_is_written_and_told(tmp_path: Path) -> None:
    (tmp_path / "clicks.wav").write_bytes(clicks(5.0))

    outcome = run("master", tmp_path / "clicks.wav", "-o", tmp_path / "out.mp3")

    assert outcome.code == 1
    assert "LU off its target" in outcome.err
    assert (tmp_path / "out.mp3").is_file()


def test_the_bit_rate_of_an_mp3_may_vary(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(a_tone(3.0))

    outcome = run("master", tmp_path / "a.wav", "-o", tmp_path / "a.mp3", "--vbr", "4")

    assert outcome.code == 0
    assert b"Xing" in (tmp_path / "a.mp3").read_bytes()[:100]


@pytest.mark.parametrize("more", [("a.opus",), ("a.mp3", "--bitrate", "96")])
def test_what_does_not_go_with_a_varying_bit_rate_is_refused(
    more: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "a.wav").write_bytes(a_tone(1.0))
    name, *options = more

    outcome = run("master", tmp_path / "a.wav", "-o", tmp_path / name, "--vbr", "4", *options)

    assert outcome.code == 2
    assert "`--vbr` belongs to an MP3 without `--bitrate`" in outcome.err
    assert everything_in(tmp_path) == {"a.wav"}


def test_a_faulty_recording_is_mastered_with_a_warning(tmp_path: Path) -> None:
    raw = tmp_path / "raw.wav"
    reversed_side = np.array([1.0, -1.0], np.float32)
    write_wav(raw, speech_like(6, bursts=False) * reversed_side)

    shown = run("master", raw, "-o", tmp_path / "a.mp3")
    data = run("master", raw, "-o", tmp_path / "b.mp3", "--json")

    assert (shown.code, data.code) == (0, 0)
    assert f"{raw}: " in shown.err
    assert "PC424" in shown.err
    [warning] = json.loads(data.out)["warnings"]
    assert (warning["code"], warning["severity"]) == ("PC424", "warning")
    assert warning["file"] == str(raw)
