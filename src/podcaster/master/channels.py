"""What the channels of a file are, by their number, in the order of WAV and FFmpeg."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from podcaster.doors import Samples

STEREO: Final = 2
#: BS.1770-5, table 3: a channel 60 to 120 degrees aside counts 1.5 dB more; LFE not at all.
SIDE: Final = 1.41
#: Weight of each channel. One channel alone is played by two speakers, so it counts twice.
WEIGHTS: Final[dict[int, tuple[float, ...]]] = {
    1: (2.0,),
    2: (1.0, 1.0),
    3: (1.0, 1.0, 1.0),
    4: (1.0, 1.0, SIDE, SIDE),
    5: (1.0, 1.0, 1.0, SIDE, SIDE),
    6: (1.0, 1.0, 1.0, 0.0, SIDE, SIDE),
    7: (1.0, 1.0, 1.0, 0.0, 1.0, SIDE, SIDE),
    8: (1.0, 1.0, 1.0, 0.0, 1.0, 1.0, SIDE, SIDE),
}

#: BS.775-4, table 2: centre and surrounds go into both sides 3 dB lower.
_C: Final = 0.5**0.5
#: (left, right) share of each channel.
TO_STEREO: Final[dict[int, tuple[tuple[float, float], ...]]] = {
    3: ((1, 0), (0, 1), (_C, _C)),
    4: ((1, 0), (0, 1), (_C, 0), (0, _C)),
    5: ((1, 0), (0, 1), (_C, _C), (_C, 0), (0, _C)),
    6: ((1, 0), (0, 1), (_C, _C), (0, 0), (_C, 0), (0, _C)),
    7: ((1, 0), (0, 1), (_C, _C), (0, 0), (0.5, 0.5), (_C, 0), (0, _C)),
    8: ((1, 0), (0, 1), (_C, _C), (0, 0), (_C, 0), (0, _C), (_C, 0), (0, _C)),
}


def weights(channels: int) -> NDArray[np.float64]:
    """Return the weight of each channel in the loudness; more than eight count alike."""
    return np.array(WEIGHTS.get(channels, (1.0,) * channels))


def to_channels(samples: Samples, wanted: int) -> Samples:
    """Return `samples` with `wanted` channels (1 or 2).

    Args:
        samples: float32, shape (frames, channels).
        wanted: 1 or 2.

    Source:
        ITU-R BS.775-4 (the way down to stereo).
    """
    stereo = samples if samples.shape[1] <= STEREO else samples @ _to_stereo(samples.shape[1])
    if stereo.shape[1] == wanted:
        return stereo
    if wanted == 1:
        return np.asarray(stereo.mean(axis=1, keepdims=True))
    return np.repeat(stereo, 2, axis=1)


def _to_stereo(channels: int) -> Samples:
    """Return the matrix that brings `channels` down to two; unknown layouts alternate."""
    shares = TO_STEREO.get(channels, tuple(((1, 0), (0, 1))[at % 2] for at in range(channels)))
    return np.array(shares, dtype=np.float32)
