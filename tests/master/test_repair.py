"""Where a few peaks come out too high, only they are taken down, and all else stays as it was."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.sounds import RATE_HZ, Ffmpeg, speech_like, write_wav

from podcaster.doors.audio import Samples
from podcaster.master import finish
from podcaster.master.engine import master_programme
from podcaster.master.mp3.encode import write_mp3
from podcaster.model.audio import AudioFormat, Encoding, Programme, Target
from podcaster.outside.audio import RealAudio

LENGTH_S = 60.0
MONO = Encoding(AudioFormat.MP3, 96, 1, RATE_HZ)


@pytest.fixture
def rounds(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """What was encoded: whether from what was known, round by round."""
    found: list[bool] = []

    def noted(*arguments: object, **named: object) -> object:
        found.append(named.get("known") is not None)
        return write_mp3(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(finish, "write_mp3", noted)
    return found


@pytest.fixture
def too_little_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the limiter aim above the ceiling, as if encoding took peaks down."""
    monkeypatch.setattr(finish, "usual_overshoot_db", lambda _encoding: -0.6)


@pytest.mark.usefixtures("too_little_room")
@pytest.mark.parametrize("encoding", [MONO, Encoding(AudioFormat.OPUS, 48, 1)])
def test_a_few_peaks_are_repaired_where_they_are(
    encoding: Encoding, tmp_path: Path, door: RealAudio, ffmpeg: Ffmpeg, rounds: list[bool]
) -> None:
    sound = np.array(speech_like(LENGTH_S, bursts=False)[:, :1])
    at = slice(30 * RATE_HZ, 30 * RATE_HZ + 1200)
    sound[at] = 0.9 * np.sign(sound[at])
    programme = Programme(write_wav(tmp_path / "a.wav", sound))

    [made] = master_programme(programme, Target(), [encoding], tmp_path / "out", door)

    assert made.after.integrated_lufs == pytest.approx(-16.0, abs=0.05)
    opinion = ffmpeg.opinion(made.path)
    assert opinion.true_peak_dbtp <= -1.0
    assert not list(made.path.parent.glob("*.before"))
    if encoding.format is AudioFormat.MP3:
        assert rounds[0] is False
        assert rounds[1:] == [True] * (len(rounds) - 1)
        assert len(rounds) > 1


@pytest.mark.usefixtures("too_little_room")
def test_elsewhere_the_samples_stay_what_they_were(
    tmp_path: Path, door: RealAudio, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = np.array(speech_like(LENGTH_S, bursts=False)[:, :1])
    at = slice(30 * RATE_HZ, 30 * RATE_HZ + 1200)
    sound[at] = 0.9 * np.sign(sound[at])
    programme = Programme(write_wav(tmp_path / "a.wav", sound))

    def made(name: str) -> Samples:
        [one] = master_programme(programme, Target(), [MONO], tmp_path / name, door)
        return np.concatenate(list(door.read(one.path)))

    repaired = made("repaired")
    monkeypatch.setattr(finish, "DECODERS_DIFFER_DB", -3.0)
    unrepaired = made("unrepaired")

    changed = np.flatnonzero((repaired != unrepaired).any(axis=1))
    assert len(changed)
    assert changed[0] > 29 * RATE_HZ
    assert changed[-1] < 36 * RATE_HZ


@pytest.mark.parametrize("share", [0.4, 0.56, 0.8, 1.0, 1.3])
def test_what_the_limiter_takes_is_asked_for_on_top(share: float) -> None:
    """Of each LU that is aimed higher only a share comes out; three tries have to do."""
    aim, tried, missed_lu = -16.0, dict[float, float](), 0.75

    for _ in range(2):
        aim += finish._step_lu(Target(aim), missed_lu, tried)
        missed_lu = 0.75 - share * (aim + 16)

    assert abs(missed_lu) < 0.1
