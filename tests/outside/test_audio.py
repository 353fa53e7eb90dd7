"""The audio door: what it reads, what it refuses, what it writes."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import cast

import av
import numpy as np
import pytest
import soundfile
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from tests.recordings import MADE, as_mp3, converted, cut, sound
from tests.sounds import Ffmpeg, write_wav

from podcaster.doors.audio import Samples
from podcaster.errors import AudioError
from podcaster.master.sound import Sound, held_sound
from podcaster.master.stretches import write_packets
from podcaster.model.audio import AudioFacts, AudioFormat, Encoding
from podcaster.outside.audio import RealAudio, ffmpeg

RATE_HZ = 48000


def samples_of(path: Path) -> Samples:
    return np.concatenate(list(RealAudio().read(path)))


#: Of each kind: (codec, how far samples may be off).
KINDS: dict[str, tuple[str, float]] = {
    "wav 16": ("pcm", 1e-4),
    "wav 24": ("pcm", 1e-6),
    "wav float": ("pcm", 0.0),
    "rf64": ("pcm", 1e-4),
    "wave64": ("pcm", 1e-4),
    "caf": ("pcm", 1e-4),
    "aiff": ("pcm", 1e-6),
    "flac": ("flac", 1e-4),
    "ogg vorbis": ("vorbis", 0.2),
    "mp3": ("mp3", 0.2),
    "m4a": ("aac", 0.3),
    "opus": ("opus", 0.3),
}


@pytest.mark.parametrize("kind", KINDS)
def test_reads_by_content_whatever_the_name(kind: str, tmp_path: Path) -> None:
    codec, tolerance = KINDS[kind]
    path = MADE[kind](tmp_path / "no-extension").rename(tmp_path / "misleading.raw")

    facts, samples = RealAudio().probe(path), samples_of(path)

    assert replace(facts, duration_s=3.0) == AudioFacts(codec, RATE_HZ, 2, 3.0)
    assert facts.duration_s == pytest.approx(3.0, abs=0.03)
    assert len(samples) == 3 * RATE_HZ
    if tolerance < 0.1:
        assert np.abs(samples - sound()).max() <= tolerance
    else:
        inner = slice(4800, 3 * RATE_HZ - 4800)
        assert np.corrcoef(samples[inner, 0], sound()[inner, 0])[0, 1] > 0.97


@pytest.mark.parametrize(
    ("arguments", "codec"),
    [
        (["-c:a", "alac", "-f", "ipod"], "alac"),
        (["-c:a", "aac", "-f", "adts"], "aac"),
        (["-c:a", "libopus", "-f", "webm"], "opus"),
        (["-c:a", "pcm_s16le", "-f", "wav"], "pcm"),
        (["-c:a", "pcm_u8", "-f", "wav"], "pcm"),
        (["-c:a", "libmp3lame", "-write_xing", "0", "-f", "mp3"], "mp3"),
        (["-c:a", "libmp3lame", "-q:a", "4", "-f", "mp3"], "mp3"),
    ],
    ids=["alac", "adts", "webm", "wav", "wav 8 bit", "mp3 without Xing", "mp3 vbr"],
)
def test_reads_what_ffmpeg_writes_as_ffmpeg_reads_it(
    arguments: list[str], codec: str, tmp_path: Path, ffmpeg: Ffmpeg
) -> None:
    source, path = write_wav(tmp_path / "a.wav", sound()), tmp_path / "b"
    ffmpeg.run("-i", source, *arguments, path)

    samples, judged = samples_of(path), ffmpeg.decode(path, 2)

    assert RealAudio().probe(path).codec == codec
    assert samples.shape == judged.shape
    assert np.abs(samples - judged).max() <= 1e-3


def test_reads_wav_files_that_were_written_into_a_pipe(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    source, path = write_wav(tmp_path / "a.wav", sound(), subtype="PCM_16"), tmp_path / "b.wav"
    path.write_bytes(ffmpeg.run("-i", source, "-f", "wav", "-"))

    assert np.array_equal(samples_of(path), samples_of(source))


def as_film(path: Path, *arguments: str) -> Path:
    """Write speech of three seconds into a film whose pictures last five."""
    pictures = ("-f", "lavfi", "-i", "testsrc=s=64x64:d=5", "-map", "1:v", "-map", "0:a")
    return converted(path, *pictures, *arguments)


MATROSKA = ("-c:v", "mpeg4", "-c:a", "flac", "-f", "matroska")
#: Containers that tell one length for sound and pictures.
FILMS: dict[str, tuple[str, ...]] = {
    "Matroska": MATROSKA,
    "WebM": ("-c:v", "libvpx", "-c:a", "libopus", "-f", "webm"),
    "WMV": ("-c:v", "wmv2", "-c:a", "wmav2", "-f", "asf"),
}


@pytest.mark.parametrize("kind", FILMS)
def test_pictures_may_go_on_when_the_sound_is_over(kind: str, tmp_path: Path) -> None:
    path = as_film(tmp_path / "film", *FILMS[kind])

    assert len(samples_of(path)) == pytest.approx(3 * RATE_HZ, abs=2048)


def test_sound_may_begin_later_than_the_pictures(tmp_path: Path) -> None:
    film = as_film(tmp_path / "film", *MATROSKA)
    late = ("-itsoffset", "2.5", "-i", str(film), "-map", "1:v", "-map", "2:a", "-c", "copy")
    path = converted(tmp_path / "late", "-i", str(film), *late, "-f", "matroska")

    assert len(samples_of(path)) == 3 * RATE_HZ


@pytest.mark.parametrize("part", [0.3, 0.6])
def test_a_film_that_breaks_off_is_refused(part: float, tmp_path: Path) -> None:
    path = cut(as_film(tmp_path / "film", *MATROSKA), part)

    with pytest.raises(AudioError, match=r"shorter than its own header says: \d\.\d s are missing"):
        samples_of(path)


def test_sound_that_is_lost_in_the_middle_of_a_film_is_missed(tmp_path: Path) -> None:
    path = as_film(tmp_path / "film", *MATROSKA)
    data = bytearray(path.read_bytes())
    middle = len(data) // 3
    data[middle : middle + len(data) // 4] = bytes(len(data) // 4)
    path.write_bytes(data)

    with pytest.raises(AudioError, match=r"are missing|is damaged"):
        samples_of(path)


CHECKED = {
    "FLAC in Matroska": ("-c:a", "flac", "-f", "matroska"),
    "FLAC in MP4": ("-c:a", "flac", "-strict", "-2", "-f", "mp4"),
    "WavPack": ("-c:a", "wavpack", "-f", "wv"),
    "TTA": ("-c:a", "tta", "-f", "tta"),
}


@pytest.mark.parametrize("kind", CHECKED)
def test_a_single_wrong_bit_does_not_match_its_checksum(kind: str, tmp_path: Path) -> None:
    path = converted(tmp_path / "whole", *CHECKED[kind])
    samples_of(path)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 8
    path.write_bytes(data)

    with pytest.raises(AudioError, match=r"is damaged: it can't be decoded from \d\.\d s on"):
        samples_of(path)


def test_a_track_that_turns_up_on_the_way_ends_nothing(tmp_path: Path) -> None:
    """PyAV looks for it behind the last packet, among the tracks it knew at the beginning."""
    path = MADE["opus"](tmp_path / "talk")

    with av.open(path) as whole:
        stream = whole.streams.audio[0]

        class Stumbling:
            format = whole.format

            def demux(self, of: AudioStream) -> Iterator[Packet[AudioStream]]:
                yield from whole.demux(of)
                raise IndexError

        found = ffmpeg._Source(cast("InputContainer", Stumbling()), stream, (), None).frames()

        assert sum(frame.samples for frame in found) == 3 * RATE_HZ


def test_a_bang_in_a_lossy_file_is_damage(tmp_path: Path) -> None:
    path, samples = tmp_path / "talk", sound().copy()
    samples[2 * RATE_HZ :] *= 5000
    soundfile.write(path, samples, RATE_HZ, format="OGG", subtype="VORBIS")

    with pytest.raises(AudioError, match=r"is damaged: it can't be decoded from 2\.0 s on"):
        samples_of(path)

    soundfile.write(path, samples, RATE_HZ, format="WAV", subtype="FLOAT")
    assert len(samples_of(path)) == len(samples)


def test_a_wav_of_the_other_byte_order_is_no_noise(tmp_path: Path) -> None:
    path = tmp_path / "talk"
    soundfile.write(path, sound(), RATE_HZ, format="WAV", subtype="PCM_16", endian="BIG")
    assert path.read_bytes().startswith(b"RIFX")

    assert np.abs(samples_of(path) - sound()).max() <= 1e-4

    path.write_bytes(path.read_bytes()[:100_000])
    with pytest.raises(AudioError, match=r"\d+ of 576000 bytes are missing"):
        samples_of(path)


def test_an_mp3_inside_a_wav_is_read(tmp_path: Path) -> None:
    path = converted(tmp_path / "talk", "-c:a", "libmp3lame", "-f", "wav")

    assert len(samples_of(path)) == pytest.approx(3 * RATE_HZ, abs=3000)


def test_tags_in_another_encoding_are_no_obstacle(tmp_path: Path) -> None:
    path = as_mp3(tmp_path / "a.mp3")
    path.write_bytes(path.read_bytes() + b"TAG" + "Grüße".encode("latin-1").ljust(125, b"\0"))

    assert len(samples_of(path)) == 3 * RATE_HZ


@pytest.mark.parametrize("said", [0, 0x7FFFF000, 0x80000000, 0xFFFFFFFF])
def test_a_length_that_stands_for_unknown_is_no_lie(said: int, tmp_path: Path) -> None:
    data = bytearray(write_wav(tmp_path / "a.wav", sound(), subtype="PCM_16").read_bytes())
    struct.pack_into("<I", data, data.index(b"data") + 4, said)
    (tmp_path / "a.wav").write_bytes(data)

    assert len(samples_of(tmp_path / "a.wav")) == 3 * RATE_HZ


@pytest.mark.parametrize(
    ("start_s", "stop_s", "frames"),
    [(0.0, None, 144000), (1.0, None, 96000), (0.5, 1.25, 36000), (2.9, 9.0, 4800), (5.0, 6.0, 0)],
)
@pytest.mark.parametrize("kind", ["wav 16", "mp3"])
def test_reads_a_part(
    kind: str, start_s: float, stop_s: float | None, frames: int, tmp_path: Path
) -> None:
    path = MADE[kind](tmp_path / "a")

    blocks = list(RealAudio().read(path, start_s=start_s, stop_s=stop_s))

    assert sum(map(len, blocks)) == frames
    if blocks:
        start = round(start_s * RATE_HZ)
        assert np.array_equal(np.concatenate(blocks), samples_of(path)[start : start + frames])


def pieces(samples: Samples, size: int, start: int, stop: int | None) -> Iterator[Samples]:
    assert (start, stop) == (0, None)
    return (samples[at : at + size] for at in range(0, len(samples), size))


@pytest.mark.parametrize("audio_format", [AudioFormat.M4A, AudioFormat.OPUS])
@pytest.mark.parametrize("channels", [1, 2])
def test_encodes_the_same_bytes_again_and_the_length_it_was_given(
    audio_format: AudioFormat, channels: int, tmp_path: Path
) -> None:
    encoding = Encoding(audio_format, 64, channels, RATE_HZ)
    samples, path = sound()[:100_001, :channels], tmp_path / "a"

    made = []
    for size in (30_000, 70_000):
        streamed = Sound(partial(pieces, samples, size), RATE_HZ, channels)
        write_packets(streamed, encoding, path, RealAudio())
        made.append(path.read_bytes())

    assert made[0] == made[1]
    assert RealAudio().probe(path).duration_s == pytest.approx(100_001 / RATE_HZ, abs=1e-4)
    assert RealAudio().probe(path).channels == channels


def test_an_encoder_that_refuses_is_told(tmp_path: Path) -> None:
    encoding = Encoding(AudioFormat.OPUS, 9000, 2, RATE_HZ)

    with pytest.raises(AudioError, match="can't be encoded"):
        write_packets(held_sound(sound(), RATE_HZ), encoding, tmp_path / "a.opus", RealAudio())
