"""Warnings that a listener would agree with, from the state a recording is in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from podcaster.model.codes import finding
from podcaster.model.condition import RUMBLES_DB, Condition
from podcaster.model.findings import Finding, Place
from podcaster.model.message import Message, decimal, message

#: A peak or two may be cut off, or be a sound of its own.
MANY_FLAT_PEAKS: Final = 10
#: Quieter than this, with the other side so much louder, a channel counts as empty (dB).
EMPTY_DB: Final = -50.0
EMPTY_BELOW_OTHER_DB: Final = 40.0
#: So long nobody waits (seconds).
LONG_SILENCE_S: Final = 10.0
#: As long may pass before anybody is sure that words are missing, or half of what is shorter.
LONG_REVERSED_S: Final = 10.0
#: A hundredth of full scale clicks at every cut and takes headroom from the sound.
LARGE_OFFSET: Final = 0.01

#: Hum that is not further below the whole (LU) is to be heard in every pause: where voices have
#: 65 dB, ears lose 100 Hz below 26 dB (ISO 226).
HUM_LU: Final = -39.0
#: One may be a sound of its own, or the first sample.
MANY_CLICKS: Final = 3
#: By as much people turn the volume up for one voice and down for the other (LU).
FAR_APART_LU: Final = 8.5

STEREO: Final = 2


@dataclass(frozen=True)
class _Doubt:
    """What is said of a condition.

    Attributes:
        code: Its code.
        says: Returns what is wrong, or None if nothing is.
        hint: What to do.
    """

    code: str
    says: Callable[[Condition, float], Message | None]
    hint: Message


def doubts(condition: Condition | None, duration_s: float, place: Place) -> Iterator[Finding]:
    """Yield a warning for each thing that is wrong with a recording.

    Args:
        condition: The state it is in; None if nobody noted it.
        duration_s: Its length.
        place: Where it stands.
    """
    for doubt in _DOUBTS if condition else ():
        said = doubt.says(condition, duration_s) if condition else None
        if said:
            yield finding(doubt.code, place, said, doubt.hint)


def _clipped(condition: Condition, _duration_s: float) -> Message | None:
    if condition.flat_peaks < MANY_FLAT_PEAKS:
        return None
    return message(
        "is clipped: {count} peaks are cut off flat, the first at {at}",
        count=condition.flat_peaks,
        at=_clock(condition.flat_peaks_from_s),
    )


def _empty_side(condition: Condition, _duration_s: float) -> Message | None:
    if len(condition.levels_db) != STEREO:
        return None
    left, right = condition.levels_db
    if min(left, right) > EMPTY_DB or abs(left - right) < EMPTY_BELOW_OTHER_DB:
        return None
    if left < right:
        return message("is silent on the left: listeners hear it in one ear only")
    return message("is silent on the right: listeners hear it in one ear only")


def _reversed(condition: Condition, duration_s: float) -> Message | None:
    if not condition.reversed_s or condition.reversed_s < min(LONG_REVERSED_S, duration_s / 2):
        return None
    return message(
        "is out of phase for {seconds} s: left and right cancel each other on a single loudspeaker",
        seconds=round(condition.reversed_s),
    )


def _silent(condition: Condition, _duration_s: float) -> Message | None:
    if condition.silence_s < LONG_SILENCE_S:
        return None
    return message(
        "is silent for {seconds} s from {at}",
        seconds=round(condition.silence_s),
        at=_clock(condition.silence_from_s),
    )


def _offset(condition: Condition, _duration_s: float) -> Message | None:
    largest = max(map(abs, condition.offsets), default=0.0)
    if largest < LARGE_OFFSET:
        return None
    return message(
        "is off zero by {percent} % of full scale (a DC offset)", percent=decimal(largest * 100)
    )


def _hums(condition: Condition, _duration_s: float) -> Message | None:
    if not condition.hum_hz or condition.hum_lu < HUM_LU:
        return None
    return message(
        "hums all the time at {mains} Hz, {below} dB below the rest",
        mains=round(condition.hum_hz),
        below=round(-condition.hum_lu),
    )


def _clicks(condition: Condition, _duration_s: float) -> Message | None:
    if condition.clicks < MANY_CLICKS:
        return None
    return message(
        "clicks {count} times, first at {at}",
        count=condition.clicks,
        at=_clock(condition.clicks_from_s),
    )


def _apart(condition: Condition, _duration_s: float) -> Message | None:
    if condition.apart_lu < FAR_APART_LU:
        return None
    return message("has voices that are {apart} dB apart", apart=round(condition.apart_lu))


def _rumbles(condition: Condition, _duration_s: float) -> Message | None:
    if condition.rumble_db < RUMBLES_DB:
        return None
    return message(
        "rumbles too deep to be heard, {above} dB above all the rest",
        above=round(condition.rumble_db),
    )


#: In the order of their codes.
_DOUBTS: Final = (
    _Doubt(
        "PC422",
        _clipped,
        message("record it again with less gain, or have an audio editor mend the peaks"),
    ),
    _Doubt(
        "PC423",
        _empty_side,
        message("export it with one channel, or finish it with one: `channels: 1`, `--mono`"),
    ),
    _Doubt(
        "PC424",
        _reversed,
        message("invert one of the two channels in an audio editor"),
    ),
    _Doubt(
        "PC425",
        _silent,
        message("listen to it; cut it out, or let `longest_pause_s` shorten pauses"),
    ),
    _Doubt(
        "PC426",
        _offset,
        message("take away what is lower than speech: `high_pass_hz: 80` under `treatment`"),
    ),
    _Doubt("PC427", _hums, message("take it away: `hum: true` under `treatment`")),
    _Doubt("PC428", _clicks, message("listen there; an audio editor repairs clicks")),
    _Doubt("PC429", _apart, message("bring them together: `level: true` under `treatment`")),
    _Doubt(
        "PC430",
        _rumbles,
        message("take away what is lower than speech: `high_pass_hz: 80` under `treatment`"),
    ),
)


def _clock(seconds: float) -> str:
    """Return a moment as players show it: `1:02:03` or `2:03`."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"
