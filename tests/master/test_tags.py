"""Tags as independent readers see them."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import lameenc
import numpy as np
import pytest
from mutagen.id3 import ID3
from mutagen.mp3 import MP3
from PIL import Image

from podcaster.master.tags import Tags, write_tags
from podcaster.model.audio import AudioFormat
from podcaster.model.chapters import Chapter

CHAPTERS = (
    Chapter(0.0, "Begrüßung"),
    Chapter(1.0, "„Schwierige Plätze“: Was Mitarbeiter*innen vor Ort wirklich brauchen"),
    Chapter(2.25, "Ä", "https://www.example.org/plätze?a=1&b=2"),
    Chapter(2.5, "Ausblick – und Dank"),
)


@pytest.fixture
def mp3(tmp_path: Path) -> Path:
    encoder = lameenc.Encoder()
    encoder.set_in_sample_rate(44100)
    encoder.set_channels(1)
    encoder.set_bit_rate(96)
    encoder.silence()
    tone = (np.sin(np.arange(44100 * 3) / 20) * 8000).astype(np.int16)
    path = tmp_path / "audio.mp3"
    path.write_bytes(bytes(encoder.encode(tone.tobytes())) + bytes(encoder.flush()))
    return path


@pytest.fixture
def tags(tmp_path: Path) -> Tags:
    picture = tmp_path / "artwork.jpg"
    Image.new("RGB", (600, 600), "#8f1d2c").save(picture)
    return Tags(
        title="Sicherheit: Was nun? „Bürger*innen“ fragen",
        show="Sichere Räume",
        author="DEFUS",
        published_at=datetime(2026, 3, 5, 6, 0, tzinfo=ZoneInfo("Europe/Berlin")),
        language="de",
        comment="Ein Absatz.\n\nGefördert durch die Europäische Union.",
        show_url="https://www.example.org/podcast",
        page_url="https://podcast.example.org/episodes/plaetze/",
        feed_url="https://podcast.example.org/feed.xml",
        guid="0b3f2b1e-8f43-4f0e-9b55-0d6f3a4f6f7a",
        duration_s=3.0,
        number=12,
        season=2,
        copyright="2026 DEFUS",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        topics=("Öffentlicher Raum", "Prävention"),
        chapters=CHAPTERS,
        picture=picture,
        picture_alt="Ein Platz bei Nacht",
    )


def test_every_value_stands_in_its_frame_of_id3v2_3(mp3: Path, tags: Tags) -> None:
    write_tags(mp3, AudioFormat.MP3, tags)

    tag = ID3(mp3, translate=False)

    assert tag.version == (2, 3, 0)
    assert {name: str(tag[name]) for name in ("TIT2", "TALB", "TPE1", "TRCK", "TPOS")} == {
        "TIT2": tags.title,
        "TALB": "Sichere Räume",
        "TPE1": "DEFUS",
        "TRCK": "12",
        "TPOS": "2",
    }
    assert [str(tag[name]) for name in ("TYER", "TDAT", "TIME", "TLAN")] == [
        "2026",
        "0503",
        "0600",
        "deu",
    ]
    assert str(tag["COMM::deu"]) == tags.comment
    assert tag.getall("WOAR")[0].url == tags.show_url
    assert tag["WPUB"].url == tags.show_url
    assert tag["WCOP"].url == tags.licence_url
    assert str(tag["TPUB"]) == "DEFUS"
    assert tag["APIC:Ein Platz bei Nacht"].mime == "image/jpeg"


def test_chapters_stand_in_time_order_in_the_bytes_of_the_file(mp3: Path, tags: Tags) -> None:
    write_tags(mp3, AudioFormat.MP3, tags)

    frames = [part[:400] for part in mp3.read_bytes().split(b"CHAP")[1:]]
    starts = [int.from_bytes(frame[frame.index(b"\0", 6) + 1 :][:4], "big") for frame in frames]

    assert starts == [0, 1000, 2250, 2500]


def test_the_table_of_contents_names_all_chapters_in_order(mp3: Path, tags: Tags) -> None:
    write_tags(mp3, AudioFormat.MP3, tags)

    tag = ID3(mp3)
    named = [tag[f"CHAP:{name}"] for name in tag["CTOC:toc"].child_element_ids]

    assert [str(chapter.sub_frames["TIT2"]) for chapter in named] == [c.title for c in CHAPTERS]
    assert named[2].sub_frames["WXXX:"].url == "https://www.example.org/pl%C3%A4tze?a=1&b=2"
    assert [chapter.end_time for chapter in named] == [1000, 2250, 2500, 3000]


@pytest.mark.parametrize("count", [1, 9, 120])
def test_ffprobe_lists_chapters_ascending(mp3: Path, tags: Tags, count: int, ffprobe: str) -> None:
    chapters = tuple(Chapter(i * 0.02, "Kapitel " + "x" * (i * 7 % 40)) for i in range(count))
    write_tags(mp3, AudioFormat.MP3, replace(tags, chapters=chapters))

    probed = subprocess.run(
        [ffprobe, "-v", "error", "-show_chapters", "-of", "json", str(mp3)],
        capture_output=True,
        check=True,
    )

    listed = json.loads(probed.stdout)["chapters"]
    assert [chapter["tags"]["title"] for chapter in listed] == [c.title for c in chapters]


def test_tagging_again_changes_no_byte(mp3: Path, tags: Tags) -> None:
    write_tags(mp3, AudioFormat.MP3, tags)
    first = mp3.read_bytes()

    write_tags(mp3, AudioFormat.MP3, tags)

    assert mp3.read_bytes() == first


def test_the_audio_itself_is_left_alone(mp3: Path, tags: Tags) -> None:
    bare = mp3.read_bytes()

    write_tags(mp3, AudioFormat.MP3, replace(tags, chapters=(), picture=None))

    assert bare in mp3.read_bytes()
    assert MP3(mp3).info.length == pytest.approx(3.0, abs=0.1)


@pytest.fixture
def ffprobe() -> str:
    found = shutil.which("ffprobe")
    assert found, "ffprobe is missing: tests/system.sh installs it"
    return found
