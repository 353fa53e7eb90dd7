"""The sound track of an MP4: what is read packet by packet is what FFmpeg reads of the whole.

It ends where the file says, in the middle of its last packet, as it does for FFmpeg 9.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.recordings import Maker, converted, cut, encoded, film, written

from podcaster.doors.audio import Packet, Samples
from podcaster.errors import AudioError
from podcaster.model.audio import AudioFacts, AudioFormat, Encoding
from podcaster.outside.audio import RealAudio, ffmpeg, sound_track
from podcaster.outside.audio.encode import mux

AAC = "-c:a", "aac"
IPOD = *AAC, "-f", "ipod"


def made(*arguments: str) -> Maker:
    return lambda path: converted(path, *arguments)


def _ours(path: Path) -> Path:
    return encoded(path, AudioFormat.M4A)


def _cut_without_decoding(path: Path) -> Path:
    whole = converted(path.with_name("whole.m4a"), *IPOD)
    return converted(path, "-i", str(whole), "-map", "1:a", "-t", "2.1", "-c", "copy", "-f", "ipod")


PLAIN: dict[str, Maker] = {
    "ours": _ours,
    "table in front": made(*IPOD, "-movflags", "+faststart"),
    "table behind": made(*IPOD),
    "44.1 kHz": made("-ar", "44100", *IPOD),
    "8 kHz, one channel": made("-ar", "8000", "-ac", "1", *IPOD),
    "six channels": made("-ac", "6", *IPOD),
    "a third of a second": made("-t", "0.3", *IPOD),
    "silence": made("-af", "volume=0", *IPOD),
    "no edit": made(*IPOD, "-use_editlist", "0"),
    "film": lambda path: film(path, *AAC),
    "QuickTime": made(*AAC, "-f", "mov"),
    "3GP": made(*AAC, "-f", "3gp"),
    "cut without decoding": _cut_without_decoding,
}
ODD: dict[str, Maker] = {
    "fragments": made(*AAC, "-movflags", "empty_moov+default_base_moof", "-f", "mp4"),
    "ALAC": made("-c:a", "alac", "-f", "ipod"),
    "a pause first": lambda path: converted(
        path,
        *("-itsoffset", "1", "-i", str(_ours(path.with_name("late.m4a")))),
        *("-map", "1:a", "-c", "copy", "-f", "ipod"),
    ),
    "no MP4": made(*AAC, "-f", "adts"),
}
Reading = tuple[AudioFacts, Samples]


def read(path: Path) -> Reading:
    return ffmpeg.probe(path), np.concatenate(list(ffmpeg.read(path, 0, None)))


def read_by_ffmpeg(path: Path) -> Reading:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sound_track, "found", lambda _: None)
        return read(path)


def assert_same(path: Path) -> None:
    facts, samples = read(path)
    their_facts, their_samples = read_by_ffmpeg(path)

    assert facts == their_facts
    if sound_track.found(path):
        assert len(samples) == round(facts.duration_s * facts.sample_rate_hz)
    assert np.array_equal(samples, their_samples[: len(samples)])


@pytest.mark.parametrize("kind", PLAIN)
def test_a_plain_one_is_read_as_ffmpeg_reads_it(kind: str, tmp_path: Path) -> None:
    path = PLAIN[kind](tmp_path / "a")

    assert sound_track.found(path)
    assert_same(path)


@pytest.mark.parametrize("kind", ODD)
def test_an_odd_one_is_left_to_ffmpeg(kind: str, tmp_path: Path) -> None:
    path = ODD[kind](tmp_path / "a")

    assert sound_track.found(path) is None
    assert_same(path)


def test_twice_the_rate_for_the_upper_half_is_told_by_the_first_packets(tmp_path: Path) -> None:
    path = converted(tmp_path / "a", "-ar", "24000", *IPOD)
    data = bytearray(path.read_bytes())
    data[data.index(b"\x56\xe5") + 2] = 0x98  # HE-AAC of 48 kHz (ISO/IEC 14496-3, 1.6.2.1)
    written(path, bytes(data))

    assert sound_track.found(path)
    assert read(path)[0].sample_rate_hz == 48000
    assert_same(path)


def test_another_codec_in_the_same_box_is_left_to_ffmpeg(tmp_path: Path) -> None:
    assert_same(converted(tmp_path / "a", "-c:a", "libmp3lame", "-f", "mp4"))


def test_ffmpeg_sees_few_packets_however_many_there_are(tmp_path: Path) -> None:
    speech, path = sound_track.found(_ours(tmp_path / "a")), tmp_path / "b"
    assert speech
    data = [packet.data for packet in speech.packets()]
    packets = [Packet(data[n % len(data)], 1024 * (n - 1), 1024) for n in range(5000)]
    mux(packets, 48000, Encoding(AudioFormat.M4A, 96, 2, 48000), path)

    track = sound_track.found(path)

    assert track
    assert list(track.packets()) == packets
    with av.open(BytesIO(track.start)) as container:
        assert len(container.streams.audio[0].index_entries) == sound_track.SHOWN
    assert len(track.start) < 100_000


@pytest.fixture(scope="module")
def speech(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return three seconds as M4A."""
    return _ours(tmp_path_factory.mktemp("speech") / "a").read_bytes()


Change = Callable[[bytearray], None]


def changed(data: bytes, path: Path, change: Change) -> Path:
    copy = bytearray(data)
    change(copy)
    return written(path, bytes(copy))


def box_at(data: bytes, name: bytes) -> int:
    return data.index(name) + 4


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 40_000), st.integers(10_000, 140_000))
def test_what_an_edit_leaves_out_ffmpeg_leaves_out(
    speech: bytes, tmp_path_factory: pytest.TempPathFactory, begin: int, length: int
) -> None:
    def edit(data: bytearray) -> None:
        struct.pack_into(
            ">Ii", data, box_at(speech, b"elst") + 8, min(length, 140_000 - begin), begin
        )

    path = changed(speech, tmp_path_factory.mktemp("edit") / "a", edit)

    assert_same(path)


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_table_is_read_or_refused(speech: bytes, seed: int, tmp_path: Path) -> None:
    start, end = box_at(speech, b"moov"), box_at(speech, b"stsz") + 40
    noise = np.random.default_rng(seed)

    def spoil(data: bytearray) -> None:
        for at in noise.integers(start, end, 3):
            data[at] = noise.integers(256)

    path = changed(speech, tmp_path / "a", spoil)

    try:
        samples = sum(map(len, RealAudio().read(path)))
    except AudioError:
        return
    assert samples


@pytest.mark.parametrize("part", [0.08, 0.2, 0.5, 0.999])
def test_one_that_breaks_off_says_how_much_is_missing(part: float, tmp_path: Path) -> None:
    path = cut(_ours(tmp_path / "a"), part)

    with pytest.raises(AudioError, match=r"shorter than its own header says: \d\.\d s are missing"):
        read(path)
