"""What was heard before, byte for byte, is not heard again, and the reading is that of a whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.sounds import speech_like

from podcaster.master.meter import parts
from podcaster.master.meter.kweighting import grid
from podcaster.master.meter.measure import NO_CHECK, Check, Reading, read_meters
from podcaster.master.meter.parts import WINDOW_SEGMENTS, read_parts, write_parts
from podcaster.master.meter.rows import write_rows
from podcaster.master.meter.true_peak import Reach
from podcaster.master.mp3.encode import write_mp3
from podcaster.master.mp3.file import frame_places, own_bytes
from podcaster.master.mp3.marks import Known
from podcaster.master.mp3.unchanged import unchanged_parts
from podcaster.master.sound import file_sound, held_sound
from podcaster.model.audio import AudioFormat, Encoding
from podcaster.outside.audio import RealAudio

CODING = Encoding(AudioFormat.MP3, 64, 1, 44100)
WINDOW = WINDOW_SEGMENTS * grid(44100).segment
WINDOWS = 5


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Known:
    """An MP3 of five windows and a half."""
    path = tmp_path_factory.mktemp("known") / "old.mp3"
    sound = np.asarray(speech_like((WINDOWS + 0.5) * WINDOW / 44100, rate_hz=44100)[:, :1])
    marks = write_mp3(held_sound(sound, 44100), CODING, path)
    return Known(path, marks, CODING, tuple(reading(path).parts[:WINDOWS]))


def reading(path: Path) -> Reading:
    door = RealAudio()
    facts = door.probe(path)
    return read_meters(file_sound(path, facts, door), facts, check=NO_CHECK)


def with_damage(known: Known, at_s: float, path: Path) -> Path:
    """Copy a file, with other bytes in one frame."""
    data = bytearray(known.path.read_bytes())
    with known.path.open("rb") as file:
        places = frame_places(file, own_bytes(CODING))
    last = places[round(at_s * 44100 / 1152) + 1]
    data[last - 8 : last] = bytes(8)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("at_window", "windows"), [(0.5, {1, 2, 3, 4}), (2.5, {0, 1, 3, 4}), (3.01, {0, 1, 2, 4})]
)
def test_windows_away_from_a_change_are_known(
    known: Known, at_window: float, windows: set[int], tmp_path: Path
) -> None:
    changed = with_damage(known, at_window * WINDOW / 44100, tmp_path / "new.mp3")

    found = unchanged_parts(known, changed)

    assert {start // WINDOW for start in found} >= windows - {round(at_window) - 1}
    assert int(at_window) * WINDOW not in found


def test_a_reading_with_what_is_known_is_that_of_the_whole(known: Known, tmp_path: Path) -> None:
    changed = with_damage(known, 2.5 * WINDOW / 44100, tmp_path / "new.mp3")
    door = RealAudio()
    facts = door.probe(changed)
    sound = file_sound(changed, facts, door)

    found = read_meters(sound, facts, check=Check(unchanged_parts(known, changed)))

    whole = reading(changed)
    assert found.measurement("", facts) == whole.measurement("", facts)
    assert np.array_equal(found.powers, whole.powers)


def test_where_the_highest_peak_is_gone_all_is_read_again(known: Known) -> None:
    door = RealAudio()
    facts = door.probe(known.path)
    sound = file_sound(known.path, facts, door)
    hidden = {
        part.start: replace(part, reach=Reach(part.reach.peak / 2, 0.99))
        for part in known.parts[1:]
    }

    found = read_meters(sound, facts, check=Check(hidden))

    assert found.true_peak_dbtp == reading(known.path).true_peak_dbtp


def test_a_file_cut_short_is_known_up_to_there(known: Known, tmp_path: Path) -> None:
    short = tmp_path / "short.mp3"
    with known.path.open("rb") as file:
        places = frame_places(file, own_bytes(CODING))
    short.write_bytes(known.path.read_bytes()[: places[3 * WINDOW // 1152]])

    assert {start // WINDOW for start in unchanged_parts(known, short)} == {0, 1}


def test_where_the_bit_rate_varies_frames_are_told_by_their_number(tmp_path: Path) -> None:
    coding = Encoding(AudioFormat.MP3, None, 1, 44100, vbr_quality=4)
    sound = np.asarray(speech_like((WINDOWS + 0.5) * WINDOW / 44100, rate_hz=44100)[:, :1])
    old, new = tmp_path / "old.mp3", tmp_path / "new.mp3"
    marks = write_mp3(held_sound(sound, 44100), coding, old)
    earlier = Known(old, marks, coding, tuple(reading(old).parts[:WINDOWS]))
    with old.open("rb") as file:
        places = frame_places(file, own_bytes(coding))
    silent, data = bytes.fromhex("fffb10c4") + bytes(100), bytearray(old.read_bytes())
    at = 2 * WINDOW // 1152 + 20
    data[places[at] : places[at + 1]] = silent
    new.write_bytes(data)

    found = unchanged_parts(earlier, new)

    assert {start // WINDOW for start in found} == {0, 1, 3, 4}


def test_a_known_file_that_is_gone_or_damaged_tells_nothing(known: Known, tmp_path: Path) -> None:
    damaged = replace(known, path=tmp_path / "damaged.mp3")

    assert unchanged_parts(damaged, known.path) == {}
    damaged.path.write_bytes(bytes(1000) + known.path.read_bytes())
    assert unchanged_parts(damaged, known.path) == {}


def test_parts_are_read_back_or_not_believed(known: Known, tmp_path: Path) -> None:
    path = tmp_path / "a.parts.npz"
    write_parts(known.parts, WINDOW, path)

    found = read_parts(path)

    for one, other in zip(found, known.parts, strict=True):
        assert (one.start, one.frames, one.reach) == (other.start, other.frames, other.reach)
        assert np.array_equal(one.energies, other.energies)
        assert np.array_equal(one.steps, other.steps)
    path.write_bytes(path.read_bytes()[:-200])
    assert read_parts(path) == ()
    assert read_parts(tmp_path / "nothing.npz") == ()


def test_what_was_read_in_windows_of_another_size_is_not_believed(
    known: Known, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.parts.npz"
    monkeypatch.setattr(parts, "WINDOW_SEGMENTS", 64)
    write_rows(path, parts.in_windows("finished"), parts.columns_of(list(known.parts)))
    monkeypatch.undo()

    assert read_parts(path) == ()
