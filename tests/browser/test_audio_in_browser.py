"""A browser shows how long an MP3 is, whatever its bit rate does."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.sounds import speech_like

from podcaster.master.mp3.encode import write_mp3
from podcaster.master.sound import held_sound
from podcaster.model.audio import AudioFormat, Encoding

LENGTH = """address => new Promise(done => {
    const audio = new Audio(address);
    audio.onloadedmetadata = () => done(audio.duration);
})"""


@pytest.mark.parametrize(
    "encoding",
    [
        Encoding(AudioFormat.MP3, 128, 2, 48000),
        Encoding(AudioFormat.MP3, 96, 2, 44100),
        Encoding(AudioFormat.MP3, None, 2, 48000, vbr_quality=4),
    ],
)
def test_the_length_is_right(encoding: Encoding, tmp_path: Path, browser: Browser) -> None:
    rate_hz, path = encoding.sample_rate_hz or 0, tmp_path / "a.mp3"
    sound = speech_like(20, rate_hz=rate_hz)
    write_mp3(held_sound(sound, rate_hz), encoding, path)
    page = browser.new_page()

    shown = page.evaluate(LENGTH, f"data:audio/mpeg;base64,{b64encode(path.read_bytes()).decode()}")

    page.close()
    assert shown == pytest.approx(len(sound) / rate_hz, abs=0.05)
