"""What is costly to read is read once, by whoever needs it, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import gettempdir

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sounds import Ffmpeg, speech_like, write_wav

from podcaster.doors.audio import Samples
from podcaster.doors.progress import silent_progress
from podcaster.errors import FolderError
from podcaster.master import decoded
from podcaster.master.decoded import Decoder
from podcaster.master.engine import master_programme
from podcaster.master.meter.passes import Pace
from podcaster.master.sound import BLOCK, Sound, from_beginning, held_sound
from podcaster.model.audio import AudioFacts, AudioFormat, Encoding, Programme, Target
from podcaster.outside.audio import RealAudio

FACTS = AudioFacts("aac", 48000, 2, 0.0)
MP3 = Encoding(AudioFormat.MP3, 64)
ALL = [Encoding(AudioFormat.M4A), Encoding(AudioFormat.OPUS), MP3]


def streamed(samples: Samples, size: int) -> Sound:
    """Return a sound without places, in blocks of any size."""
    pieces = [samples[at : at + size] for at in range(0, len(samples), size)]
    return Sound(lambda start, stop: from_beginning(pieces, start, stop), 48000, samples.shape[1])


def heard(sound: Sound, start: int = 0, stop: int | None = None) -> Samples:
    return np.concatenate([np.zeros((0, sound.channels)), *sound.read(start, stop)])


@given(
    frames=st.sampled_from([1, 500, BLOCK, 3 * BLOCK + 17]),
    size=st.sampled_from([4096, 70_001]),
    has_places=st.booleans(),
    start=st.integers(0, 3 * BLOCK),
    length=st.integers(1, 2 * BLOCK),
)
def test_samples_come_back_as_they_were_from_any_place(
    frames: int, size: int, has_places: bool, start: int, length: int
) -> None:
    samples = np.arange(2 * frames, dtype=np.float32).reshape(2, frames).T
    sound = held_sound(samples, 48000) if has_places else streamed(samples, size)

    with ExitStack() as stack:
        found = Decoder(Path(gettempdir()), stack, several=True).decoded(
            sound, Pace(FACTS, silent_progress)
        )

        assert found.frames == frames
        assert np.array_equal(heard(found), samples)
        assert np.array_equal(heard(found, start, start + length), samples[start : start + length])


@pytest.mark.parametrize(
    ("has_places", "codec", "several", "pays"),
    [
        (True, "pcm", True, False),
        (True, "flac", False, False),
        (True, "flac", True, True),
        (False, "pcm", False, True),
    ],
)
def test_only_what_is_costly_and_needed_again_goes_to_disk(
    has_places: bool, codec: str, several: bool, pays: bool
) -> None:
    samples = np.zeros((9, 2), np.float32)
    sound = held_sound(samples, 48000) if has_places else streamed(samples, 9)

    assert Decoder(Path(), ExitStack(), several).pays(sound, codec) is pays


class Counting(RealAudio):
    """Counts the frames of a file that are decoded."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.frames = 0

    def read(
        self, path: Path, *, start_s: float = 0.0, stop_s: float | None = None
    ) -> Iterator[Samples]:
        for block in super().read(path, start_s=start_s, stop_s=stop_s):
            self.frames += len(block) if path == self._path else 0
            yield block


@pytest.mark.parametrize("ending", ["flac", "m4a", "opus"])
def test_all_formats_of_an_episode_come_from_one_decode(
    ending: str, tmp_path: Path, ffmpeg: Ffmpeg
) -> None:
    samples = speech_like(20)
    raw, source = write_wav(tmp_path / "raw.wav", samples), tmp_path / f"raw.{ending}"
    ffmpeg.run("-i", raw, source)
    door = Counting(source)

    made = master_programme(Programme(source), Target(), ALL, tmp_path / "work", door)

    assert door.frames == pytest.approx(len(samples), abs=2048)
    assert {path.name for path in (tmp_path / "work").iterdir() if "marks" not in path.name} == {
        *(file.path.name for file in made),
        "programme.mp3.parts.npz",
    }


def test_what_was_decoded_sounds_as_a_recording_of_the_same_samples(
    tmp_path: Path, ffmpeg: Ffmpeg
) -> None:
    raw = write_wav(tmp_path / "raw.wav", speech_like(12)[:, :1])
    ffmpeg.run("-i", raw, tmp_path / "a.m4a")
    plain = np.concatenate(list(RealAudio().read(tmp_path / "a.m4a")))
    write_wav(tmp_path / "a.wav", plain, subtype="FLOAT")

    made = [
        [
            file.path.read_bytes()
            for file in master_programme(
                Programme(tmp_path / name), Target(), ALL, tmp_path / f"of {name}", RealAudio()
            )
        ]
        for name in ("a.m4a", "a.wav")
    ]

    assert made[0] == made[1]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="left out: needs /dev/full")
def test_a_disk_that_fills_is_named_and_nothing_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_wav(tmp_path / "raw.wav", speech_like(3), rate_hz=32000)
    full = Path("/dev/full").open("r+b")  # noqa: SIM115 - closed by who borrows it
    monkeypatch.setattr(decoded, "TemporaryFile", lambda **_: full)

    with pytest.raises(FolderError, match="work: the disk is full") as caught:
        master_programme(Programme(source), Target(), [MP3], tmp_path / "work", RealAudio())

    assert "make room" in str(caught.value.hint)
    assert list((tmp_path / "work").iterdir()) == []
