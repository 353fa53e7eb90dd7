"""Mastering that breaks off leaves nothing behind and says why."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.sounds import speech_like, write_wav

from podcaster.doors.audio import Packet
from podcaster.errors import FolderError
from podcaster.master.engine import master_programme
from podcaster.model.audio import AudioFormat, Encoding, Programme, Target
from podcaster.outside.audio import RealAudio

PODCAST = Target()
MP3 = Encoding(AudioFormat.MP3)
M4A = Encoding(AudioFormat.M4A)
OPUS = Encoding(AudioFormat.OPUS)


class BreaksOff(RealAudio):
    """A door that stops in the middle of encoding, and reads and probes like the real one."""

    def __init__(self, cause: BaseException) -> None:
        self._cause = cause

    def mux(self, packets: Iterable[Packet], rate_hz: int, encoding: Encoding, path: Path) -> None:
        """Write half of it."""
        del rate_hz, encoding
        path.write_bytes(next(iter(packets)).data)
        raise self._cause


@pytest.mark.parametrize(
    ("cause", "raised"),
    [
        (KeyboardInterrupt(), KeyboardInterrupt),
        (OSError(errno.ENOSPC, "no space"), FolderError),
        (RuntimeError("a bug"), RuntimeError),
    ],
    ids=["Ctrl-C", "full disk", "bug"],
)
def test_whatever_breaks_off_leaves_nothing_behind(
    cause: BaseException, raised: type[BaseException], tmp_path: Path
) -> None:
    source = write_wav(tmp_path / "raw.wav", speech_like(2))

    with pytest.raises(raised):
        master_programme(
            Programme(source), Target(), [MP3, M4A], tmp_path / "work", BreaksOff(cause)
        )

    assert list((tmp_path / "work").iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="left out: needs /dev/full")
@pytest.mark.parametrize("encoding", [MP3, M4A, OPUS], ids=str)
def test_a_full_disk_is_told_once_and_with_a_hint(
    encoding: Encoding, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    source = write_wav(tmp_path / "raw.wav", speech_like(2))
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / f"programme.{encoding.format}").symlink_to("/dev/full")

    with pytest.raises(FolderError, match="the disk is full") as caught:
        master_programme(Programme(source), Target(), [encoding], tmp_path / "work", RealAudio())

    assert "make room" in str(caught.value.hint)
    assert capfd.readouterr().err == ""
    assert list((tmp_path / "work").iterdir()) == []


def test_a_folder_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    source = write_wav(tmp_path / "raw.wav", speech_like(1))
    (tmp_path / "work").write_text("a file where a folder should be")

    with pytest.raises(FolderError, match="can't be written"):
        master_programme(Programme(source), Target(), [MP3], tmp_path / "work", RealAudio())
