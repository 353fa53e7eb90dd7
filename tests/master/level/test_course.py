"""What mastering tells about its course agrees with what was recorded."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from tests.sounds import sine, stereo

from podcaster.master.level import course as courses
from podcaster.master.level.course import MOST_POINTS, as_recorded, course_of
from podcaster.master.level.limiter import NO_PEAKS, Limiter, PeakMap
from podcaster.master.meter import loudness
from podcaster.master.meter.measure import read_meters
from podcaster.master.sound import file_sound
from podcaster.model.course import Course
from podcaster.outside.audio import RealAudio


def the_course(path: Path, limiter: Limiter) -> Course:
    """Return the course of a file that came out as it went in."""
    door = RealAudio()
    facts = door.probe(path)
    reading = read_meters(file_sound(path, facts, door), facts)
    return course_of(reading, facts.sample_rate_hz, limiter, reading, path, door)


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """Return 6 s at -23 LUFS, 6 s at -33 LUFS, and 4 s of silence."""
    path = tmp_path / "steps.wav"
    sound = stereo(sine(-23, 6), sine(-33, 6), np.zeros(4 * 48000))
    soundfile.write(path, sound, 48000, subtype="FLOAT")
    return path


def test_the_curves_follow_the_recording(recording: Path) -> None:
    course = the_course(recording, Limiter(NO_PEAKS, 0.0, -1.0))

    levels = course.before.short_term_lufs
    assert course.step_s == 0.1
    assert len(levels) == 160
    assert levels[0] is None
    assert levels[30] == pytest.approx(-23, abs=0.05)
    assert levels[90] == pytest.approx(-33, abs=0.05)
    assert course.before.momentary_lufs[65] == pytest.approx(-33, abs=0.05)
    assert course.before.momentary_lufs[140] is None
    assert course.after == course.before


def test_the_limiters_work_stands_where_the_peak_is(recording: Path) -> None:
    peak = PeakMap(np.array([5000]), np.array([3.05], np.float32), -1.05)

    course = the_course(recording, Limiter(peak, 0.0, -1.0))

    assert course.limiter_db[49:51] == pytest.approx((-4.1, -4.1), abs=0.06)
    assert course.limiter_db[40] == 0.0
    assert course.limiter_db[55] == 0.0
    assert 0.02 < course.limited_s < 0.1


def test_the_highest_peak_is_the_meters_and_stands_in_the_loud_part(recording: Path) -> None:
    course = the_course(recording, Limiter(NO_PEAKS, 0.0, -1.0))

    assert course.limited_s == 0.0
    assert course.peaks[0].dbtp == pytest.approx(-23, abs=0.2)
    assert all(peak.at_s <= 6.01 for peak in course.peaks)
    assert len({int(peak.at_s) for peak in course.peaks}) == len(course.peaks) == 5


@pytest.mark.parametrize("length_s", [0.05, 2.0, 130.0])
def test_no_course_has_more_points_than_a_screen(length_s: float, tmp_path: Path) -> None:
    path = tmp_path / "tone.wav"
    soundfile.write(path, sine(-20, length_s, rate_hz=8000), 8000)

    course = the_course(path, Limiter(NO_PEAKS, 0.0, -1.0))

    curves = (course.before.short_term_lufs, course.after.momentary_lufs, course.limiter_db)
    [points] = {len(curve) for curve in curves}
    assert 1 <= points <= MOST_POINTS
    assert (points - 1) * course.step_s < length_s <= points * course.step_s + 1e-9


def test_what_was_treated_is_told_as_it_was_recorded(recording: Path) -> None:
    joined = the_course(recording, Limiter(NO_PEAKS, 0.0, -1.0))
    moments_lufs = np.repeat([-50.0, -44.0, -120.0], 400)

    course = as_recorded(joined, moments_lufs, from_s=2.0)

    levels = course.before.short_term_lufs
    assert levels[:35] == joined.before.short_term_lufs[:35]
    assert levels[40] == pytest.approx(-50, abs=0.01)
    assert levels[80] == pytest.approx(-44, abs=0.01)
    assert course.before.momentary_lufs[120] is None
    assert levels[126:] == joined.before.short_term_lufs[126:]
    assert course.after == joined.after


def test_what_is_shorter_than_a_window_changes_nothing(recording: Path) -> None:
    joined = the_course(recording, Limiter(NO_PEAKS, 0.0, -1.0))

    assert as_recorded(joined, np.full(20, -50.0), 2.0) == joined


def test_curves_are_the_same_however_much_of_them_is_seen_at_once(
    recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limiter, moments_lufs = Limiter(NO_PEAKS, 0.0, -1.0), np.repeat([-50.0, -44.0], 500)
    joined = the_course(recording, limiter)
    whole = as_recorded(joined, moments_lufs, from_s=2.0)

    for module in (courses, loudness):
        monkeypatch.setattr(module, "PIECE_STEPS", 77)

    assert the_course(recording, limiter) == joined
    assert as_recorded(joined, moments_lufs, from_s=2.0) == whole
