"""Measuring and mastering single files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from tests.cli.command_line import everything_in, run
from tests.shows import a_tone, clicks
from tests.sounds import RATE_HZ, ffmpeg_or_leave_out, sine, speech_like, stereo, write_wav

from podcaster.doors.audio import Samples


def bad_audio(kind: str) -> bytes:
    """Return a file that is no usable recording."""
    good = a_tone(8.0, rate_hz=44100)
    return {
        "empty": b"",
        "text": b"Sehr geehrte Damen und Herren\n" * 50,
        "short": good[: len(good) // 2],
    }[kind]


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


def test_a_file_that_misses_its_target_is_written_and_told(tmp_path: Path) -> None:
    (tmp_path / "clicks.wav").write_bytes(clicks(5.0))

    outcome = run("master", tmp_path / "clicks.wav", "-o", tmp_path / "out.mp3")

    assert outcome.code == 1
    assert "LU off its target: clicks or knocks" in outcome.err
    assert (tmp_path / "out.mp3").is_file()


def rumbling() -> Samples:
    """Return soft speech on a swing of 5 Hz, as wind makes it."""
    return speech_like(6, bursts=False) * np.float32(0.3) + stereo(sine(-5, 6, hz=5))


#: What can't come to its target, how it is mastered, and why it can't.
OFF: Final = {
    "rumble": (rumbling, "out.mp3", ("--bitrate", "128"), "rumble too deep to be heard takes all"),
    "high tones": (lambda: stereo(sine(-10, 3, hz=18000)), "out.mp3", (), "such high tones"),
    "a tone that comes out too loud": (
        lambda: stereo(sine(-10, 6, hz=15000)),
        "out.mp3",
        ("--bitrate", "64"),
        "such high tones",
    ),
    "a harsh tone of which clicks are left": (
        lambda: np.tile(np.array([0.9, 0.9, -0.9, -0.9], np.float32), (2, 48_000)).T,
        "out.mp3",
        ("--bitrate", "64"),
        "such high tones",
    ),
    "what no line of it holds": (
        lambda: stereo(sine(-10, 3, hz=19500)),
        "out.m4a",
        ("--bitrate", "64"),
        "is silent: this format keeps hardly anything of such high tones",
    ),
}


@pytest.mark.parametrize("name", OFF)
def test_what_keeps_a_file_from_its_target_is_said(name: str, tmp_path: Path) -> None:
    make, out, options, words = OFF[name]
    source = write_wav(tmp_path / "raw.wav", make())

    outcome = run("master", source, "-o", tmp_path / out, *options)

    assert outcome.code == 1
    assert words in outcome.err
    assert "clicks or knocks" not in outcome.err
    assert "\u221e" not in outcome.err


@pytest.mark.parametrize("preset", ["as-is", "speech"])
def test_channels_that_cancel_each_other_in_one_are_told_as_such(
    preset: str, tmp_path: Path
) -> None:
    reversed_side = np.array([1.0, -1.0], np.float32)
    one = speech_like(3, channels=1)
    source = write_wav(tmp_path / "raw.wav", one * reversed_side)

    outcome = run("master", source, "-o", tmp_path / "a.mp3", "--mono", "--preset", preset)

    assert outcome.code == 1
    assert f"{source}: is silent in one channel: left and right cancel" in outcome.err
    assert everything_in(tmp_path) == {"raw.wav"}


def test_half_a_second_of_speech_is_found_by_an_encoder_that_jumps(tmp_path: Path) -> None:
    """Opus comes out 0.14 LU softer when it is asked for 0.05 LU less."""
    silence = np.zeros((3 * RATE_HZ, 2), np.float32)
    speech = speech_like(0.5, seed=2)
    source = write_wav(tmp_path / "raw.wav", np.concatenate([silence, speech, silence]))

    run("master", source, "-o", tmp_path / "a.opus")

    judged = ffmpeg_or_leave_out().opinion(tmp_path / "a.opus")
    assert judged.integrated_lufs == pytest.approx(-16.0, abs=0.05)


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
