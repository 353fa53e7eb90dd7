"""A recording goes all the way: treated, joined with an intro, mastered, and mastered again."""

from __future__ import annotations

from dataclasses import replace
from hashlib import file_digest
from pathlib import Path

import numpy as np
import pytest
import soxr
from tests.master.treatment.test_levelling import conversation, joined, of
from tests.master.treatment.voices import RATE_HZ, lufs_of, music, noise
from tests.sounds import write_placed, write_wav

from podcaster.doors.audio import Samples
from podcaster.master.engine import master_programme
from podcaster.master.treatment.listening import listen
from podcaster.master.treatment.programme import Raw, treat_programme
from podcaster.model.audio import Edge, Encoding, Programme, Stem, Target
from podcaster.model.treatment import PRESETS, Treatment
from podcaster.outside.audio import RealAudio

SPEECH = PRESETS["speech"]
#: Two turns, 12 dB apart.
TALK = conversation(0.6)[:3]


def finished(programme: Programme, folder: Path) -> Samples:
    """Return the decoded samples of a programme with treated speech."""
    door, raw = RealAudio(), Raw((Stem(programme.body),), SPEECH)
    with programme.body.open("rb") as body:
        digest = file_digest(body, "sha256").hexdigest()
    folder.mkdir()
    known = replace(programme, body_digest=f"{digest} {SPEECH}")
    treated = treat_programme(known, raw, folder, door)
    [made] = master_programme(treated.programme, Target(), [Encoding()], folder / "made", door)
    return np.concatenate(list(door.read(made.path)))


def test_another_intro_makes_the_samples_of_a_whole_run(tmp_path: Path) -> None:
    body = write_wav(tmp_path / "body.wav", joined(conversation(0.6), -65)[:, None], RATE_HZ)
    tune = music(3)
    files = [
        write_wav(tmp_path / f"{number}.wav", played[:, None], RATE_HZ)
        for number, played in enumerate((tune, tune[::-1]))  # as loud as each other
    ]
    first, second = (Programme(body, Edge(file, 1.0, level_lu=0.0)) for file in files)

    before = finished(first, tmp_path / "first")
    again = finished(replace(second, earlier=tmp_path / "first" / "made"), tmp_path / "again")
    whole = finished(second, tmp_path / "whole")

    assert np.array_equal(again, whole)
    assert not np.array_equal(before[:RATE_HZ], whole[:RATE_HZ])
    assert np.array_equal(before[-RATE_HZ:], whole[-RATE_HZ:])  # so it could be taken over


@pytest.mark.parametrize(("rate_hz", "channels"), [(8000, 1), (32000, 1), (44100, 2)])
def test_any_rate_and_layout_is_treated(tmp_path: Path, rate_hz: int, channels: int) -> None:
    talk = joined(TALK, -65)
    recorded = soxr.resample(talk, RATE_HZ, rate_hz).astype(np.float32)
    source = write_wav(tmp_path / "in.wav", np.tile(recorded[:, None], channels), rate_hz, "FLOAT")
    raw = Raw((Stem(source),), replace(SPEECH, trim=False))

    done = treat_programme(Programme(source), raw, tmp_path, RealAudio())

    door = RealAudio()
    facts = door.probe(done.programme.body)
    after = np.concatenate(list(door.read(done.programme.body)))
    assert (facts.sample_rate_hz, after.shape) == (rate_hz, (len(recorded), channels))
    heard = np.asarray(soxr.resample(after.mean(axis=1), rate_hz, RATE_HZ), np.float32)
    loud, soft = (lufs_of(of(name, TALK, heard)) for name in ("loud", "soft"))
    # At 8 kHz the network takes this voice, a synthesiser's, for none: then it stays as it was.
    assert abs(loud - soft) < (13 if rate_hz < 16000 else 2)


#: Where channels stand, with the bits of WAVEFORMATEXTENSIBLE, and what of each is left and right.
PLACED = {
    "2.1": (0x00B, [(1, 0), (0, 1), (0, 0)]),
    "3.1": (0x00F, [(1, 0), (0, 1), (0.5**0.5, 0.5**0.5), (0, 0)]),
    "4.0": (0x107, [(1, 0), (0, 1), (0.5**0.5, 0.5**0.5), (0.5, 0.5)]),
}


@pytest.mark.parametrize(("mask", "shares"), PLACED.values(), ids=PLACED.keys())
def test_channels_stay_where_the_file_says(
    tmp_path: Path, mask: int, shares: list[tuple[float, float]]
) -> None:
    draw = np.random.default_rng(1)
    samples = (0.05 * draw.standard_normal((RATE_HZ, len(shares)))).astype(np.float32)
    source = write_placed(tmp_path / "in.wav", samples, mask, RATE_HZ)
    treatment = Treatment(longest_pause_s=30)

    done = treat_programme(
        Programme(source), Raw((Stem(source),), treatment), tmp_path, RealAudio()
    )

    after = np.concatenate(list(RealAudio().read(done.programme.body)))
    assert np.allclose(after, samples @ np.array(shares), atol=1e-5)


@pytest.mark.parametrize("heard", [True, False])
def test_the_lowest_channel_is_not_listened_to(tmp_path: Path, *, heard: bool) -> None:
    talk, quiet = joined(TALK, -65), np.zeros(len(joined(TALK, -65)), np.float32)
    front, low = (talk, quiet) if heard else (quiet, talk)
    samples = np.stack([front, front, low], axis=1)
    source = write_placed(tmp_path / "in.wav", samples, PLACED["2.1"][0], RATE_HZ)

    found = listen(source, RealAudio())

    assert (found.voice.max() > 0.5) == heard


def test_the_lowest_channel_is_no_room(tmp_path: Path) -> None:
    talk, rumble = joined(TALK, -55), noise(len(joined(TALK, -55)) / RATE_HZ, -20)
    samples = np.stack([talk, talk, rumble[: len(talk)]], axis=1)
    source = write_placed(tmp_path / "in.wav", samples, PLACED["2.1"][0], RATE_HZ)
    raw = Raw((Stem(source),), Treatment(noise="reduce"))

    done = treat_programme(Programme(source), raw, tmp_path, RealAudio())

    after = np.concatenate(list(RealAudio().read(done.programme.body)))[:, 0]
    alone = write_wav(tmp_path / "alone.wav", samples[:, :2], RATE_HZ, "FLOAT")
    once = treat_programme(
        Programme(alone), replace(raw, stems=(Stem(alone),)), tmp_path, RealAudio()
    )
    assert np.array_equal(after, np.concatenate(list(RealAudio().read(once.programme.body)))[:, 0])
