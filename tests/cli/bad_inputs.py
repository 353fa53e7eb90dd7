"""Bad and odd input, one table: what it is, what makes it, what is said of it or heard in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
from tests.recordings import (
    LENGTH_S,
    MADE,
    Maker,
    as_mp3,
    converted,
    cut,
    end_to_end,
    film,
    first,
    hours,
    in_channels,
    one_side,
    scratched,
    tone,
    with_codec,
    with_cover,
    with_endless_header,
    with_frames_said,
    with_rate,
    with_soundfile,
    with_value,
    written,
)
from tests.sounds import RATE_HZ, write_wav


@dataclass(frozen=True)
class Refused:
    """Nobody can use it: `measure`, `master` and `build` say so.

    Attributes:
        words: What is said, a pattern.
        by: Commands that say it; others take the file as it is.
    """

    words: str
    by: tuple[str, ...] = ("measure", "master", "build")


@dataclass(frozen=True)
class Heard:
    """What it is; mastering brings it to its target.

    Attributes:
        lufs: Loudness; None if another meter shall say.
        dbtp: True peak; None as well.
        rate_hz: Samples a second.
        channels: How many.
        length_s: How long.
    """

    lufs: float | None = None
    dbtp: float | None = None
    rate_hz: int = RATE_HZ
    channels: int = 2
    length_s: float = LENGTH_S


@dataclass(frozen=True)
class Row:
    """One recording.

    Attributes:
        make: Writes it.
        expected: What happens to it.
    """

    make: Maker
    expected: Refused | Heard


def _refused(make: Maker, words: str) -> Row:
    return Row(make, Refused(words))


def _of(kind: str, change: Maker, words: str) -> Row:
    """Return a row for a file of a kind that is changed afterwards."""
    return Row(lambda path: change(MADE[kind](path)), Refused(words))


def _wav(samples: object, heard: Heard, subtype: str = "PCM_24") -> Row:
    """Return a row for samples that are read."""
    array = np.asarray(samples, np.float32)
    return Row(lambda path: write_wav(path, array, heard.rate_hz, subtype), heard)


def _bytes(data: bytes, words: str) -> Row:
    return Row(lambda path: written(path, data), Refused(words))


def _linked(path: Path, to: str) -> Path:
    path.symlink_to(to)
    return path


def _a_folder(path: Path) -> Path:
    path.mkdir()
    return path


def _mp3(*arguments: str) -> tuple[str, ...]:
    return ("-c:a", "libmp3lame", *arguments)


ADTS: Final = ("-f", "adts")
OGG: Final = ("-c:a", "libvorbis", "-f", "ogg")
OPUS: Final = ("-c:a", "libopus", "-f", "ogg")
JOINED: Final = ("-write_xing", "0", "-id3v2_version", "0", "-f", "mp3")
#: Words about a change of rate, and of channels.
OTHER_RATE: Final = "changes at 3.0 s from 48000 Hz and 2 channels to 44100 Hz and 2 channels"
OTHER_CHANNELS: Final = "changes at 3.0 s from 48000 Hz and 2 channels to 48000 Hz and 1 channels"
#: The loudness and true peak of `tone`.
TONE: Final = Heard(-20.0, -20.0)

TABLE: Final[dict[str, dict[str, Row]]] = {
    "truncated": {
        "half a header": _bytes(b"RIFF\0\0\0\0WAVEfmt ", "WAV file that ends after 16 bytes"),
        "wav header": _of("wav 16", partial(first, count=30), "a broken WAV file that ends"),
        "flac header": _of("flac", partial(first, count=30), "a broken FLAC file that ends"),
        "ogg header": _of("ogg vorbis", partial(first, count=40), "Ogg file that ends after 40"),
        "m4a, no table": _refused(
            lambda path: first(converted(path, "-c:a", "aac", "-f", "ipod"), 20_000),
            r"without its table \(`moov`\): it ends at byte 20000",
        ),
        "wav": _of("wav 16", cut, "is shorter than its own header says"),
        "wav by little": _of("wav 24", partial(cut, part=0.9999), "is shorter than"),
        "rf64": _of("rf64", cut, "is shorter than"),
        "wave64": _of("wave64", cut, r"is shorter than .*: \d+ of \d+ bytes are missing"),
        "caf": _of("caf", cut, r"is shorter than .*: \d+ of \d+ bytes are missing"),
        "aiff": _of("aiff", cut, "is shorter than"),
        "au": _refused(
            lambda path: cut(with_soundfile(path, "AU", "PCM_16")), r"\d+ of \d+ bytes are missing"
        ),
        "caf, ALAC": _refused(
            lambda path: cut(converted(path, "-c:a", "alac", "-f", "caf")), "bytes are missing"
        ),
        "ogg, in its header": _of("ogg vorbis", partial(first, count=1000), "its last page begins"),
        "flac": _of("flac", cut, "is shorter than|is damaged"),
        "mp3": _of("mp3", cut, "is shorter than its own header says"),
        "mp3 that says more": _refused(
            partial(with_frames_said, share=2), r"is shorter than .*: \d\.\d s are missing"
        ),
        "m4a": _of("m4a", cut, "is shorter than|is damaged"),
        "opus": _of("opus", cut, "is shorter than"),
        "ogg": _of("ogg vorbis", cut, r"last page begins at byte \d+ and lacks \d+ bytes"),
    },
    "corrupt in the middle": {
        "flac": _of("flac", scratched, r"is damaged: it can't be decoded from \d+\.\d s on"),
        "mp3": _of("mp3", scratched, "is damaged"),
        "m4a": _of("m4a", scratched, "is damaged"),
        "opus": _of("opus", scratched, r"is damaged at byte \d+, about \d+ %"),
        "ogg": _of("ogg vorbis", scratched, r"is damaged at byte \d+, about \d+ %"),
        "wav, wild header": _refused(
            partial(with_rate, rate_hz=4_000_000_000), "begins as WAV does, but|can't be read"
        ),
        "wav, no such codec": _refused(
            partial(with_codec, number=0x7777), "begins as WAV does, but|is not an audio file"
        ),
        "wav of 100 Hz": _refused(partial(with_rate, rate_hz=100), "100 samples a second"),
    },
    "changing sample rate midway": {
        "adts": _refused(
            lambda path: end_to_end(path, ADTS, ("-ar", "48000"), ("-ar", "44100")), OTHER_RATE
        ),
        "mp3": _refused(
            lambda path: end_to_end(path, JOINED, _mp3("-ar", "48000"), _mp3("-ar", "44100")),
            OTHER_RATE,
        ),
        "ogg": _refused(
            lambda path: end_to_end(path, OGG, ("-ar", "48000"), ("-ar", "44100")), OTHER_RATE
        ),
    },
    "changing channels midway": {
        "adts": _refused(
            lambda path: end_to_end(path, ADTS, ("-ac", "2"), ("-ac", "1")), OTHER_CHANNELS
        ),
        "mp3": _refused(
            lambda path: end_to_end(path, JOINED, _mp3("-ac", "2"), _mp3("-ac", "1")),
            OTHER_CHANNELS,
        ),
        "ogg": _refused(
            lambda path: end_to_end(path, OGG, ("-ac", "2"), ("-ac", "1")), OTHER_CHANNELS
        ),
        "opus": _refused(
            lambda path: end_to_end(path, OPUS, ("-ac", "2"), ("-ac", "1")), OTHER_CHANNELS
        ),
    },
    "6 channels": {"wav": Row(partial(in_channels, count=6), replace(TONE, channels=6))},
    "8 channels": {"wav": Row(partial(in_channels, count=8), replace(TONE, channels=8))},
    "odd numbers of channels": {
        f"{count}": Row(partial(in_channels, count=count), replace(TONE, channels=count))
        for count in (3, 5, 7)
    },
    "float beyond full scale": {
        "6 dB over": _wav(tone(level=6.0), Heard(6.0, 6.0), "FLOAT"),
        "absurd": _refused(partial(with_value, value=1e20), r"are no sound .* at 1\.458 s"),
    },
    "NaN": {"one": _refused(partial(with_value, value=np.nan), r"are no sound .* at 1\.458 s")},
    "infinite": {"one": _refused(partial(with_value, value=-np.inf), r"no sound .* at 1\.458 s")},
    "DC offset": {"5 %": _wav(tone() + np.float32(0.05), Heard(-20.0, -16.5))},
    "96 kHz, 32 bit": {"wav": _wav(tone(rate_hz=96000), replace(TONE, rate_hz=96000), "PCM_32")},
    "8 kHz mono": {"wav": _wav(tone(rate_hz=8000)[:, :1], Heard(-20.0, -20.0, 8000, 1))},
    "one channel silent": {"right": Row(one_side, Heard(-23.0, -20.0))},
    "digital silence": {
        "wav": Row(
            lambda path: write_wav(path, 0 * tone()), Refused("is silent", ("master", "build"))
        )
    },
    "shorter than 400 ms": {
        "200 ms": _wav(tone(0.2), replace(TONE, length_s=0.2)),
        "one sample": _wav(tone(1 / RATE_HZ) + 0.5, Heard(0.13, -6.02, length_s=1 / RATE_HZ)),
    },
    "zero length": {
        "no byte": _bytes(b"", r"is empty \(0 bytes\)"),
        "no sample": _refused(
            lambda path: write_wav(path, np.zeros((0, 2), np.float32)), "length of zero"
        ),
    },
    "a video file": {
        "with sound": Row(lambda path: film(path, "-c:a", "aac"), Heard()),
        "without": _refused(lambda path: film(path, "-an"), "holds pictures but no sound"),
    },
    "cover art inside": {"m4a": Row(with_cover, Heard())},
    "wrong extension": {
        "mp3": Row(as_mp3, Heard()),
        "more than its frames": Row(partial(with_frames_said, share=0.5), Heard()),
        "text": _bytes(b"Hallo Welt\n" * 999, "is not an audio file"),
        "picture": _bytes(b"\x89PNG\r\n\x1a\n" + bytes(5000), "is not an audio file"),
        "zeros": _bytes(bytes(50_000), "is not an audio file"),
    },
    "a decompression bomb": {
        "that says so": _refused(with_endless_header, "is longer than 48 hours"),
        "that is too long": _refused(
            partial(hours, count=50), "is longer than 48 hours"
        ),
    },
    "what is no file": {
        name: Row(make, Refused(words, ("measure", "master")))
        for name, make, words in (
            ("missing", lambda path: path, "does not exist"),
            ("a folder", _a_folder, "is a folder"),
            ("a link to itself", lambda path: _linked(path, path.name), "Too many levels"),
            ("a device", lambda path: _linked(path, "/dev/zero"), "is a pipe or a device"),
        )
    },
}  # fmt: skip
