"""One file outside any show."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sounds import speech_like, write_wav

from podcaster.errors import AudioError, FolderError, UsageError
from podcaster.master.one_file import master_file
from podcaster.model.audio import Encoding, MasteredFile, Target
from podcaster.outside.audio import RealAudio


def master(source: Path, out: Path, door: RealAudio) -> MasteredFile:
    return master_file(source, out, Target(), Encoding(), door).file


def test_the_result_stands_where_it_was_asked_for_and_nothing_else(
    tmp_path: Path, door: RealAudio
) -> None:
    source = write_wav(tmp_path / "raw.wav", speech_like(3))
    out = tmp_path / "talk.mp3"
    out.write_text("what was here before")

    made = master(source, out, door)

    assert made.path == out
    assert made.after.file == str(out)
    assert out.read_bytes().startswith(b"\xff\xfb")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["raw.wav", "talk.mp3"]


def test_an_error_leaves_the_old_file_as_it_was(tmp_path: Path, door: RealAudio) -> None:
    source = write_wav(tmp_path / "raw.wav", speech_like(2) * 0)
    out = tmp_path / "talk.mp3"
    out.write_text("what was here before")

    with pytest.raises(AudioError):
        master(source, out, door)

    assert out.read_text() == "what was here before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["raw.wav", "talk.mp3"]


@pytest.mark.parametrize("name", ["raw.wav", "./raw.wav", "link.wav"])
def test_the_recording_is_never_overwritten(name: str, tmp_path: Path, door: RealAudio) -> None:
    source = write_wav(tmp_path / "raw.wav", speech_like(2))
    (tmp_path / "link.wav").symlink_to(source)
    before = source.read_bytes()

    with pytest.raises(UsageError, match="overwrite its own source"):
        master(source, tmp_path / name, door)

    assert source.read_bytes() == before


def test_a_folder_that_does_not_exist_is_told(tmp_path: Path, door: RealAudio) -> None:
    source = write_wav(tmp_path / "raw.wav", speech_like(2))

    with pytest.raises(FolderError, match=r"can't be written: there is no such file") as caught:
        master(source, tmp_path / "nowhere" / "talk.mp3", door)

    assert str(caught.value.place).endswith("nowhere/talk.mp3")


def test_an_encoders_refusal_names_the_file_that_was_asked_for(
    tmp_path: Path, door: RealAudio
) -> None:
    source = write_wav(tmp_path / "raw.wav", speech_like(2))

    with pytest.raises(AudioError) as caught:
        master_file(source, tmp_path / "talk.mp3", Target(), Encoding(bitrate_kbps=100), door)

    assert str(caught.value) == f"{tmp_path / 'talk.mp3'}: MP3 has no bit rate of 100 kbit/s"
