"""Why a finished file is not at its target, and what helps."""

from __future__ import annotations

from typing import Final

from podcaster.model.audio import Measurement, Target
from podcaster.model.condition import RUMBLES_DB
from podcaster.model.message import Message, message

#: With peaks so far below the ceiling (dB), none of them stood in the way: the encoder left too
#: little to be made louder. Peaks so much higher above the loudness than before are its own.
UNUSED_DB: Final = 6.0


def why_off_target(before: Measurement, after: Measurement, target: Target) -> Message:
    """Return what kept a file from its target, and what to do about it.

    Args:
        before: Reading of the recording, or of the programme as it was joined.
        after: Reading of the finished file.
        target: Where that should have come out.
    """
    peak_dbtp, state = after.true_peak_dbtp, before.condition
    if state and state.rumble_db > RUMBLES_DB:
        return message(
            "rumble too deep to be heard takes all the room: take it away (`high_pass_hz: 80` under"
            " `treatment`)"
        )
    unused = peak_dbtp is None or peak_dbtp < target.ceiling_dbtp - UNUSED_DB
    if unused or _is_louder(after, target) or _crest_db(after) > _crest_db(before) + UNUSED_DB:
        return message(
            "this format keeps hardly anything of such high tones: choose a higher bit rate"
        )
    return message("clicks or knocks far above the speech have to be cut out")


def _is_louder(after: Measurement, target: Target) -> bool:
    """Tell whether a file came out above its target, where no peak keeps it from going down."""
    return after.integrated_lufs is not None and after.integrated_lufs > target.integrated_lufs


def _crest_db(reading: Measurement) -> float:
    """Return how far the highest peak is above the loudness."""
    if reading.integrated_lufs is None or reading.true_peak_dbtp is None:
        return 0.0
    return reading.true_peak_dbtp - reading.integrated_lufs
