"""Every signal of EBU Tech 3341, Tech 3342 and ITU-R BS.2217 that can be made from its description.

The authentic programmes among them (3341-7 and -8, 3342-5 and -6, BS.2217's voices) are recordings
of others; in their place stand voices of our own, brought to the level by an independent meter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tests.sounds import RATE_HZ, sine, stereo

from podcaster.doors.audio import Samples
from podcaster.master.meter.loudness import (
    MOMENTARY_SEGMENTS,
    SHORT_TERM_SEGMENTS,
    STEPS,
    loudness_range_lu,
)
from podcaster.master.meter.measure import Reading, read_meters
from podcaster.master.sound import held_sound
from podcaster.model.audio import AudioFacts

Levels = NDArray[np.float64]
#: What a row looks at.
Reader = Callable[[Reading], Levels]
#: Level (dBFS) and length (s); None is silence.
Step = tuple[float | None, float]

MONO_DB: Final = 3.01
SECONDS: Final = 10 * STEPS  # steps in a second


@dataclass(frozen=True)
class Row:
    """One line of a table.

    Attributes:
        name: Standard and number.
        signal: Makes the samples, 48 kHz.
        read: Returns what must be as expected, one or many figures.
        expected: In the unit of the reading.
        below: How much less it may be.
        above: How much more it may be.
    """

    name: str
    signal: Callable[[], Samples]
    read: Reader
    expected: float | Levels
    below: float = 0.1
    above: float = 0.1

    def measured(self) -> Levels:
        """Return what our meter says."""
        return self.read(reading(self.signal()))

    def off(self) -> Levels:
        """Return by how much each figure is off what is expected; 0 where both are silence."""
        measured, expected = np.broadcast_arrays(self.measured(), self.expected)
        heard = np.isfinite(expected) | np.isfinite(measured)
        return np.where(heard, measured - np.where(heard, expected, 0), 0.0)


def reading(samples: Samples, rate_hz: int = RATE_HZ, layout: tuple[str, ...] = ()) -> Reading:
    """Measure samples."""
    facts = AudioFacts("pcm", rate_hz, samples.shape[1], 0.0, layout)
    return read_meters(held_sound(samples, rate_hz), facts)


def _or_silence(value: float | None) -> Levels:
    return np.array([-np.inf if value is None else value])


def integrated(read: Reading) -> Levels:
    """Return the integrated loudness."""
    return _or_silence(read.integrated_lufs)


def true_peak(read: Reading) -> Levels:
    """Return the true peak."""
    return _or_silence(read.true_peak_dbtp)


def loudness_range(read: Reading) -> Levels:
    """Return the loudness range."""
    return np.array([loudness_range_lu(read.powers)])


def momentary(read: Reading) -> Levels:
    """Return the momentary loudness in steps of 10 ms, from the first full window on."""
    return read.curve(MOMENTARY_SEGMENTS, RATE_HZ)


def short_term(read: Reading) -> Levels:
    """Return the short-term loudness, as above."""
    return read.curve(SHORT_TERM_SEGMENTS, RATE_HZ)


def everything(read: Reading) -> Levels:
    """Return integrated, all momentary and all short-term values."""
    return np.concatenate([integrated(read), momentary(read), short_term(read)])


def _from(curve: Reader, start_s: float, window_s: float) -> Reader:
    """Return a curve from a moment on."""
    return lambda read: curve(read)[round((start_s - window_s) * SECONDS) :]


def _highest(curve: Reader) -> Reader:
    """Return the highest value of a curve."""
    return lambda read: np.array([curve(read).max()])


def _highest_so_far(curve: Reader, every_s: float, window_s: float) -> Reader:
    """Return the highest value until the end of each part of a signal."""

    def read(found: Reading) -> Levels:
        ends = np.round((np.arange(1, 21) * every_s - window_s) * SECONDS).astype(int)
        values: Levels = np.maximum.accumulate(curve(found))
        return np.asarray(values[np.minimum(ends, len(values) - 1)])

    return read


def steps(*parts: Step) -> Samples:
    """Return a stereo tone of 1 kHz in steps of level."""
    return stereo(*(_tone(level, length_s) for level, length_s in parts))


def _tone(level: float | None, length_s: float) -> Levels:
    return np.zeros(round(length_s * RATE_HZ)) if level is None else sine(level, length_s)


def channels(*levels: float | None, hz: float = 1000.0, length_s: float = 5.0) -> Samples:
    """Return a tone in each channel at its level."""
    sides = [
        np.zeros(round(length_s * RATE_HZ)) if level is None else sine(level, length_s, hz=hz)
        for level in levels
    ]
    return np.stack(sides, axis=1).astype(np.float32)


def _staircase(gap_s: float, tone_s: float) -> Samples:
    """Return 20 tones of -38 to -19, each a little later within its part."""
    parts: list[Step] = []
    for at in range(20):
        parts += [(None, at * gap_s), (-38.0 + at, tone_s), (None, tone_s - at * gap_s)]
    return steps(*parts)


def peak_tone(divisor: int, phase_deg: float, amplitude: float) -> Samples:
    """Return a mono tone with tapers of 100 ms."""
    tone = sine(20 * np.log10(amplitude), 1, hz=RATE_HZ / divisor, phase_deg=phase_deg)
    ramp = np.linspace(0, 1, RATE_HZ // 10)
    tone[: len(ramp)] *= ramp
    tone[-len(ramp) :] *= ramp[::-1]
    return tone[:, None].astype(np.float32)


def peak_between(offset: int) -> Samples:
    """Return a tone with a step of the phase, made four times as fine, then thinned."""
    half = np.sin(2 * np.pi * np.arange(4 * 12000) / 24)
    taps = np.sinc((np.arange(-256, 257)) / 4) * np.kaiser(513, 10) / 4
    limited = np.convolve(np.concatenate([half, -half]), taps / taps.sum(), "same")
    limited /= np.abs(limited).max()
    return limited[offset::4, None].astype(np.float32)


def response_db(hz: float | Levels) -> Levels:
    """Return what K-weighting adds to a tone, by the table of BS.1770 for 48 kHz."""
    shelf = ([1.53512485958697, -2.69169619938640, 1.19839281085285],
             [1.0, -1.69065929318241, 0.73248077421585])  # fmt: skip
    high_pass = ([1.0, -2.0, 1.0], [1.0, -1.99004745483398, 0.99007225036621])
    z = np.exp(-2j * np.pi * np.asarray(hz)[..., None] / 48000 * np.arange(3))
    gain = np.prod([abs((z @ b) / (z @ a)) for b, a in (shelf, high_pass)], axis=0)
    return np.asarray(20 * np.log10(gain))


def _compliance_tone(hz: float, lufs: float) -> Samples:
    """Return a stereo tone of a frequency that must read `lufs`."""
    return stereo(sine(lufs - float(response_db(hz)) + 0.691, 5, hz=hz))


def _sweep(lufs: float) -> Samples:
    """Return a stereo tone that climbs from 25 Hz to 10 kHz in 10 s, always as loud."""
    hz = np.geomspace(25, 10_000, 10 * RATE_HZ)
    wave = np.sin(2 * np.pi * np.cumsum(hz) / RATE_HZ)
    return stereo(wave * 10 ** ((lufs + 0.691 - response_db(hz)) / 20))


def _summing(lufs: float) -> Samples:
    """Return another tone in each channel of 5.1; their powers add up to `lufs`."""
    tones = ((0, 400, 0.0), (1, 600, 0.0), (2, 1000, 0.0), (4, 1500, 1.492), (5, 2000, 1.492))
    samples = np.zeros((5 * RATE_HZ, 6), np.float32)
    each = lufs + 0.691 + MONO_DB - 10 * np.log10(len(tones))
    for at, hz, weight_db in tones:
        samples[:, at] = sine(each - float(response_db(hz)) - weight_db, 5, hz=hz)
    samples[:, 3] = sine(-10, 5, hz=60)  # must not count
    return samples


#: Channels of 5.1: their name in BS.2217, and what their weight adds.
SPEAKERS: Final = (("Left", 0.0), ("Right", 0.0), ("Centre", 0.0), ("LFE", -np.inf),
                   ("Ls", 1.492), ("Rs", 1.492))  # fmt: skip


def _alone(at: int, lufs: float) -> Samples:
    """Return a tone in one channel of six, to be read as `lufs`; the LFE gets as much as others."""
    gain_db = SPEAKERS[at][1] if np.isfinite(SPEAKERS[at][1]) else 0.0
    level = lufs + 0.691 + MONO_DB - float(response_db(1000.0)) - gain_db
    return channels(*(level if at == other else None for other in range(6)))


def rows() -> Iterator[Row]:
    """Yield every row."""
    yield from _tech_3341()
    yield from _true_peaks()
    yield from _tech_3342()
    yield from _bs_2217()


def _tech_3341() -> Iterator[Row]:
    yield Row("3341-1", partial(steps, (-23, 20)), everything, -23.0)
    yield Row("3341-2", partial(steps, (-33, 20)), everything, -33.0)
    middle: tuple[Step, ...] = ((-36, 10), (-23, 60), (-36, 10))
    yield Row("3341-3", partial(steps, *middle), integrated, -23.0)
    yield Row("3341-4", partial(steps, (-72, 10), *middle, (-72, 10)), integrated, -23.0)
    yield Row("3341-5", partial(steps, (-26, 20), (-20, 20.1), (-26, 20)), integrated, -23.0)
    yield Row("3341-6", partial(channels, -28, -28, -24, -30, -30, length_s=20), integrated, -23.0)
    nine = partial(steps, *((-20.0, 1.34), (-30.0, 1.66)) * 5)
    yield Row("3341-9", nine, _from(short_term, 3.0, 3.0), -23.0)
    twelve = partial(steps, *((-20.0, 0.18), (-30.0, 0.22)) * 25)
    yield Row("3341-12", twelve, _from(momentary, 1.0, 0.4), -23.0)
    stairs = np.arange(-38.0, -18.0)
    eleven, fourteen = partial(_staircase, 0.15, 3.0), partial(_staircase, 0.02, 0.4)
    yield Row("3341-11", eleven, _highest_so_far(short_term, 6.0, 3.0), stairs)
    yield Row("3341-14", fourteen, _highest_so_far(momentary, 0.8, 0.4), stairs)
    for at in range(20):
        late = partial(steps, (None, at * 0.15), (-23, 3), (None, 1))
        yield Row(f"3341-10/{at + 1}", late, _highest(short_term), -23.0)
        soon = partial(steps, (None, at * 0.02), (-23, 0.4), (None, 1))
        yield Row(f"3341-13/{at + 1}", soon, _highest(momentary), -23.0)


def _true_peaks() -> Iterator[Row]:
    tones = ((4, 0.0, 0.50, -6.0), (4, 45.0, 0.50, -6.0), (6, 60.0, 0.50, -6.0),
             (8, 67.5, 0.50, -6.0), (4, 45.0, 1.41, 3.0))  # fmt: skip
    for number, (divisor, phase_deg, amplitude, dbtp) in enumerate(tones, 15):
        tone = partial(peak_tone, divisor, phase_deg, amplitude)
        yield Row(f"3341-{number}", tone, true_peak, dbtp, 0.4, 0.2)
    for offset in range(4):
        yield Row(f"3341-{20 + offset}", partial(peak_between, offset), true_peak, 0.0, 0.4, 0.2)


def _tech_3342() -> Iterator[Row]:
    levels = ((-20, -30), (-20, -15), (-40, -20), (-50, -35, -20, -35, -50))
    for number, (some, lu) in enumerate(zip(levels, (10.0, 5.0, 20.0, 15.0), strict=True), 1):
        signal = partial(steps, *((float(level), 20.0) for level in some))
        yield Row(f"3342-{number}", signal, loudness_range, lu, 1.0, 1.0)


def _bs_2217() -> Iterator[Row]:
    for lufs in (-23.0, -24.0):
        for hz in (25, 100, 500, 1000, 2000, 10_000):
            tone = partial(_compliance_tone, hz, lufs)
            yield Row(f"BS.2217 {hz} Hz {lufs:.0f}", tone, integrated, lufs)
        for at, (name, gain_db) in enumerate(SPEAKERS):
            heard = lufs if np.isfinite(gain_db) else -np.inf
            yield Row(f"BS.2217 {name} {lufs:.0f}", partial(_alone, at, lufs), integrated, heard)
        yield Row(f"BS.2217 Summing {lufs:.0f}", partial(_summing, lufs), integrated, lufs)
    for lufs in (-18.0, -23.0, -24.0):
        yield Row(f"BS.2217 Sweep {lufs:.0f}", partial(_sweep, lufs), integrated, lufs)
    gated = partial(steps, (-69.5, 20), (-70.5, 20), (-69.5, 20))
    yield Row("BS.2217 AbsGate", gated, integrated, -69.5)
    relative = partial(steps, (-10, 20), (-30, 60), (-10, 20))
    yield Row("BS.2217 RelGate", relative, integrated, -10.0)
    yield Row("BS.1770 one channel", partial(channels, 0, None, hz=997), integrated, -3.01)
