"""WAV, RF64, AIFF, FLAC, whole MP3s and their like through libsndfile, exact to the sample."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import numpy as np
import soundfile
from numpy.typing import NDArray

from podcaster.model.audio import AudioFacts
from podcaster.model.message import decimal, message
from podcaster.outside.audio import mended, mpeg, refusals, riff

#: What the first four bytes of its files look like.
MAGICS: Final = frozenset(
    {b"RIFF", b"RIFX", b"RF64", b"BW64", b"FORM", b"riff", b"caff", b".snd", b"fLaC"}
)
BLOCK_FRAMES: Final = 1 << 16
CODECS: Final = {"FLAC": "flac", "MPEG": "mp3", "MP3": "mp3"}


class _Straight(soundfile.SoundFile):  # type: ignore[misc]  # soundfile has no types
    """Reads on from where it is: soundfile would look for that place again with every block."""

    def seekable(self) -> bool:
        """Say no; `seek` works all the same."""
        return False


def opens(path: Path) -> bool:
    """Tell whether libsndfile takes `path`, by its content."""
    with path.open("rb") as file:
        magic = file.read(4)
    if magic in MAGICS:
        if riff.hides_samples(path):
            return False
    elif not (magic[:3] == b"ID3" or magic[:1] == b"\xff") or not mpeg.enterable(path):
        return False
    try:
        with _open(path) as file:
            return not (magic in MAGICS and file.subtype.startswith("MPEG"))  # fewer than it says
    except soundfile.LibsndfileError:
        return False


def probe(path: Path) -> AudioFacts:
    """Read the header of a file that `opens`.

    Raises:
        AudioError: If it holds no sample, or fewer than it says.
    """
    riff.require_whole(path)
    with _open(path) as file:
        if not file.frames:
            raise refusals.no_samples(path)
        rate_hz = file.samplerate
        return AudioFacts(_codec(file), rate_hz, file.channels, file.frames / rate_hz)


def seekable(path: Path) -> bool:
    """Tell whether any place of a file that `opens` is found at once."""
    with _open(path) as file:
        return bool(soundfile.SoundFile.seekable(file))


def read(path: Path, start: int, stop: int | None) -> Iterator[NDArray[np.float32]]:
    """Decode a file that `opens` from one frame up to another (None: the end).

    Yields:
        float32, shape (frames, channels), at most `BLOCK_FRAMES` frames.

    Raises:
        AudioError: If it ends too early or is damaged.
    """
    riff.require_whole(path)
    with ExitStack() as stack:
        file = stack.enter_context(_open(path))
        at, end = start, file.frames if stop is None else min(stop, file.frames)
        file = _entered(path, file, range(min(start, end), end), stack)
        while at < end and len(block := _read_block(path, file, at, min(BLOCK_FRAMES, end - at))):
            at += len(block)
            yield block
        if at < end:
            missing = decimal((end - at) / file.samplerate)
            raise refusals.cut_short(path, message("{missing} s are missing", missing=missing))


def _entered(
    path: Path, file: soundfile.SoundFile, wanted: range, stack: ExitStack
) -> soundfile.SoundFile:
    """Return what reads `path`, opened as `file`, from the first wanted frame on.

    Raises:
        AudioError: If libsndfile can't.
    """
    if not wanted.start:
        return file
    entry = mpeg.entry(path, wanted.start) if _codec(file) == "mp3" else None
    try:
        if entry:
            later = stack.enter_context(_open(path, entry.offset))
            if _goes_on(file, later) and later.frames >= wanted.stop - entry.sample:
                later.read(wanted.start - entry.sample, dtype="float32")
                return later
        file.seek(wanted.start)
    except soundfile.LibsndfileError as cause:
        raise refusals.damaged(path, wanted.start / file.samplerate) from cause
    return file


def _goes_on(file: soundfile.SoundFile, later: soundfile.SoundFile) -> bool:
    """Tell whether what begins inside a file is like the whole of it."""
    return (later.samplerate, later.channels) == (file.samplerate, file.channels)


def _read_block(path: Path, file: soundfile.SoundFile, at: int, frames: int) -> NDArray[np.float32]:
    """Read the next block; empty at the end.

    Args:
        path: Its name, for errors.
        file: Where to read.
        at: The frame where it stands.
        frames: How many to read.
    """
    exact = file.subtype == "PCM_16"
    try:
        block = file.read(frames, dtype="int16" if exact else "float32", always_2d=True)
    except soundfile.LibsndfileError as cause:
        raise refusals.damaged(path, at / file.samplerate) from cause
    if exact:  # the same values as libsndfile's own, many times as fast
        block = block.astype(np.float32)
        block *= np.float32(1 / 32768)
        return np.asarray(block)
    return np.asarray(block, np.float32)


def _open(path: Path, offset: int = 0) -> soundfile.SoundFile:
    """Open `path`, or what begins inside it, without showing its name.

    Libsndfile would believe an extension `.raw`.
    """
    if file := mended.mended(path):
        return _Straight(file)
    number = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        os.lseek(number, offset, os.SEEK_SET)
        return _Straight(number, closefd=True)
    except BaseException:
        with contextlib.suppress(OSError):  # libsndfile may have closed it already
            os.close(number)
        raise


def _codec(file: soundfile.SoundFile) -> str:
    """Return our short name of its codec."""
    if file.format in CODECS:
        return CODECS[file.format]
    subtype = file.subtype.lower()
    return "pcm" if subtype.startswith(("pcm", "float", "double")) else subtype
