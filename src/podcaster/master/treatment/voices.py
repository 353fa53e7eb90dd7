"""Who is heard when: stretches of speech, music, and pauses, on one fine clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from podcaster.doors.treatment import VOICE_RATE_HZ, VOICE_STEP
from podcaster.master.meter.loudness import Energies
from podcaster.master.treatment.gain_curve import AT_ONCE, TICK_S, Track
from podcaster.master.treatment.listening import STEP_S, Heard

#: A voice begins where it is likely, and goes on while it is not unlikely.
BEGINS: Final = 0.5
GOES_ON: Final = 0.35
#: Shorter is a click or a breath; shorter gaps lie between syllables.
LEAST_VOICE_S: Final = 0.1
LEAST_GAP_S: Final = 0.15
#: What the network misses: soft beginnings, and the ends of words.
BEFORE_S: Final = 0.06
AFTER_S: Final = 0.06
#: Music has tones, or goes on loud without a voice; both count over a second.
MUSIC_TONES_DB: Final = 5.0
MUSIC_LASTS_S: Final = 1.0
#: What is so far below speech is a pause, whatever it sounds like.
AUDIBLE_LU: Final = 30.0
LOUD_LU: Final = 12.0
#: Nothing below is heard at all (LUFS).
SILENT_LUFS: Final = -60.0

#: A room is as loud as this share of its pauses, the most quiet ones; digital silence is no room.
ROOM: Final = 0.25
DIGITAL_SILENCE_LUFS: Final = -100.0
#: Speech begins and ends where it stands out of the room by so much, and a little around that.
OVER_ROOM_LU: Final = 4.0
MARGIN_S: Final = 0.03

Ticks = NDArray[np.bool_]


@dataclass(frozen=True)
class Run:
    """A stretch of ticks, from `start` up to `stop`."""

    start: int
    stop: int

    @property
    def ticks(self) -> int:
        """How long it is."""
        return self.stop - self.start


@dataclass(frozen=True)
class Scene:
    """What happens in a recording.

    Attributes:
        speech: Whether somebody speaks, per tick.
        music: Whether there is music and nobody speaks, per tick.
        levels_lufs: Loudness per tick, in steps of `STEP_S`.
        moments_lufs: Loudness of each tick.
        tones_db: How far tones stand out, per tick; see `Heard`.
        speech_lufs: Loudness of all speech; None if nobody speaks.
        room_lufs: Loudness of the room in pauses; None if there are none.
    """

    speech: Ticks
    music: Ticks
    levels_lufs: Track
    moments_lufs: Track
    tones_db: Track
    speech_lufs: float | None
    room_lufs: float | None


def scene(heard: Heard) -> Scene:
    """Return what happens in a recording."""
    ticks = max(1, round(heard.length_s / TICK_S))
    speech = spoken(heard.voice, ticks)
    levels = _on_ticks(heard.levels_lufs, STEP_S, ticks, -120.0)
    tones = _on_ticks(heard.tones_db, STEP_S, ticks, 0.0)
    music = _music(speech, levels, tones, mean_lufs(levels, speech))
    room_lufs = _room_lufs(levels[~speech & ~music])
    moments = _on_ticks(heard.moments_lufs, TICK_S, ticks, -120.0)
    if room_lufs is not None:
        speech = _standing_out(speech, moments > room_lufs + OVER_ROOM_LU)
    return Scene(speech, music, levels, moments, tones, mean_lufs(levels, speech), room_lufs)


def _room_lufs(levels: Track) -> float | None:
    """Return the loudness of the room, that of the most quiet pauses; None if there is none."""
    room_lufs = float(np.quantile(levels, ROOM)) if len(levels) else DIGITAL_SILENCE_LUFS
    return room_lufs if room_lufs > DIGITAL_SILENCE_LUFS else None


def _standing_out(speech: Ticks, heard: Ticks) -> Ticks:
    """Return speech without what at the ends of its stretches does not stand out of the room."""
    kept, margin = np.zeros(len(speech), bool), _ticks(MARGIN_S)
    for run in runs(speech):
        inside = np.flatnonzero(heard[run.start : run.stop])
        if len(inside):
            first, last = run.start + inside[0] - margin, run.start + inside[-1] + 1 + margin
            kept[max(run.start, first) : min(run.stop, last)] = True
    return kept


def mean_lufs(levels_lufs: Track, on: Ticks | None = None) -> float | None:
    """Return the gated mean of levels: what is 10 LU below the mean is no part of it.

    Args:
        levels_lufs: One after the other.
        on: Which of them count; None: all.
    """
    audible = _mean_lufs(levels_lufs, on, SILENT_LUFS)
    if audible is None:
        return None
    return _mean_lufs(levels_lufs, on, max(SILENT_LUFS, audible - 10))


def _mean_lufs(levels_lufs: Track, on: Ticks | None, least_lufs: float) -> float | None:
    """Return the mean of levels above `least_lufs`; None if there are none."""
    total, count = 0.0, 0
    for start in range(0, len(levels_lufs), AT_ONCE):
        some = levels_lufs[start : start + AT_ONCE]
        some = some if on is None else some[on[start : start + AT_ONCE]]
        heard = some[some > least_lufs].astype(np.float64)
        total, count = total + float((10 ** (heard / 10)).sum()), count + len(heard)
    return float(10 * np.log10(total / count)) if count else None


def _on_ticks(values: Energies | Track, step_s: float, ticks: int, beyond: float) -> Track:
    """Return values of longer steps on the clock; what lies beyond them is `beyond`."""
    if step_s == TICK_S and len(values) == ticks:
        return values
    padded = np.append(np.asarray(values, np.float32), np.float32(beyond))
    found = np.empty(ticks, np.float32)
    for start in range(0, ticks, AT_ONCE):
        some = np.arange(start, min(start + AT_ONCE, ticks))
        at = (some * TICK_S / step_s).astype(np.int64)
        found[some[0] : some[-1] + 1] = padded[np.minimum(at, len(values))]
    return found


def spoken(voice: NDArray[np.float32], ticks: int) -> Ticks:
    """Return where somebody speaks.

    Args:
        voice: Likelihood of a voice in each step; see `Voice`.
        ticks: How long the recording is.
    """
    likely = _on_ticks(voice, VOICE_STEP / VOICE_RATE_HZ, ticks, 0.0)
    on = np.zeros(ticks, bool)
    for run in runs(likely > GOES_ON):
        on[run.start : run.stop] = likely[run.start : run.stop].max() > BEGINS
    on = without_short(on, LEAST_VOICE_S)
    for run in runs(on.copy()):
        on[max(0, run.start - _ticks(BEFORE_S)) : run.stop + _ticks(AFTER_S)] = True
    return ~without_short(~on, LEAST_GAP_S)


def _music(speech: Ticks, levels: Track, tones: Track, speech_lufs: float | None) -> Ticks:
    """Return where there is music."""
    usual = speech_lufs if speech_lufs is not None else float(np.quantile(levels, 0.9))
    audible = ~speech & (levels > max(SILENT_LUFS, usual - AUDIBLE_LU))
    found = np.zeros(len(speech), bool)
    for run in runs(without_short(~speech, LEAST_GAP_S)):
        part = slice(run.start, run.stop)
        heard = audible[part]
        share, tonal = heard.mean(), np.median(tones[part][heard]) if heard.any() else 0.0
        loud = levels[part].mean() > usual - LOUD_LU
        long = run.ticks >= _ticks(MUSIC_LASTS_S)
        found[part] = share > 0.5 and long and (tonal > MUSIC_TONES_DB or loud)  # noqa: PLR2004 - most of it
    return found & audible


def runs(on: Ticks) -> list[Run]:
    """Return the stretches where it is on."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], on, [False]])))
    return [Run(int(start), int(stop)) for start, stop in edges.reshape(-1, 2)]


def without_short(on: Ticks, least_s: float) -> Ticks:
    """Return it without stretches shorter than `least_s`."""
    kept = on.copy()
    for run in runs(on):
        if run.ticks < _ticks(least_s):
            kept[run.start : run.stop] = False
    return kept


def _ticks(seconds: float) -> int:
    return round(seconds / TICK_S)
