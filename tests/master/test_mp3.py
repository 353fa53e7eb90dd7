"""MP3: its level, its length, and what its first frame says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from mutagen.mp3 import MP3
from tests.sounds import Ffmpeg, speech_like

from podcaster.doors import Samples
from podcaster.errors import AudioError
from podcaster.master.info_frame import BITRATES_KBPS, crc16
from podcaster.master.loudness import LoudnessMeter, integrated_lufs
from podcaster.master.mp3 import hidden_scale, write_mp3
from podcaster.model.audio import AudioFormat, Encoding
from podcaster.outside.audio import RealAudio


def an_mp3(
    path: Path, sound: Samples, kbps: int = 128, channels: int = 2, rate_hz: int = 48000
) -> Path:
    encoding = Encoding(AudioFormat.MP3, kbps, channels, rate_hz)
    write_mp3([sound[:, :channels]], rate_hz, encoding, path)
    return path


def lufs(blocks: list[Samples], channels: int) -> float:
    meter = LoudnessMeter(48000, channels)
    for block in blocks:
        meter.add(block)
    reading = integrated_lufs(meter.segment_powers())
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

    assert lufs(decoded, channels) == pytest.approx(lufs([sound], channels), abs=0.06)


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


def test_same_samples_same_bytes_however_they_come(tmp_path: Path) -> None:
    sound = speech_like(3)
    whole = an_mp3(tmp_path / "a.mp3", sound)

    pieces = [sound[at : at + 7001] for at in range(0, len(sound), 7001)]
    write_mp3(pieces, 48000, Encoding(AudioFormat.MP3, 128, 2, 48000), tmp_path / "b.mp3")

    assert (tmp_path / "b.mp3").read_bytes() == whole.read_bytes()


def test_the_table_of_contents_leads_to_the_right_place(tmp_path: Path) -> None:
    data = an_mp3(tmp_path / "a.mp3", speech_like(5)).read_bytes()

    table = data[data.index(b"Info") + 16 :][:100]
    for percent, entry in enumerate(table):
        assert entry / 256 == pytest.approx(percent / 100, abs=0.02)


def test_the_tag_carries_its_checksum(tmp_path: Path) -> None:
    data = an_mp3(tmp_path / "a.mp3", speech_like(1)).read_bytes()

    end = data.index(b"Info") + 120 + 34
    assert crc16(data[:end]) == int.from_bytes(data[end : end + 2], "big")


def test_the_checksum_is_the_well_known_one() -> None:
    assert crc16(b"123456789") == 0xBB3D


def test_a_bit_rate_that_mp3_does_not_know_is_refused_with_those_it_knows(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="no bit rate of 100 kbit/s") as caught:
        an_mp3(tmp_path / "a.mp3", speech_like(1), 100)

    assert "128" in str(caught.value.hint)
