"""Music lies under words as loud as asked for, and nowhere else does anything change."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.master.test_show import mastered
from tests.master.treatment.voices import (
    RATE_HZ,
    at_lufs,
    level_db,
    lufs_of,
    music,
    noise,
    silence,
    voice,
)
from tests.shows import a_show, a_tone, an_episode
from tests.sounds import write_wav

from podcaster.doors.audio import Samples
from podcaster.errors import AudioError
from podcaster.master.meter.channels import to_channels
from podcaster.master.treatment.beds import Score, repeated
from podcaster.master.treatment.treat import Treated, treat
from podcaster.model.audio import Stem
from podcaster.model.bed import Bed, BedSettings, PassageSettings, bed_of
from podcaster.model.treatment import Treatment
from podcaster.outside.audio import RealAudio

#: 8 s of words, 6 s without any, 8 s of words.
SPEECH = np.concatenate([voice(2, 8), silence(6), voice(12, 8)])


def scored(
    folder: Path, bed: Bed, treatment: Treatment | None = None, body: Samples = SPEECH
) -> tuple[Samples, Treated]:
    source = write_wav(folder / "in.wav", body[:, None], RATE_HZ, "FLOAT")
    out = folder / "out.wav"
    done = treat([Stem(source)], treatment or Treatment(), out, RealAudio(), score=Score([bed]))
    return np.concatenate(list(RealAudio().read(out)))[:, 0], done


def hiss(folder: Path, length_s: float = 30.0) -> Path:
    """Noise as a stand-in for music: every part of it is equally loud."""
    return write_wav(folder / "bed.wav", at_lufs(noise(length_s, -30), -30)[:, None], RATE_HZ)


def part(samples: Samples, from_s: float, to_s: float) -> Samples:
    return samples[round(from_s * RATE_HZ) : round(to_s * RATE_HZ)]


def test_music_is_as_far_below_speech_as_asked_for(tmp_path: Path) -> None:
    bed = Bed(hiss(tmp_path), level_lu=-12, duck_db=-8, fade_s=1)

    after, _ = scored(tmp_path, bed)

    under = after - SPEECH
    assert lufs_of(part(under, 10.5, 13)) == pytest.approx(lufs_of(SPEECH) - 12, abs=1)
    assert lufs_of(part(under, 2, 7)) == pytest.approx(lufs_of(SPEECH) - 20, abs=1)
    assert lufs_of(part(under, 15, 20)) == pytest.approx(lufs_of(SPEECH) - 20, abs=1)


def test_a_passage_is_where_it_should_be_and_nothing_else_changes(tmp_path: Path) -> None:
    after, _ = scored(tmp_path, Bed(hiss(tmp_path), start_s=9, end_s=13, fade_s=1))

    assert np.array_equal(part(after, 0, 9), part(SPEECH, 0, 9))
    assert np.array_equal(part(after, 13, 22), part(SPEECH, 13, 22))
    under = part(after - SPEECH, 9, 13)
    assert level_db(part(under, 0, 0.2)) < level_db(part(under, 1.5, 2.5)) - 10
    assert level_db(part(under, 3.8, 4)) < level_db(part(under, 1.5, 2.5)) - 10


def test_short_music_is_repeated_without_a_seam(tmp_path: Path) -> None:
    body = np.concatenate([silence(0.1), voice(2, 2), silence(18)])

    after, _ = scored(tmp_path, Bed(hiss(tmp_path, 5.0), fade_s=0), body=body)

    seconds = [level_db(part(after, at, at + 1)) for at in range(6, 18)]
    assert np.ptp(seconds) < 1.0


@pytest.mark.parametrize(("frames", "seam"), [(1000, 100), (7, 2), (3, 0)])
def test_what_is_repeated_is_whole(frames: int, seam: int) -> None:
    once = np.arange(1, frames + 1, dtype=np.float32)[:, None]
    stream = repeated(lambda: iter(np.array_split(once, 3)), seam)

    found: Samples = np.zeros((0, 1), np.float32)
    while len(found) < 4 * frames:
        found = np.concatenate([found, next(stream)])

    turn = frames - seam
    assert np.array_equal(found[:turn], once[:turn])
    assert np.array_equal(found[turn + seam : 2 * turn], once[seam:turn])
    assert np.array_equal(found[2 * turn + seam : 3 * turn], once[seam:turn])


def test_music_moves_with_what_is_cut(tmp_path: Path) -> None:
    body = np.concatenate([silence(5), SPEECH])
    bed = Bed(hiss(tmp_path), start_s=5 + 9, end_s=5 + 13, fade_s=0)

    after, done = scored(tmp_path, bed, Treatment(trim=True), body)
    plain, _ = scored(tmp_path, Bed(bed.file, start_s=0, end_s=0.001), Treatment(trim=True), body)

    heard = np.flatnonzero(np.abs(after - plain[: len(after)]) > 1e-6) / RATE_HZ
    assert done.work.trimmed_start_s > 4
    assert heard[0] == pytest.approx(done.timeline.moved(14), abs=0.05)
    assert heard[-1] == pytest.approx(done.timeline.moved(18), abs=0.05)


def test_speech_is_levelled_before_music_is_laid_under_it(tmp_path: Path) -> None:
    soft = voice(12, 8) * np.float32(10 ** (-12 / 20))
    body = np.concatenate([voice(2, 8), silence(1), soft])
    bed = Bed(hiss(tmp_path), level_lu=-20, duck_db=0, fade_s=0)

    after, _ = scored(tmp_path, bed, Treatment(level=True), body)
    alone, _ = scored(tmp_path, Bed(bed.file, start_s=0, end_s=0.001), Treatment(level=True), body)

    under = after - alone
    assert level_db(part(under, 1, 7)) == pytest.approx(level_db(part(under, 10, 16)), abs=0.3)


def test_two_channels_of_music_make_two_of_a_voice(tmp_path: Path) -> None:
    notes = music(5)
    wide = write_wav(tmp_path / "wide.wav", np.stack([notes, -notes], axis=1), RATE_HZ, "FLOAT")
    source = write_wav(tmp_path / "in.wav", SPEECH[:, None], RATE_HZ, "FLOAT")

    treat([Stem(source)], Treatment(), tmp_path / "out.wav", RealAudio(), score=Score([Bed(wide)]))

    assert RealAudio().probe(tmp_path / "out.wav").channels == 2


@pytest.mark.parametrize("right", [0.0, 1.0])
@pytest.mark.parametrize("heard_in", [1, 2])
def test_wide_music_is_as_far_below_speech_in_any_number_of_channels(
    tmp_path: Path, heard_in: int, right: float
) -> None:
    draw = np.random.default_rng(3)
    hissing = 0.05 * draw.standard_normal((30 * RATE_HZ, 2), np.float32)
    wide = write_wav(tmp_path / "wide.wav", hissing, RATE_HZ, "FLOAT")
    speech = np.stack([SPEECH, right * SPEECH], axis=1)
    source = write_wav(tmp_path / "in.wav", speech, RATE_HZ, "FLOAT")
    score = Score([Bed(wide, level_lu=-12, duck_db=0, fade_s=1)], heard_in)

    treat([Stem(source)], Treatment(), tmp_path / "out.wav", RealAudio(), score=score)

    after = np.concatenate(list(RealAudio().read(tmp_path / "out.wav")))
    under, said = (lufs_of(to_channels(sound, heard_in)) for sound in (part(after, 10, 13), speech))
    assert under == pytest.approx(said - 12, abs=1)


def test_silent_music_is_told(tmp_path: Path) -> None:
    empty = write_wav(tmp_path / "empty.wav", silence(2)[:, None], RATE_HZ)

    with pytest.raises(AudioError, match=r"`empty\.wav` is silent"):
        scored(tmp_path, Bed(empty))


def test_what_an_episode_says_counts_more() -> None:
    show = BedSettings(file="bett.flac", level_lu=-15, duck_db=-4)

    bed = bed_of(Path("x"), show, PassageSettings(start_s=3, level_lu=-9))

    assert (bed.start_s, bed.end_s, bed.level_lu, bed.duck_db, bed.fade_s) == (3, None, -9, -4, 3)


def test_a_show_masters_again_what_other_music_lies_under(tmp_path: Path) -> None:
    folder = a_show(
        tmp_path,
        audio={"bed": {"file": "bett.wav", "fade_s": 1}},
        files={"bett.wav": a_tone(3)},
    )
    an_episode(folder, "zwei", title="Zwei", beds=[])

    first, again = mastered(folder), mastered(folder)
    (folder / "bett.wav").write_bytes(a_tone(4))
    other = mastered(folder)

    assert (first.mastered, again.mastered) == (2, 0)
    assert (other.mastered, other.reused) == (1, 1)
