"""AAC and Opus come out the same however many encoders are at work, and nobody hears the joints."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.sounds import Ffmpeg, speech_like

from podcaster.doors.audio import Samples
from podcaster.master.sound import held_sound
from podcaster.master.stretches import JOINTS, write_packets
from podcaster.model.audio import AudioFormat, Encoding
from podcaster.outside.audio import RealAudio

STRETCHES = {AudioFormat.OPUS: 7, AudioFormat.M4A: 2}
#: Format, bit rate, channels, rate.
CODINGS = {
    "Opus": Encoding(AudioFormat.OPUS, 96, 2, 48000),
    "Opus mono": Encoding(AudioFormat.OPUS, 48, 1, 48000),
    "AAC mono of the disc": Encoding(AudioFormat.M4A, 64, 1, 44100),
}


@pytest.fixture(autouse=True)
def short_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let less than a minute hold several stretches."""
    for name, stretch in ((AudioFormat.OPUS, 300), (AudioFormat.M4A, 721)):
        monkeypatch.setitem(JOINTS, name, replace(JOINTS[name], stretch=stretch))


def programme(coding: Encoding) -> Samples:
    joint, rate_hz = JOINTS[coding.format], coding.sample_rate_hz or 0
    length_s = (STRETCHES[coding.format] * joint.stretch + 100) * joint.frames / rate_hz
    return speech_like(length_s, rate_hz=rate_hz, channels=coding.channels or 2)


def encoded(samples: Samples, coding: Encoding, path: Path, workers: int | None) -> Path:
    """Encode in so many threads; None: by one encoder alone, in one go."""
    sound = held_sound(samples, coding.sample_rate_hz or 0)
    if workers is None:
        sound = replace(sound, frames=None)
    write_packets(sound, coding, path, RealAudio(), workers=workers)
    return path


def error(path: Path, samples: Samples) -> Samples:
    heard = np.concatenate(list(RealAudio().read(path)))[: len(samples)]
    return np.asarray(heard - samples)


def seconds(squares: Samples, rate_hz: int) -> Samples:
    """Return the mean square of each second."""
    whole = np.square(squares).mean(axis=1)
    return np.asarray(whole[: len(whole) // rate_hz * rate_hz].reshape(-1, rate_hz).mean(axis=1))


@pytest.mark.parametrize("name", CODINGS)
def test_the_file_is_the_same_by_any_number_of_threads_and_as_good_as_by_one_encoder(
    name: str, tmp_path: Path
) -> None:
    coding = CODINGS[name]
    samples, rate_hz = programme(coding), coding.sample_rate_hz or 0

    files = [encoded(samples, coding, tmp_path / f"{n}", n) for n in (1, 2, 4)]
    alone = encoded(samples, coding, tmp_path / "alone", None)

    assert len({path.read_bytes() for path in files}) == 1
    assert RealAudio().probe(files[0]).duration_s == pytest.approx(len(samples) / rate_hz, abs=1e-4)
    ours, one = (seconds(error(path, samples), rate_hz) for path in (files[0], alone))
    loud = one > 1e-7
    worse_db = 10 * np.log10(ours[loud] / one[loud])
    assert worse_db.mean() < 0.1
    assert worse_db.max() < 2


def test_what_follows_a_joint_of_opus_is_what_its_encoder_alone_would_sound_like(
    tmp_path: Path,
) -> None:
    """The decoder has forgotten by then that another encoder made what came before."""
    coding = CODINGS["Opus"]
    joint, samples = JOINTS[coding.format], programme(coding)
    start = joint.stretch * joint.frames
    joined = encoded(samples[: 2 * start], coding, tmp_path / "joined", 2)
    second = encoded(samples[start : 2 * start], coding, tmp_path / "second", 1)

    heard, expected = (np.concatenate(list(RealAudio().read(one))) for one in (joined, second))
    after = slice((joint.reach + 40) * joint.frames, None)

    assert np.abs(heard[start:][after] - expected[after]).max() < 2 / 32768


@pytest.mark.parametrize("name", ["Opus", "AAC mono of the disc"])
def test_where_neighbours_never_agree_one_encoder_does_it_all(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    coding = CODINGS[name]
    never = replace(JOINTS[coding.format], alike=lambda _one, _other: False)
    monkeypatch.setitem(JOINTS, coding.format, never)
    samples = programme(coding)

    ours = encoded(samples, coding, tmp_path / "ours", 2)

    assert ours.read_bytes() == encoded(samples, coding, tmp_path / "alone", None).read_bytes()


def test_joints_of_aac_keep_to_long_windows(tmp_path: Path) -> None:
    """A click every second lets both encoders change windows again and again."""
    coding = CODINGS["AAC mono of the disc"]
    samples = programme(coding).copy()
    samples[::44100] = 0.9

    ours = encoded(samples, coding, tmp_path / "ours", 2)
    one = encoded(samples, coding, tmp_path / "one", None)

    off, usual = (np.abs(error(path, samples)) for path in (ours, one))
    assert off.max() < 1.5 * usual.max()


def test_another_decoder_hears_every_sample(ffmpeg: Ffmpeg, tmp_path: Path) -> None:
    coding = CODINGS["Opus"]
    samples = programme(coding)
    path = encoded(samples, coding, tmp_path / "a.opus", 4)

    ffmpeg.run("-i", path, "-f", "f32le", tmp_path / "raw")

    assert (tmp_path / "raw").stat().st_size == samples.nbytes
