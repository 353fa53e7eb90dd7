"""MP3: its level, its length, and what its first frame says."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from mutagen.mp3 import MP3
from tests.sounds import Ffmpeg, speech_like

from podcaster.doors.audio import Samples
from podcaster.errors import AudioError
from podcaster.master.meter.measure import read_meters
from podcaster.master.mp3.encode import hidden_scale, write_mp3
from podcaster.master.mp3.info_frame import BITRATES_KBPS
from podcaster.master.sound import Sound, from_beginning, held_sound
from podcaster.model.audio import AudioFacts, AudioFormat, Encoding
from podcaster.outside.audio import RealAudio


def an_mp3(
    path: Path, sound: Samples, kbps: int = 128, channels: int = 2, rate_hz: int = 48000
) -> Path:
    encoding = Encoding(AudioFormat.MP3, kbps, channels, rate_hz)
    write_mp3(held_sound(sound[:, :channels], rate_hz), encoding, path)
    return path


def lufs(blocks: list[Samples]) -> float:
    sound = held_sound(np.concatenate(blocks), 48000)
    reading = read_meters(sound, AudioFacts("pcm", 48000, sound.channels, 0.0)).integrated_lufs
    assert reading is not None
    return reading


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("kbps", [64, 96, 128, 160, 192, 224, 256, 320])
def test_lame_does_not_get_its_way_with_the_level(
    kbps: int, channels: int, tmp_path: Path, door: RealAudio
) -> None:
    """A guard: LAME 4.0 turns down by `hidden_scale`; another version may do otherwise."""
    sound = speech_like(4, bursts=False)[:, :channels]

    decoded = list(door.read(an_mp3(tmp_path / "a.mp3", sound, kbps, channels)))

    assert lufs(decoded) == pytest.approx(lufs([sound]), abs=0.06)


@pytest.mark.parametrize(("kbps", "scale"), [(96, 0.95), (160, 0.95), (192, 0.97), (224, 0.98),
                                             (256, 1.0), (320, 1.0)])  # fmt: skip
def test_the_hidden_scales_are_those_of_lames_presets(kbps: int, scale: float) -> None:
    assert hidden_scale(kbps) == scale


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("rate_hz", [44100, 48000])
@pytest.mark.parametrize("frames", [1, 1000, 1152, 47999, 100_001])
def test_ffmpeg_finds_as_many_samples_as_went_in(
    frames: int, rate_hz: int, channels: int, tmp_path: Path, ffmpeg: Ffmpeg
) -> None:
    sound = speech_like(3)[:frames]

    path = an_mp3(tmp_path / "a.mp3", sound, 96, channels, rate_hz)

    assert len(ffmpeg.decode(path, channels)) == frames


def test_ffmpeg_finds_the_samples_where_they_were(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    sound = speech_like(2)

    decoded = ffmpeg.decode(an_mp3(tmp_path / "a.mp3", sound, 320), 2)

    assert np.corrcoef(decoded[:, 0], sound[:, 0])[0, 1] > 0.999


@pytest.mark.parametrize("kbps", BITRATES_KBPS)
@pytest.mark.parametrize("rate_hz", [44100, 48000])
def test_readers_see_length_and_bit_rate(kbps: int, rate_hz: int, tmp_path: Path) -> None:
    info = MP3(an_mp3(tmp_path / "a.mp3", speech_like(2), kbps, 2, rate_hz)).info

    assert info.length == pytest.approx(96000 / rate_hz, abs=0.001)
    assert info.bitrate == pytest.approx(1000 * kbps, rel=0.06)
    assert info.sample_rate == rate_hz
    assert info.encoder_info.startswith("LAME 4.0")


def only_from_beginning(samples: Samples, rate_hz: int, size: int) -> Sound:
    """Return a sound as decoders of most formats give it: no place can be found at once."""
    pieces = [samples[at : at + size] for at in range(0, len(samples), size)]
    return Sound(lambda start, stop: from_beginning(pieces, start, stop), rate_hz, samples.shape[1])


@pytest.mark.parametrize("rate_hz", [44100, 48000])
@pytest.mark.parametrize("channels", [1, 2])
def test_same_samples_same_bytes_however_they_come(
    channels: int, rate_hz: int, tmp_path: Path
) -> None:
    samples = speech_like(45, rate_hz=rate_hz)[:, :channels]
    encoding = Encoding(AudioFormat.MP3, 64 * channels, channels, rate_hz)
    sounds = [held_sound(samples, rate_hz), only_from_beginning(samples, rate_hz, 7001)]

    made = set()
    for sound in sounds:
        for workers in (1, 2, 3):
            write_mp3(sound, encoding, tmp_path / "a.mp3", workers=workers)
            decoded = b"".join(block.tobytes() for block in RealAudio().read(tmp_path / "a.mp3"))
            made.add(sha256(decoded).hexdigest())

    assert len(made) == 1


def test_the_table_of_contents_leads_to_the_right_place(tmp_path: Path) -> None:
    data = an_mp3(tmp_path / "a.mp3", speech_like(5)).read_bytes()

    table = data[data.index(b"Info") + 16 :][:100]
    for percent, entry in enumerate(table):
        assert entry / 256 == pytest.approx(percent / 100, abs=0.02)


def test_a_bit_rate_that_mp3_does_not_know_is_refused_with_those_it_knows(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="no bit rate of 100 kbit/s") as caught:
        an_mp3(tmp_path / "a.mp3", speech_like(1), 100)

    assert "128" in str(caught.value.hint)
