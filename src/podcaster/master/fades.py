"""One sound goes over to another."""

from __future__ import annotations

import numpy as np

from podcaster.doors.audio import Samples


def crossfaded(first: Samples, second: Samples) -> Samples:
    """Return a sound that goes over from `first` to `second`, both as loud as ever together.

    Their powers add up to one at each moment: sounds that have nothing to do with each other would
    be 3 dB softer halfway if their amplitudes did.

    Args:
        first: float32, shape (frames, channels).
        second: Of the same shape.
    """
    frames = len(first)
    angle = ((np.arange(frames) + 0.5) * (np.pi / 2 / max(frames, 1))).astype(np.float32)[:, None]
    return np.asarray(second * np.sin(angle) + first * np.cos(angle))
