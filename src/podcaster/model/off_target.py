"""Why a finished file is not at its target, and what helps."""

from __future__ import annotations

from typing import Final

from podcaster.model.audio import Measurement, Target
from podcaster.model.condition import RUMBLES_DB
from podcaster.model.message import Message, message

#: With peaks so far below the ceiling (dB), none of them stood in the way: the encoder left too
#: little to be made louder.
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
    if peak_dbtp is None or peak_dbtp < target.ceiling_dbtp - UNUSED_DB:
        return message(
            "this format keeps hardly anything of such high tones: choose a higher bit rate"
        )
    return message("clicks or knocks far above the speech have to be cut out")
