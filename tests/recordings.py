"""Recordings as people have them: of every kind, odd, cut off, scratched, put end to end.

Each maker takes the path it writes to and returns it.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import soundfile
from tests.sounds import RATE_HZ, ffmpeg_or_leave_out, sine, speech_like, stereo, write_wav

from podcaster.doors.audio import Samples
from podcaster.master.mp3.encode import write_mp3
from podcaster.master.sound import held_sound
from podcaster.master.stretches import write_packets
from podcaster.model.audio import AudioFormat, Encoding
from podcaster.outside.audio import RealAudio

Maker = Callable[[Path], Path]
#: Of each recording, unless its maker says otherwise.
LENGTH_S = 3.0


def sound(length_s: float = LENGTH_S) -> Samples:
    """Return speech in two channels at 48 kHz."""
    return speech_like(length_s)


def tone(length_s: float = LENGTH_S, rate_hz: int = RATE_HZ, level: float = -20.0) -> Samples:
    """Return 1 kHz in two channels, as loud in LUFS as `level`."""
    return stereo(sine(level, length_s, rate_hz=rate_hz))


def with_soundfile(path: Path, kind: str, subtype: str) -> Path:
    """Write speech as libsndfile does."""
    soundfile.write(path, sound(), RATE_HZ, format=kind, subtype=subtype)
    return path


def as_mp3(path: Path) -> Path:
    """Write speech as MP3, with a first frame that tells the length."""
    write_mp3(held_sound(sound(), RATE_HZ), Encoding(AudioFormat.MP3, 128, 2, RATE_HZ), path)
    return path


def encoded(path: Path, audio_format: AudioFormat) -> Path:
    """Write speech as AAC or Opus."""
    write_packets(
        held_sound(sound(), RATE_HZ), Encoding(audio_format, 96, 2, RATE_HZ), path, RealAudio()
    )
    return path


#: The kinds that are read, the exact ones first.
MADE: dict[str, Maker] = {
    "wav 16": lambda path: with_soundfile(path, "WAV", "PCM_16"),
    "wav 24": lambda path: with_soundfile(path, "WAV", "PCM_24"),
    "wav float": lambda path: with_soundfile(path, "WAV", "FLOAT"),
    "rf64": lambda path: with_soundfile(path, "RF64", "PCM_16"),
    "wave64": lambda path: with_soundfile(path, "W64", "PCM_16"),
    "caf": lambda path: with_soundfile(path, "CAF", "PCM_16"),
    "aiff": lambda path: with_soundfile(path, "AIFF", "PCM_24"),
    "flac": lambda path: with_soundfile(path, "FLAC", "PCM_16"),
    "ogg vorbis": lambda path: with_soundfile(path, "OGG", "VORBIS"),
    "mp3": as_mp3,
    "m4a": lambda path: encoded(path, AudioFormat.M4A),
    "opus": lambda path: encoded(path, AudioFormat.OPUS),
}


def converted(path: Path, *arguments: str) -> Path:
    """Write speech as ffmpeg does."""
    source = write_wav(path.with_name("source.wav"), sound(), subtype="PCM_16")
    ffmpeg_or_leave_out().run("-i", source, *arguments, path)
    source.unlink()
    return path


def film(path: Path, *arguments: str) -> Path:
    """Write a film in MP4."""
    picture = ("-f", "lavfi", "-i", "testsrc=s=64x64:d=3", "-c:v", "mpeg4")
    return converted(path, *picture, *arguments, "-f", "mp4")


def with_cover(path: Path) -> Path:
    """Write an M4A with a picture inside."""
    picture = ("-f", "lavfi", "-i", "testsrc=s=64x64:d=1", "-map", "0:a", "-map", "1:v")
    how = ("-frames:v", "1", "-c:v", "mjpeg", "-disposition:v", "attached_pic")
    return converted(path, *picture, *how, "-c:a", "aac", "-f", "ipod")


def end_to_end(path: Path, common: tuple[str, ...], *parts: tuple[str, ...]) -> Path:
    """Write files of different kinds one behind the other, as `cat` does."""
    return written(path, b"".join(converted(path, *part, *common).read_bytes() for part in parts))


def written(path: Path, data: bytes) -> Path:
    """Write bytes."""
    path.write_bytes(data)
    return path


def first(path: Path, count: int) -> Path:
    """Leave so many bytes of a file."""
    return written(path, path.read_bytes()[:count])


def cut(path: Path, part: float = 2 / 3) -> Path:
    """Leave a part of a file."""
    return first(path, int(path.stat().st_size * part))


def scratched(path: Path) -> Path:
    """Write noise over the middle of a file."""
    data = bytearray(path.read_bytes())
    noise = np.random.default_rng(3).integers(0, 256, 3000, dtype=np.uint8)
    data[len(data) // 2 : len(data) // 2 + 3000] = noise.tobytes()
    return written(path, bytes(data))


def with_value(path: Path, value: float) -> Path:
    """Write speech with one number that is no sound."""
    samples = sound().copy()
    samples[70000, 1] = value
    return write_wav(path, samples, subtype="FLOAT")


def with_rate(path: Path, rate_hz: int) -> Path:
    """Write a WAV whose header says another rate."""
    data = bytearray(with_soundfile(path, "WAV", "PCM_16").read_bytes())
    struct.pack_into("<I", data, 24, rate_hz)
    return written(path, bytes(data))


def with_codec(path: Path, number: int) -> Path:
    """Write a WAV whose header names another codec."""
    data = bytearray(with_soundfile(path, "WAV", "PCM_16").read_bytes())
    struct.pack_into("<H", data, 20, number)
    return written(path, bytes(data))


def with_endless_header(path: Path) -> Path:
    """Let the 36 bits for the number of samples in FLAC's first block say all they can."""
    data = bytearray(with_soundfile(path, "FLAC", "PCM_16").read_bytes())
    data[21] |= 0x0F
    data[22:26] = b"\xff" * 4
    return written(path, bytes(data))


def with_frames_said(path: Path, share: float) -> Path:
    """Write an MP3 whose first frame says another number of frames (Xing's table)."""
    data = bytearray(as_mp3(path).read_bytes())
    at = data.index(b"Info") + 8
    struct.pack_into(">I", data, at, int(struct.unpack_from(">I", data, at)[0] * share))
    return written(path, bytes(data))


def in_channels(path: Path, count: int) -> Path:
    """Write a tone on the left and on the right, and silent channels beside."""
    samples = np.zeros((len(tone()), count), np.float32)
    samples[:, :2] = tone()
    return write_wav(path, samples)


def one_side(path: Path) -> Path:
    """Write a tone on the left only."""
    samples = tone()
    samples[:, 1] = 0
    return write_wav(path, samples)


def hours(path: Path, count: int) -> Path:
    """Write a second of speech, and then nothing for hours, which takes no room on a disk."""
    speech = speech_like(1.0, rate_hz=8000, channels=1)
    data = bytearray(write_wav(path, speech, 8000, "PCM_16").read_bytes())
    at, sound_bytes = data.index(b"data") + 8, 2 * 8000 * 3600 * count
    struct.pack_into("<I", data, at - 4, sound_bytes)
    struct.pack_into("<I", data, 4, at + sound_bytes - 8)
    with path.open("wb") as file:
        file.write(data)
        file.truncate(at + sound_bytes)
    return path
