"""What the channels of a file are: by name where the file tells, else by their number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from podcaster.doors.audio import Samples

STEREO: Final = 2
#: BS.1770-5, table 3: a channel 60 to 120 degrees aside counts 1.5 dB more; LFE not at all.
SIDE: Final = 1.41
#: BS.775-4, table 2: centre and surrounds go into both sides 3 dB lower.
_C: Final = 0.5**0.5


class Position(NamedTuple):
    """Where a loudspeaker stands: its weight in the loudness, its share of left and right."""

    weight: float
    left: float
    right: float


#: FFmpeg's names of what BS.2051 places. Back channels stand at 110 degrees if they are the only
#: surrounds, behind 120 if there are side channels, too: see `_positions`.
POSITIONS: Final[dict[str, Position]] = {
    **dict.fromkeys(("FL", "DL"), Position(1.0, 1, 0)),
    **dict.fromkeys(("FR", "DR"), Position(1.0, 0, 1)),
    "FC": Position(1.0, _C, _C),
    **dict.fromkeys(("LFE", "LFE2"), Position(0.0, 0, 0)),
    **dict.fromkeys(("SL", "WL", "SDL"), Position(SIDE, _C, 0)),
    **dict.fromkeys(("SR", "WR", "SDR"), Position(SIDE, 0, _C)),
    **dict.fromkeys(("BL", "FLC", "TFL", "TBL", "TSL", "BFL"), Position(1.0, _C, 0)),
    **dict.fromkeys(("BR", "FRC", "TFR", "TBR", "TSR", "BFR"), Position(1.0, 0, _C)),
    **dict.fromkeys(("BC", "TC", "TFC", "TBC", "BFC"), Position(1.0, 0.5, 0.5)),
}
_ELSEWHERE: Final = Position(1.0, 0.5, 0.5)
_BACKS: Final = {"BL": Position(SIDE, _C, 0), "BR": Position(SIDE, 0, _C)}

#: What a file means that does not tell: the order of WAV and FLAC.
BY_NUMBER: Final[dict[int, tuple[str, ...]]] = {
    3: ("FL", "FR", "FC"),
    4: ("FL", "FR", "BL", "BR"),
    5: ("FL", "FR", "FC", "BL", "BR"),
    6: ("FL", "FR", "FC", "LFE", "BL", "BR"),
    7: ("FL", "FR", "FC", "LFE", "BC", "SL", "SR"),
    8: ("FL", "FR", "FC", "LFE", "BL", "BR", "SL", "SR"),
}


def weights(channels: int, layout: Sequence[str] = ()) -> NDArray[np.float64]:
    """Return the weight of each channel in the loudness.

    One channel alone is played by two speakers, so it counts twice. More than eight channels
    without names count alike.

    Args:
        channels: How many there are.
        layout: Their names, if the file tells; ignored if it names another number.

    Source:
        ITU-R BS.1770-5, table 3.
    """
    if channels == 1:
        return np.array([2.0])
    return np.array([position.weight for position in _positions(channels, layout)])


def _positions(channels: int, layout: Sequence[str]) -> list[Position]:
    """Return where each channel stands; those that nobody knows alternate left and right."""
    if channels == STEREO:
        return [POSITIONS["FL"], POSITIONS["FR"]]
    names = layout if len(layout) == channels else BY_NUMBER.get(channels)
    if names is None:
        return [(POSITIONS["FL"], POSITIONS["FR"])[at % 2] for at in range(channels)]
    known = POSITIONS if "SL" in names else POSITIONS | _BACKS
    return [known.get(name, _ELSEWHERE) for name in names]


def to_channels(samples: Samples, wanted: int, layout: Sequence[str] = ()) -> Samples:
    """Return `samples` with `wanted` channels (1 or 2).

    Args:
        samples: float32, shape (frames, channels).
        wanted: 1 or 2.
        layout: See `weights`.

    Source:
        ITU-R BS.775-4 (the way down to stereo).
    """
    stereo = (
        samples if samples.shape[1] <= STEREO else samples @ _to_stereo(samples.shape[1], layout)
    )
    if stereo.shape[1] == wanted:
        return stereo
    if wanted == 1:
        return np.asarray(stereo.mean(axis=1, keepdims=True))
    return np.repeat(stereo, 2, axis=1)


def _to_stereo(channels: int, layout: Sequence[str]) -> Samples:
    """Return the matrix that brings `channels` down to two."""
    shares = [(place.left, place.right) for place in _positions(channels, layout)]
    return np.array(shares, dtype=np.float32)
