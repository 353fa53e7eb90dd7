"""WAV, RF64, AIFF, FLAC and their like through libsndfile, exact to the sample."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import soundfile
from numpy.typing import NDArray

from podcaster.model.audio import AudioFacts
from podcaster.model.message import message
from podcaster.outside.audio import refusals, riff

#: What the first four bytes of its files look like.
MAGICS: Final = frozenset({b"RIFF", b"RF64", b"BW64", b"FORM", b"riff", b"caff", b".snd", b"fLaC"})
BLOCK_FRAMES: Final = 1 << 16


def opens(path: Path) -> bool:
    """Tell whether libsndfile takes `path`, by its content."""
    with path.open("rb") as file:
        if file.read(4) not in MAGICS:
            return False
    if riff.hides_samples(path):
        return False
    try:
        _open(path).close()
    except soundfile.LibsndfileError:
        return False
    return True


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


def read(path: Path) -> Iterator[NDArray[np.float32]]:
    """Decode a file that `opens`.

    Yields:
        float32, shape (frames, channels), at most `BLOCK_FRAMES` frames.

    Raises:
        AudioError: If it ends too early or is damaged.
    """
    riff.require_whole(path)
    with _open(path) as file:
        done = 0
        while len(block := _read_block(path, file, done)):
            done += len(block)
            yield block
        missing = file.frames - done
        if missing > 0:
            said = message("{missing} s are missing", missing=f"{missing / file.samplerate:.1f}")
            raise refusals.cut_short(path, said)


def _read_block(path: Path, file: soundfile.SoundFile, done: int) -> NDArray[np.float32]:
    """Read the next block; empty at the end.

    Args:
        path: Its name, for errors.
        file: Where to read.
        done: Frames read so far.
    """
    try:
        block: NDArray[np.float32] = file.read(BLOCK_FRAMES, dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as cause:
        raise refusals.damaged(path, done / file.samplerate) from cause
    return block


def _open(path: Path) -> soundfile.SoundFile:
    """Open `path` without showing its name: libsndfile would believe an extension `.raw`."""
    number = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        return soundfile.SoundFile(number, closefd=True)
    except BaseException:
        with contextlib.suppress(OSError):  # libsndfile may have closed it already
            os.close(number)
        raise


def _codec(file: soundfile.SoundFile) -> str:
    """Return our short name of its codec."""
    if file.format == "FLAC":
        return "flac"
    subtype = file.subtype.lower()
    return "pcm" if subtype.startswith(("pcm", "float", "double")) else subtype
