"""Music steps back while somebody speaks: before the first word, as long as words follow."""

from __future__ import annotations

from typing import Final

import numpy as np

from podcaster.doors.audio import AudioDoor, Samples
from podcaster.doors.treatment import VOICE_RATE_HZ
from podcaster.master.meter.channels import to_channels
from podcaster.master.meter.loudness import Energies
from podcaster.master.resample import resampled
from podcaster.master.treatment.gain_curve import TICK_S
from podcaster.master.treatment.voices import Ticks, spoken, without_short

#: Music is down when the first word begins, and takes so long to get there.
DOWN_S: Final = 0.5
#: It waits after a word, then needs so long to come back.
STAYS_DOWN_S: Final = 0.3
UP_S: Final = 1.5
#: In pauses shorter than this it would only pump.
BREATH_S: Final = 2.0
#: Where nobody speaks, music steps back for any other sound above this (dB, full scale = 0).
SOUNDS_DB: Final = -45.0


def ducked_db(speaks: Ticks, duck_db: float) -> Energies:
    """Return the gain of music over time, per tick (dB).

    It is a closed form of two ramps, so it does not depend on how a programme is read.

    Args:
        speaks: Whether somebody speaks, per tick.
        duck_db: How far music steps back (<= 0).
    """
    last = round(STAYS_DOWN_S / TICK_S)
    widened = np.convolve(speaks, np.ones(last + 1))[: len(speaks)] > 0
    talk = ~without_short(~widened, BREATH_S)
    wanted = np.where(talk, duck_db, 0.0)
    at = np.arange(len(speaks))
    down, up = (-duck_db * TICK_S / ramp_s * at for ramp_s in (DOWN_S, UP_S))
    before = np.minimum.accumulate((wanted + down)[::-1])[::-1] - down
    return np.asarray(np.minimum(np.minimum.accumulate(before - up) + up, 0.0))


def who_speaks(samples: Samples, rate_hz: int, door: AudioDoor) -> Ticks:
    """Return where a voice, or else any sound, is to be heard, per tick.

    Args:
        samples: float32, shape (frames, channels); short enough to be held.
        rate_hz: Their rate.
        door: Hears voices.
    """
    ticks = max(1, round(len(samples) / rate_hz / TICK_S))
    mono = to_channels(samples, 1)
    low = (block for block in resampled([mono], rate_hz, VOICE_RATE_HZ, 1) if len(block))
    speaks = spoken(door.voice(low).shares, ticks)
    return speaks if speaks.any() else _sounds(mono, ticks)


def _sounds(mono: Samples, ticks: int) -> Ticks:
    """Return where one channel is not silent."""
    edges = np.linspace(0, len(mono), ticks + 1).astype(int)
    sums = np.concatenate([[0.0], np.cumsum(np.square(mono[:, 0], dtype=np.float64))])
    powers = np.diff(sums[edges]) / np.maximum(np.diff(edges), 1)
    return np.asarray(powers > 10 ** (SOUNDS_DB / 10))
