"""What the first frame says is what others find out by reading the whole file."""

from __future__ import annotations

import struct
import subprocess
from dataclasses import dataclass
from functools import reduce
from itertools import count, takewhile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.mp3 import MP3, BitrateMode
from tests.judges_at_hand import leave_out, program
from tests.sounds import Ffmpeg, speech_like

from podcaster.doors.audio import Samples
from podcaster.master.mp3.checksum import crc16
from podcaster.master.mp3.encode import write_mp3
from podcaster.master.mp3.file import Tally, frame_places, note_replay_gain, own_bytes
from podcaster.master.sound import held_sound
from podcaster.model.audio import AudioFormat, Encoding, Measurement

CODINGS = {
    "CBR": Encoding(AudioFormat.MP3, 128, 2, 48000),
    "CBR of the disc": Encoding(AudioFormat.MP3, 96, 2, 44100),
    "CBR mono": Encoding(AudioFormat.MP3, 64, 1, 48000),
    "V2": Encoding(AudioFormat.MP3, None, 2, 48000, vbr_quality=2),
    "V4 mono of the disc": Encoding(AudioFormat.MP3, None, 1, 44100, vbr_quality=4),
}


def sound(coding: Encoding, length_s: float = 6.0) -> Samples:
    return speech_like(length_s, rate_hz=coding.sample_rate_hz or 0)[:, : coding.channels]


@pytest.fixture(params=CODINGS)
def coding(request: pytest.FixtureRequest) -> Encoding:
    return CODINGS[request.param]


@pytest.fixture
def path(coding: Encoding, tmp_path: Path) -> Path:
    made = tmp_path / "a.mp3"
    write_mp3(held_sound(sound(coding), coding.sample_rate_hz or 0), coding, made)
    return made


@dataclass(frozen=True)
class Tag:
    """What stands in an Info or Xing frame."""

    frames: int
    size: int
    contents: bytes
    peak: int
    gain: int
    delays: int
    music_bytes: int
    music_checksum: int
    own_checksum: int
    computed: int


def tag_of(data: bytes) -> Tag:
    at = max(data[:4096].find(b"Info"), data[:4096].find(b"Xing"))
    frames, size = struct.unpack_from(">II", data, at + 8)
    lame = at + 120
    peak, gain = struct.unpack_from(">IH", data, lame + 11)
    music, checksum, own = struct.unpack_from(">IHH", data, lame + 28)
    delays = int.from_bytes(data[lame + 21 : lame + 24], "big")
    computed = crc16(data[data.index(b"\xff\xfb") : lame + 34])
    contents = data[at + 16 : at + 116]
    return Tag(frames, size, contents, peak, gain, delays, music, checksum, own, computed)


def test_ffmpeg_writes_the_same_when_it_copies_the_frames(
    path: Path, tmp_path: Path, ffmpeg: Ffmpeg
) -> None:
    copied = tmp_path / "copied.mp3"
    ffmpeg.run("-i", path, "-c", "copy", "-id3v2_version", "0", copied)

    ours, theirs = tag_of(path.read_bytes()), tag_of(copied.read_bytes())

    assert ours.own_checksum == ours.computed
    assert ours.size == ours.music_bytes == path.stat().st_size
    assert ours.frames == theirs.frames
    assert ours.music_checksum == theirs.music_checksum


def test_the_contents_lead_to_the_frame_of_that_moment(path: Path) -> None:
    data = path.read_bytes()
    tag, info = tag_of(data), MP3(path).info

    assert list(tag.contents) == sorted(tag.contents)
    at = _frame_bytes(data[2])
    starts = []
    while at < len(data):
        starts.append(at)
        at += _frame_bytes(data[at + 2])
    assert len(starts) == tag.frames
    for percent, entry in enumerate(tag.contents):
        place = starts[percent * len(starts) // 100]
        assert 0 <= place - entry * len(data) / 256 <= len(data) / 256
    varies = info.bitrate_mode is BitrateMode.VBR
    assert varies == (b"Xing" in data[:200])


def _frame_bytes(third: int) -> int:
    kbps = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)[third >> 4]
    return 144_000 * kbps // (44100, 48000, 32000)[third >> 2 & 3] + (third >> 1 & 1)


def test_players_find_every_sample(path: Path, coding: Encoding, ffmpeg: Ffmpeg) -> None:
    expected = len(sound(coding))

    assert len(ffmpeg.decode(path, coding.channels or 0)) == expected
    assert MP3(path).info.length == pytest.approx(expected / (coding.sample_rate_hz or 0), abs=0.03)
    assert _mpg123_samples(path, coding.channels or 0) == expected


def test_a_player_without_gapless_playback_finds_it_as_long_as_any_encoders(
    path: Path, coding: Encoding, ffmpeg: Ffmpeg, tmp_path: Path
) -> None:
    """Info frame, delay and padding count for sox: 60 ms here, of any encoder's file."""
    rate = ["-b:a", f"{coding.bitrate_kbps}k"] if coding.bitrate_kbps else []
    quality = [] if coding.vbr_quality is None else ["-q:a", str(coding.vbr_quality)]
    others = tmp_path / "lame.mp3"
    ffmpeg.run("-i", path, "-c:a", "libmp3lame", *rate, *quality, others)

    assert _sox_s(path) == pytest.approx(_sox_s(others), abs=0.05)


def _mpg123_samples(path: Path, channels: int) -> int:
    return len(_told_by("mpg123", "-q", "-s", str(path))) // (2 * channels)


def _sox_s(path: Path) -> float:
    if "mp3" not in _told_by("sox", "--help").decode().split():
        leave_out("another player: `sox` reads no MP3 here")
    return float(_told_by("soxi", "-D", str(path)))


def _told_by(name: str, *arguments: str) -> bytes:
    command = [program(name, "another player"), *arguments]
    return subprocess.run(command, check=True, capture_output=True).stdout


@pytest.mark.parametrize(
    ("lufs", "peak_dbtp", "gain_db"),
    [(-16.0, -1.0, -2.0), (-23.0, -6.0, 5.0), (-90.0, -80.0, 51.1)],
)
def test_players_are_told_how_loud_it_is(
    path: Path, coding: Encoding, lufs: float, peak_dbtp: float, gain_db: float
) -> None:
    before = path.read_bytes()
    measured = Measurement("a.mp3", 6.0, lufs, 1.0, peak_dbtp, 48000, 2, "mp3")

    note_replay_gain(path, coding, measured)

    data = path.read_bytes()
    tag = tag_of(data)
    sign = -1 if tag.gain & 0x200 else 1
    assert tag.gain >> 10 == 0b001011
    assert sign * (tag.gain & 0x1FF) / 10 == pytest.approx(gain_db)
    assert tag.peak / 2**23 == pytest.approx(10 ** (peak_dbtp / 20), abs=1e-6)
    assert tag.own_checksum == tag.computed
    assert data[400:] == before[400:]


def test_silence_has_no_gain_to_tell(path: Path, coding: Encoding) -> None:
    before = path.read_bytes()

    note_replay_gain(path, coding, Measurement("a.mp3", 6.0, None, 0.0, None, 48000, 2, "mp3"))

    assert path.read_bytes() == before


def test_the_checksum_is_the_well_known_one() -> None:
    assert crc16(b"123456789") == 0xBB3D


@given(sizes=st.lists(st.integers(0, 9000), max_size=4), seed=st.integers(0, 255))
def test_a_checksum_does_not_depend_on_the_pieces(sizes: list[int], seed: int) -> None:
    pieces = [bytes((seed + at * at) & 0xFF for at in range(size)) for size in sizes]
    whole, slow = b"".join(pieces), 0
    for byte in whole:
        slow ^= byte
        for _ in range(8):
            slow = slow >> 1 ^ (0xA001 if slow & 1 else 0)

    assert reduce(lambda crc, piece: crc16(piece, crc), pieces, 0) == crc16(whole) == slow


def test_what_is_written_is_counted_in_pieces_of_any_size(path: Path, coding: Encoding) -> None:
    content, first = path.read_bytes(), own_bytes(coding)
    with path.open("rb") as file:
        expected = frame_places(file, first)
    for size in (1, 700, 1 << 21):
        tally, pieces = Tally(first), (content[at : at + size] for at in count(first, size))
        written = b"".join(tally.watched(takewhile(bool, pieces)))

        assert written == content[first:]
        assert (tally.places, tally.checksum) == (expected, crc16(content[first:]))
