"""Which MP3s are decoded from any place, and that it sounds as from the beginning."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.sounds import Ffmpeg, speech_like

from podcaster.doors.audio import Samples
from podcaster.master.mp3.encode import write_mp3
from podcaster.master.sound import held_sound
from podcaster.model.audio import AudioFormat, Encoding
from podcaster.outside.audio import RealAudio, mpeg

RATE_HZ = 48000


def sound_alike(one: Samples, other: Samples) -> bool:
    """Tell whether no sample differs by more than decoders do (-100 dB)."""
    return one.shape == other.shape and bool(np.abs(one - other).max() <= 1e-5)


def samples_of(path: Path) -> Samples:
    return np.concatenate(list(RealAudio().read(path)))


def a_long_mp3(path: Path, kbps: int, rate_hz: int = RATE_HZ) -> Path:
    samples = np.tile(speech_like(8, rate_hz=rate_hz), (3, 1))
    write_mp3(held_sound(samples, rate_hz), Encoding(AudioFormat.MP3, kbps, 2, rate_hz), path)
    return path


@pytest.mark.parametrize(
    ("kbps", "rate_hz"), [(80, 48000), (96, 44100), (128, 44100), (128, 48000), (320, 48000)]
)
def test_any_place_of_an_mp3_is_as_in_the_whole(
    kbps: int, rate_hz: int, tmp_path: Path, ffmpeg: Ffmpeg
) -> None:
    path = a_long_mp3(tmp_path / "a.mp3", kbps, rate_hz)
    whole = samples_of(path)

    assert RealAudio().seekable(path)
    assert sound_alike(whole, ffmpeg.decode(path, 2))
    for start in (1, 1152, 30_000, 500_001, 700_000, len(whole) - 1):
        blocks = RealAudio().read(path, start_s=start / rate_hz)
        assert np.array_equal(np.concatenate(list(blocks)), whole[start:])


def test_an_mp3_of_another_program_and_one_channel_is_the_same_from_any_place(
    tmp_path: Path, ffmpeg: Ffmpeg
) -> None:
    source, path = a_long_mp3(tmp_path / "a.mp3", 128), tmp_path / "b.mp3"
    options = ["-ac", "1", "-ar", "44100", "-c:a", "libmp3lame", "-b:a", "96k", "-write_id3v1", "1"]
    ffmpeg.run("-i", source, "-metadata", "title=Plätze", *options, path)
    whole = samples_of(path)

    assert mpeg.entry(path, 1_000_000)
    for start in (12_000, 1_000_000, len(whole) - 700):
        blocks = RealAudio().read(path, start_s=start / 44100)
        assert np.array_equal(np.concatenate(list(blocks)), whole[start:])


def test_a_decoder_enters_near_its_place(tmp_path: Path) -> None:
    path = a_long_mp3(tmp_path / "a.mp3", 192)

    assert mpeg.entry(path, 5000) is None
    for sample in (20_000, 1_000_000):
        entered = mpeg.entry(path, sample)
        assert entered is not None
        assert 7 * 1152 <= sample - entered.sample < 13 * 1152


@pytest.mark.parametrize("kind", ["as it is", "with tags", "cut short", "scratched", "with junk"])
def test_only_a_whole_mp3_is_read_from_any_place(kind: str, tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    path = a_long_mp3(tmp_path / "a.mp3", 128)
    data, tagged = path.read_bytes(), tmp_path / "tagged.mp3"
    ffmpeg.run("-i", path, "-c", "copy", "-metadata", "title=Plätze", "-write_id3v1", "1", tagged)
    path.write_bytes(
        {
            "as it is": data,
            "with tags": tagged.read_bytes(),
            "cut short": data[:-500],
            "scratched": data[:200_000] + bytes(900) + data[200_900:],
            "with junk": data + bytes(1000),
        }[kind]
    )

    assert RealAudio().seekable(path) == (kind in {"as it is", "with tags"})


def test_an_mp3_of_a_low_bit_rate_is_decoded_from_its_beginning(
    tmp_path: Path, ffmpeg: Ffmpeg
) -> None:
    """Its frames refer back further than libsndfile looks when it enters."""
    path = a_long_mp3(tmp_path / "a.mp3", 64)

    assert not RealAudio().seekable(path)
    assert sound_alike(samples_of(path), ffmpeg.decode(path, 2))
