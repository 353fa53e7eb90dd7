"""A film before it is encoded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:  # loads long, and only films at work need it
    import numpy as np
    from numpy.typing import NDArray

#: uint8, shape (height, width, 3): red, green, blue
Picture: TypeAlias = "NDArray[np.uint8]"


@dataclass(frozen=True)
class Film:
    """Pictures and sound that belong together.

    Attributes:
        pictures: One size, both sides even numbers.
        per_s: How many of them a second.
        blocks: float32, shape (frames, channels), full scale = 1.0; one or two channels.
        rate_hz: Their rate.
    """

    pictures: Iterable[Picture]
    per_s: int
    blocks: Iterable[NDArray[np.float32]]
    rate_hz: int
