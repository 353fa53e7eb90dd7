"""The state of a recording, noted window by window while the meters read it anyway."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from podcaster.master.condition.clicks import Clicks
from podcaster.master.condition.mains import SPECTRUM_S, hum_in, spectrum
from podcaster.master.condition.speakers import apart_lu
from podcaster.master.meter.loudness import ABSOLUTE_GATE_LUFS, OFFSET_LUFS, Energies
from podcaster.master.meter.shelf import Long, Row
from podcaster.model.condition import Condition

#: A peak is flat if so many samples in a row are the highest (or lowest) of their window, which
#: has to be near full scale: what converters cut off, and a sound of its own hardly ever makes.
FLAT_SAMPLES: Final = 4
NEAR_FULL_SCALE: Final = 0.7
#: Two channels cancel each other if one voice of both leaves at most a tenth of their power.
CANCELLED: Final = 0.1
#: Whether what is so quiet cancels itself, nobody hears (mean square; -60 dB of full scale).
LEAST_POWER: Final = 1e-6
#: Silence is so far below the loudness of the whole (LU): after mastering a room's faint noise.
SILENCE_LU: Final = -40.0
#: Level of digital silence (dB).
NOTHING_DB: Final = -200.0

#: Encoders leave no peak flat, so nobody needs to look.
LOSSY: Final = frozenset({"aac", "mp3", "opus", "vorbis"})
#: Segments of a window that stand for all of it: two seconds of about thirteen.
SAMPLED: Final = 20
#: Hum lies below 1 kHz; at about this rate it is looked for, in so many places of a window.
HUM_RATE_HZ: Final = 6000
HUM_PLACES: Final = 4
#: Fewer places may all lie in one long tone.
LEAST_SPECTRA: Final = 5
#: A click bends the wave more than this share of what the whole swings.
CLICK_SHARE: Final = 0.5
STEREO: Final = 2

#: Amplitudes, kept of all windows of a programme: a thousandth of each is enough.
Lines = NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What a window shows of the state of a recording.

    Attributes:
        frames: Its length.
        means: Mean of each channel in its first second, shape (channels,).
        powers: Mean product of each two channels there, shape (channels, channels).
        energies: Weighted energy of each channel in all of it, shape (channels,).
        flat_peaks: Frames where flat peaks begin, from the start of the window.
        clicks: Where the wave jumps.
        spectra: Low lines of some places of it, shape (places, lines).
    """

    frames: int
    means: Energies
    powers: Energies
    energies: Energies
    flat_peaks: NDArray[np.int64]
    clicks: Clicks
    spectra: Row[np.float16]

    @property
    def cancels(self) -> bool:
        """Whether two channels are audible, and hardly so where they are added."""
        if len(self.means) != STEREO:
            return False
        powers = self.powers - np.outer(self.means, self.means)
        both = float(np.trace(powers)) / 2
        return both > LEAST_POWER and float(powers.sum()) / 4 < CANCELLED * both


def glimpse(
    samples: NDArray[np.float32], energies: Energies, segment: int, peak: float, clicks: Clicks
) -> Glimpse:
    """Look at a window.

    Args:
        samples: Its own, float32, shape (channels, frames), at least one frame.
        energies: Weighted energy of each segment, shape (channels, segments).
        segment: Samples in a segment.
        peak: Highest sample, or 0.0 if no peak can be flat.
        clicks: Where it jumps.
    """
    part = samples[:, : SAMPLED * segment]
    length = part.shape[1]
    flat = [_flat(row) for row in samples] if peak >= NEAR_FULL_SCALE else []
    return Glimpse(
        samples.shape[1],
        part.sum(axis=1).astype(np.float64) / length,
        (part @ part.T).astype(np.float64) / length,
        energies.sum(axis=1),
        np.sort(np.concatenate([np.zeros(0, np.int64), *flat])),
        clicks,
        _low_spectra(samples, segment),
    )


def _low_spectra(samples: NDArray[np.float32], segment: int) -> Lines:
    """Return the low lines of some places of a window, shape (places, lines)."""
    fold = max(1, round(10 * segment / HUM_RATE_HZ))
    length = round(10 * segment / fold * SPECTRUM_S) * fold
    starts = range(0, samples.shape[1] - length + 1, max(length, samples.shape[1] // HUM_PLACES))
    shares = np.full(fold, 1 / (fold * len(samples)), np.float32)
    parts = (samples[:, at : at + length].reshape(len(samples), -1, fold) for at in starts)
    found = [spectrum((part @ shares).sum(axis=0)) for part in parts]
    return np.array(found, np.float16).reshape(len(found), len(found[0]) if found else 0)


def _flat(row: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return where the flat peaks of a channel begin."""
    ends = (value for value in (row.max(), row.min()) if abs(value) >= NEAR_FULL_SCALE)
    return np.concatenate([np.zeros(0, np.int64), *(_level_runs(row, value) for value in ends)])


def _level_runs(row: NDArray[np.float32], value: np.float32) -> NDArray[np.int64]:
    """Return where runs of a value begin; a look at a few samples tells if there may be any."""
    if not (row[::FLAT_SAMPLES] == value).any():
        return np.zeros(0, np.int64)
    return _runs(row == value)


def _runs(there: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return where runs of at least `FLAT_SAMPLES` begin."""
    places = np.flatnonzero(there)
    more = FLAT_SAMPLES - 1
    long = places[more:] - places[:-more] == more
    return np.asarray(places[: len(long)][long & ~np.r_[False, long[:-1]][: len(long)]])


def condition(
    glimpses: Sequence[Glimpse],
    powers: Energies,
    steps: Long[np.float32],
    lufs: float | None,
    rate_hz: int,
    segment: int,
) -> Condition:
    """Put together what all windows show.

    Args:
        glimpses: Of all windows, in order.
        powers: Weighted mean square of every 100 ms.
        steps: Weighted energy of every 10 ms.
        lufs: Integrated loudness; None for silence.
        rate_hz: Sample rate.
        segment: Samples in 100 ms.
    """
    frames = sum(one.frames for one in glimpses)
    if not frames:
        return Condition()
    offsets, levels = _offsets_and_levels(glimpses, frames)
    places, clicks = _flat_peaks(glimpses), _clicks(glimpses, lufs)
    (first, last), (hum_hz, hum_lu) = _longest(powers < _silent_below(lufs)), _hum(glimpses, lufs)
    return Condition(
        flat_peaks=len(places),
        flat_peaks_from_s=_first(places) / rate_hz,
        levels_db=tuple(levels.tolist()),
        offsets=tuple(offsets.tolist()),
        reversed_s=sum(one.frames for one in glimpses if one.cancels) / rate_hz,
        silence_s=(last - first) * segment / rate_hz,
        silence_from_s=first * segment / rate_hz,
        hum_hz=hum_hz,
        hum_lu=hum_lu,
        clicks=len(clicks),
        clicks_from_s=_first(clicks) / rate_hz,
        apart_lu=apart_lu(powers, steps),
        rumble_db=_rumble_db(glimpses, frames),
    )


def _offsets_and_levels(glimpses: Sequence[Glimpse], frames: int) -> tuple[Energies, Energies]:
    """Return the mean of each channel, and its level (dB)."""
    offsets = np.sum([one.means * one.frames for one in glimpses], axis=0) / frames
    squares = np.sum([one.energies for one in glimpses], axis=0) / frames
    return offsets, 10 * np.log10(np.maximum(squares, 10 ** (NOTHING_DB / 10)))


def _rumble_db(glimpses: Sequence[Glimpse], frames: int) -> float:
    """Return how far all power is above the K-weighted (dB); 0.0 for silence."""
    alternating = sum(float((np.diag(one.powers) - one.means**2).sum()) for one in glimpses)
    heard = sum(float(one.energies.sum()) for one in glimpses) / frames
    if heard < LEAST_POWER or alternating < LEAST_POWER:
        return 0.0
    return 10 * float(np.log10(alternating / len(glimpses) / heard))


def _starts(glimpses: Sequence[Glimpse]) -> NDArray[np.int64]:
    """Return the frames where the windows begin."""
    return np.cumsum([0, *(one.frames for one in glimpses[:-1])])


def _flat_peaks(glimpses: Sequence[Glimpse]) -> NDArray[np.int64]:
    """Return the frames where flat peaks begin."""
    rows = zip(_starts(glimpses), (one.flat_peaks for one in glimpses), strict=True)
    return np.concatenate([at + row for at, row in rows])


def _first(places: NDArray[np.int64]) -> float:
    return float(places[0]) if len(places) else 0.0


def _clicks(glimpses: Sequence[Glimpse], lufs: float | None) -> NDArray[np.int64]:
    """Return the frames of all clicks that stand out of the whole."""
    if lufs is None:
        return np.zeros(0, np.int64)
    least = CLICK_SHARE * 10 ** (lufs / 20)
    rows = zip(_starts(glimpses), (one.clicks for one in glimpses), strict=True)
    return np.concatenate([at + row.frames[row.bends > least] for at, row in rows])


def _hum(glimpses: Sequence[Glimpse], lufs: float | None) -> tuple[float, float]:
    """Return the mains frequency of hum, and its level against the whole; zeros for none."""
    spectra = [row for one in glimpses for row in one.spectra]
    if lufs is None or len(spectra) < LEAST_SPECTRA:
        return 0.0, 0.0
    hum = hum_in(spectra)
    return (hum.mains_hz, hum.level_db - lufs) if hum.mains_hz else (0.0, 0.0)


def _silent_below(lufs: float | None) -> float:
    """Return the weighted mean square below which there is silence."""
    level = ABSOLUTE_GATE_LUFS if lufs is None else lufs + SILENCE_LU
    return float(10 ** ((level - OFFSET_LUFS) / 10))


def _longest(there: NDArray[np.bool_]) -> tuple[int, int]:
    """Return where the longest run begins and ends; (0, 0) if there is none."""
    edges = np.flatnonzero(np.diff(np.r_[False, there, False].astype(np.int8)))
    begins, ends = edges[::2], edges[1::2]
    if not len(begins):
        return 0, 0
    longest = int(np.argmax(ends - begins))
    return int(begins[longest]), int(ends[longest])
