"""The meters against every row of Tech 3341, Tech 3342 and BS.2217, and beside ffmpeg's."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from tests.conformance import (
    Row,
    integrated,
    loudness_range,
    momentary,
    reading,
    rows,
    short_term,
    true_peak,
)
from tests.sounds import RATE_HZ, Ffmpeg, speech_like, write_wav

from podcaster.doors.audio import Samples
from podcaster.master.meter.loudness import STEPS
from podcaster.master.meter.measure import read_meters
from podcaster.master.sound import Sound, from_beginning
from podcaster.model.audio import AudioFacts

ROWS = {row.name: row for row in rows()}
#: One of each kind.
JUDGED = ("3341-3", "3341-5", "3341-6", "3341-9", "3341-12", "3341-16", "3341-19", "3342-4",
          "BS.2217 Summing -23", "BS.2217 Ls -24", "BS.2217 Sweep -18")  # fmt: skip


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_reads_every_row_within_its_tolerance(row: Row) -> None:
    off = row.off()

    assert off.min() >= -row.below
    assert off.max() <= row.above


@pytest.mark.parametrize("name", JUDGED)
def test_reads_what_ffmpegs_meter_reads(name: str, tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    samples = ROWS[name].signal()
    if samples.shape[1] == 1:  # ffmpeg takes one channel for one loudspeaker
        samples = np.repeat(samples, 2, axis=1)
    judged = said(write_wav(tmp_path / "a.wav", samples, subtype="FLOAT"), ffmpeg)

    read = reading(samples)

    if (lufs := integrated(read)[0]) > -70:
        assert judged["I"][-1] == pytest.approx(lufs, abs=0.1)
    assert judged["LRA"][-1] == pytest.approx(loudness_range(read)[0], abs=0.2)
    assert 20 * np.log10(judged["true_peak"][-1]) == pytest.approx(true_peak(read)[0], abs=0.1)
    for key, curve, first in (("M", momentary, 3), ("S", short_term, 29)):
        ours = curve(read)[::STEPS]
        theirs = judged[key][first : first + len(ours)]
        audible = theirs > -60
        assert ours[: len(theirs)][audible] == pytest.approx(theirs[audible], abs=0.1)


def said(path: Path, ffmpeg: Ffmpeg) -> dict[str, NDArray[np.float64]]:
    judge = "ebur128=peak=true:metadata=1,ametadata=print:file=-"
    printed = ffmpeg.run("-i", path, "-af", judge, "-f", "null", "-").decode()
    keys = ("I", "LRA", "M", "S", "true_peak")
    return {key: np.array([float(x) for x in found(key, printed)]) for key in keys}


def found(key: str, printed: str) -> list[str]:
    return re.findall(rf"r128\.{key}=(\S+)", printed)


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("lufs", [-23.0, -24.0])
def test_reads_voices_where_an_independent_meter_put_them(
    channels: int, lufs: float, tmp_path: Path, ffmpeg: Ffmpeg
) -> None:
    """BS.2217's voices are recordings of others; ffmpeg brings ours to their level."""
    voice = np.repeat(speech_like(20)[:, :1], 2, axis=1)
    there = ffmpeg.opinion(write_wav(tmp_path / "a.wav", voice, subtype="FLOAT")).integrated_lufs

    placed = voice[:, :channels] * np.float32(10 ** ((lufs - there) / 20))

    assert integrated(reading(placed))[0] == pytest.approx(lufs, abs=0.1)


@pytest.mark.parametrize(
    ("layout", "loud_db"),
    [
        (("FL", "FR", "FC", "LFE", "BL", "BR"), (0, 0, 0, None, 1.5, 1.5)),
        (("FL", "FR", "FC", "LFE", "SL", "SR"), (0, 0, 0, None, 1.5, 1.5)),
        (("FL", "FR", "FC", "LFE", "BL", "BR", "SL", "SR"), (0, 0, 0, None, 0, 0, 1.5, 1.5)),
        (("FL", "FR", "FC", "LFE", "SL", "SR", "BL", "BR"), (0, 0, 0, None, 1.5, 1.5, 0, 0)),
        (("FL", "FR", "LFE"), (0, 0, None)),
        (("FL", "FR", "FC", "BC"), (0, 0, 0, 0)),
        (("FL", "FR", "FC", "LFE", "TFL", "TFR", "XYZ"), (0, 0, 0, None, 0, 0, 0)),
    ],
)
def test_a_channel_counts_by_where_the_file_says_it_stands(
    layout: tuple[str, ...], loud_db: tuple[float | None, ...]
) -> None:
    voice = speech_like(2)[:, 0]
    front = np.stack([voice, 0 * voice], axis=1)
    for at, gain_db in enumerate(loud_db):
        alone = np.zeros((len(voice), len(layout)), np.float32)
        alone[:, at] = voice

        heard = integrated(reading(alone, layout=layout))[0]

        expected = -np.inf if gain_db is None else integrated(reading(front))[0] + gain_db
        assert heard == pytest.approx(expected, abs=0.01), layout[at]


@given(data=st.data(), cuts=st.lists(st.integers(1, 400_000), max_size=12))
@settings(max_examples=10, deadline=None)
def test_in_which_pieces_and_in_which_order_it_is_read_changes_nothing(
    data: st.DataObject, cuts: list[int]
) -> None:
    whole = speech_like(9)
    parts: list[Samples] = np.split(whole, sorted(set(cuts)))
    parts = [part for part in parts if len(part)]
    facts = AudioFacts("pcm", RATE_HZ, 2, 9.0)
    in_pieces = Sound(lambda start, stop: from_beginning(parts, start, stop), RATE_HZ, 2)
    threads = data.draw(st.sampled_from([1, 2, 3, 7]))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("podcaster.master.meter.windows.processors", lambda: threads)
        read, again = read_meters(in_pieces, facts), reading(whole)

    facts_of = [each.measurement("a", facts) for each in (read, again)]
    assert facts_of[0] == facts_of[1]
    assert np.array_equal(read.steps, again.steps)


def test_what_is_shorter_than_a_window_is_followed_by_silence() -> None:
    tone = ROWS["3341-13/1"].signal()[: RATE_HZ // 5]  # 200 ms of -23 LUFS

    assert momentary(reading(tone)).max() == pytest.approx(-26.0, abs=0.1)
    assert short_term(reading(tone)).max() == pytest.approx(-34.8, abs=0.1)


def test_silence_has_no_maximum() -> None:
    facts = AudioFacts("pcm", RATE_HZ, 2, 1.0)
    read = reading(np.zeros((RATE_HZ, 2), np.float32)).measurement("a", facts)

    assert read.max_momentary_lufs is None
    assert read.max_short_term_lufs is None


def test_the_highest_is_found_wherever_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("podcaster.master.meter.loudness.PIECE_STEPS", 70)
    read = reading(speech_like(9))
    told = read.measurement("a", AudioFacts("pcm", RATE_HZ, 2, 9.0))

    assert told.max_momentary_lufs == pytest.approx(momentary(read).max(), abs=1e-4)
    assert told.max_short_term_lufs == pytest.approx(short_term(read).max(), abs=1e-4)
