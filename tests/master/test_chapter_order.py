"""Chapters in finished files stand in time order for every reader, and come back as they were."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Final

import eyed3
import numpy as np
import pytest
from mutagen.id3 import ID3
from tests.judges_at_hand import node_judges, program
from tests.sounds import Ffmpeg
from tests.tagged import some_tags

from podcaster.doors.audio import Samples
from podcaster.master.sound import held_sound
from podcaster.master.stretches import write_packets
from podcaster.master.tags import write_tags
from podcaster.model.audio import AudioFormat, Encoding
from podcaster.model.chapters import Chapter
from podcaster.outside.audio import RealAudio

__all__ = ["node_judges"]

RATE_HZ: Final = 44100

#: Start in milliseconds and title, in a reader's own order.
Listed = list[tuple[int, str]]


def _chapters(count: int, links: int = 7) -> tuple[Chapter, ...]:
    """Return chapters of very different sizes: mutagen would sort them by size."""
    return tuple(
        Chapter(
            at * 11 / 1000,
            f"{at} Städte & „Plätze“ " + "ä" * (at * 7 % 40 + 1),
            f"https://stadt.test/{at}?a=1&b=2" if at % links == 0 else None,
        )
        for at in range(count)
    )


def _tone() -> Samples:
    wave = np.sin(np.arange(RATE_HZ * 4) / 20) * 0.2
    return wave.astype(np.float32)[:, None]


@pytest.fixture
def mp3(tmp_path: Path, ffmpeg: Ffmpeg) -> Path:
    del ffmpeg  # the same fixture that says what is missing
    path = tmp_path / "audio.mp3"
    source = ["-f", "lavfi", "-i", "sine=duration=4"]
    subprocess.run([program("ffmpeg"), "-v", "error", *source, str(path)], check=True)
    return path


def _by_mutagen(path: Path) -> Listed:
    tag = ID3(path)
    (top,) = (one for one in tag.getall("CTOC") if one.flags & 2)
    found: Listed = []
    for name in top.child_element_ids:
        for frame in (
            [tag[f"CHAP:{name}"]]
            if f"CHAP:{name}" in tag
            else [tag[f"CHAP:{child}"] for child in tag[f"CTOC:{name}"].child_element_ids]
        ):
            found.append((frame.start_time, str(frame.sub_frames["TIT2"])))
    return found


def _by_ffprobe(path: Path) -> Listed:
    command = [program("ffprobe"), "-v", "error", "-show_chapters", "-of", "json", str(path)]
    probed = subprocess.run(command, capture_output=True, check=True)
    return [
        (round(float(one["start_time"]) * 1000), one["tags"]["title"])
        for one in json.loads(probed.stdout)["chapters"]
    ]


def _by_eyed3(path: Path) -> Listed:
    file = eyed3.load(path)
    return [(chapter.times.start, chapter.title) for chapter in file.tag.chapters]


def _expected(chapters: tuple[Chapter, ...]) -> Listed:
    return [(round(one.start_s * 1000), one.title) for one in chapters]


@pytest.mark.parametrize("count", [1, 9, 12, 130, 300])
@pytest.mark.parametrize("read", [_by_mutagen, _by_ffprobe, _by_eyed3])
def test_chapters_are_in_time_order_in_every_reader(
    mp3: Path, read: Callable[[Path], Listed], count: int
) -> None:
    chapters = _chapters(count)

    write_tags(mp3, AudioFormat.MP3, some_tags(chapters, 4.0))

    assert read(mp3) == _expected(chapters)


@pytest.mark.parametrize("count", [1, 12, 130, 300])
def test_chapters_are_in_time_order_in_node_id3(mp3: Path, node_judges: Path, count: int) -> None:
    chapters = _chapters(count)
    write_tags(mp3, AudioFormat.MP3, some_tags(chapters, 4.0))

    command = ["node", str(node_judges / "node-id3.mjs"), str(mp3)]
    read = subprocess.run(command, capture_output=True, check=True)

    assert [tuple(row) for row in json.loads(read.stdout)] == _expected(chapters)


@pytest.mark.parametrize("count", [2, 130, 300])
def test_chapters_of_an_mp3_come_back_with_their_links(
    mp3: Path, door: RealAudio, count: int
) -> None:
    chapters = _chapters(count)

    write_tags(mp3, AudioFormat.MP3, some_tags(chapters, 4.0))

    assert door.chapters(mp3) == chapters


@pytest.mark.parametrize("format_", [AudioFormat.M4A, AudioFormat.OPUS])
@pytest.mark.parametrize("count", [2, 130])
def test_chapters_of_other_formats_come_back(
    tmp_path: Path, door: RealAudio, format_: AudioFormat, count: int
) -> None:
    chapters = _chapters(count)
    tags = some_tags(chapters, 4.0)
    bare, path = tmp_path / f"bare.{format_.value}", tmp_path / f"audio.{format_.value}"
    rate_hz = 48000 if format_ is AudioFormat.OPUS else RATE_HZ
    write_packets(held_sound(_tone(), rate_hz), Encoding(format_, 64, 1, rate_hz), bare, door)
    if format_ is AudioFormat.M4A:
        spans = [(start, end, chapter.title) for start, end, chapter in tags.spans()]
        door.copy_with_chapters(bare, spans, path)
    else:
        path.write_bytes(bare.read_bytes())
    write_tags(path, format_, tags)

    read = door.chapters(path)

    assert [(one.start_s, one.title) for one in read] == [
        (one.start_s, one.title) for one in chapters
    ]


def test_chapters_of_matroska_come_back(tmp_path: Path, door: RealAudio) -> None:
    listed = tmp_path / "chapters.txt"
    listed.write_text(
        ";FFMETADATA1\n"
        "[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1500\ntitle=Begrüßung\n"
        "[CHAPTER]\nTIMEBASE=1/1000\nSTART=1500\nEND=4000\ntitle=Was tun?\n"
    )
    path = tmp_path / "audio.mka"
    source = ["-f", "lavfi", "-i", "sine=duration=4", "-i", str(listed), "-map_metadata", "1"]
    subprocess.run([program("ffmpeg"), "-v", "error", *source, str(path)], check=True)

    assert door.chapters(path) == (Chapter(0.0, "Begrüßung"), Chapter(1.5, "Was tun?"))


@pytest.mark.parametrize("content", [b"", b"ID3\x03\x00\x00\x7f\x7f\x7f\x7f", b"x" * 5000])
def test_what_is_no_audio_has_no_chapters(tmp_path: Path, door: RealAudio, content: bytes) -> None:
    path = tmp_path / "audio.mp3"
    path.write_bytes(content)

    assert door.chapters(path) == ()
    assert door.chapters(tmp_path / "missing.mp3") == ()
