"""Read a whole file with the meters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from podcaster.doors.audio import AudioDoor
from podcaster.doors.progress import Progress, silent_progress
from podcaster.master.condition.clicks import NO_CLICKS, REACH_MS, clicks_in
from podcaster.master.condition.state import LOSSY, Glimpse, condition, glimpse
from podcaster.master.meter.channels import weights
from podcaster.master.meter.kweighting import grid
from podcaster.master.meter.loudness import (
    HALO_SEGMENTS,
    MOMENTARY_SEGMENTS,
    SHORT_TERM_SEGMENTS,
    Energies,
    block_energies,
    curve_pieces,
    highest_lufs,
    integrated_lufs,
    loudness_range_lu,
    segment_powers,
    step_energies,
)
from podcaster.master.meter.parts import WINDOW_SEGMENTS, Part
from podcaster.master.meter.passes import Pace
from podcaster.master.meter.shelf import Long, Rows, Shelf
from podcaster.master.meter.true_peak import AFTER, BEFORE, PeakMeter, Peaks
from podcaster.master.meter.windows import Cut, Window, over_windows
from podcaster.master.sound import Sound, file_sound
from podcaster.model.audio import AudioFacts, Measurement
from podcaster.model.condition import Condition

NOTHING_KNOWN: Final[Mapping[int, Part]] = MappingProxyType({})


@dataclass(frozen=True)
class Reading:
    """What the meters say about a stream.

    Attributes:
        frames: How many there were.
        powers: Weighted mean square of every 100 ms; all loudness follows from it.
        window_peaks: Highest sample of every window of `WINDOW_SEGMENTS`, with its surroundings.
        true_peak_dbtp: Highest true peak; None for digital silence.
        steps: Weighted energy of every 10 ms, for momentary and short-term loudness.
        parts: What each window shows.
    """

    frames: int
    powers: Energies
    window_peaks: NDArray[np.float32]
    true_peak_dbtp: float | None
    steps: Long[np.float32]
    parts: tuple[Part, ...]

    @property
    def integrated_lufs(self) -> float | None:
        """Integrated loudness as played; None for silence."""
        return integrated_lufs(self.powers)

    def curve(self, segments: int, rate_hz: int) -> Energies:
        """Return the loudness of every window of so many segments, in steps of 10 ms."""
        return np.concatenate(list(self.pieces(segments, rate_hz)))

    def pieces(self, segments: int, rate_hz: int) -> Iterator[Energies]:
        """Yield the same, some minutes at a time."""
        return curve_pieces(self.steps, segments, grid(rate_hz).segment)

    def condition(self, rate_hz: int) -> Condition | None:
        """Return the state it is in; None if nobody looked."""
        glimpses = [part.glimpse for part in self.parts if part.glimpse]
        if len(glimpses) < len(self.parts):
            return None
        segment = grid(rate_hz).segment
        lufs = self.integrated_lufs
        return condition(glimpses, self.powers, self.steps, lufs, rate_hz, segment)

    def measurement(self, file: str, facts: AudioFacts) -> Measurement:
        """Put it into words: the reading of `file`, whose header says `facts`."""
        rate_hz = facts.sample_rate_hz
        segment = grid(rate_hz).segment
        return Measurement(
            file=file,
            duration_s=self.frames / rate_hz,
            integrated_lufs=self.integrated_lufs,
            loudness_range_lu=loudness_range_lu(self.powers),
            true_peak_dbtp=self.true_peak_dbtp,
            sample_rate_hz=rate_hz,
            channels=facts.channels,
            codec=facts.codec,
            max_momentary_lufs=highest_lufs(self.steps, MOMENTARY_SEGMENTS, segment),
            max_short_term_lufs=highest_lufs(self.steps, SHORT_TERM_SEGMENTS, segment),
            layout=facts.layout if len(facts.layout) == facts.channels else (),
            condition=self.condition(rate_hz),
        )


def measure(path: Path, door: AudioDoor, progress: Progress = silent_progress) -> Measurement:
    """Measure the audio file `path`, decoded to its last sample, in its own layout.

    Args:
        path: The file; named in the reading as given.
        door: Decodes it.
        progress: Is told the seconds done.

    Raises:
        AudioError: If it can't be decoded, or ends before its header says.
        FolderError: If it can't be read.
    """
    facts = door.probe(path)
    reading = read_meters(file_sound(path, facts, door), facts, progress)
    return reading.measurement(str(path), facts)


class Check(NamedTuple):
    """How a sound is read of which something is known.

    Attributes:
        known: Windows that need not be read, by their first frame.
        exact_above: See `PeakMeter`.
        levels_only: Whether the state of the sound is left alone: that of what was made here was
            noted before.
        within: Only windows that see nothing else are read; None: all.
    """

    known: Mapping[int, Part] = NOTHING_KNOWN
    exact_above: float = np.inf
    levels_only: bool = True
    within: range | None = None


NO_CHECK: Final = Check()
FIRST_TIME: Final = Check(levels_only=False)


class Watch(Protocol):
    """Who wants to see loud blocks as they pass by; see `Lookout`."""

    floor: float

    def see(self, first: int, peaks: Peaks, energies: NDArray[np.float32]) -> None:
        """Look at a window: its first segment, peaks and energies of its blocks."""
        ...


def read_meters(
    sound: Sound,
    facts: AudioFacts,
    progress: Progress = silent_progress,
    watch: Watch | None = None,
    check: Check = FIRST_TIME,
) -> Reading:
    """Measure a sound.

    Args:
        sound: What to measure.
        facts: For `progress`: rate and length; and where its channels stand.
        progress: Is told the seconds done.
        watch: Sees every window that is read, from any thread.
        check: What is known, and what is asked.
    """
    segment, known = grid(sound.rate_hz).segment, check.known
    cut = window_cut(sound.rate_hz)
    desk = _Desk(
        sound.rate_hz,
        cut,
        PeakMeter(grid(sound.rate_hz).block, _highest(known.values()), check.exact_above),
        weights(sound.channels, facts.layout),
        facts.codec not in LOSSY,
        watch,
        Shelf(),
        levels_only=check.levels_only,
    )
    pace, read = Pace(facts, progress), partial(_read_window, desk)

    def wanted(start: int) -> bool:
        return start not in known and (not check.within or cut.lies_in(check.within, start))

    fresh = over_windows(sound, cut, read, pace, wanted)
    parts = sorted([*known.values(), *fresh], key=attrgetter("start"))
    if any(part.reach.floor > _highest(parts) for part in known.values()):  # what hid them is gone
        return read_meters(sound, facts, progress, watch, check._replace(known=NOTHING_KNOWN))
    return _reading(parts, desk.meter.dbtp, segment)


def window_cut(rate_hz: int) -> Cut:
    """Return the windows that the meters read, and what each sees of its surroundings."""
    segment = grid(rate_hz).segment
    return Cut(HALO_SEGMENTS * segment, WINDOW_SEGMENTS * segment, AFTER)


def _reading(parts: Sequence[Part], true_peak_dbtp: float | None, segment: int) -> Reading:
    """Put together what all windows show."""
    frames = sum(part.frames for part in parts)
    energies = np.concatenate([np.zeros(0), *(part.energies for part in parts)])
    return Reading(
        frames,
        segment_powers(energies, frames, segment),
        np.array([part.sample_peak for part in parts], np.float32),
        true_peak_dbtp,
        Rows([part.steps for part in parts], np.zeros(0, np.float32)),
        tuple(parts),
    )


def _highest(parts: Iterable[Part]) -> float:
    """Return the highest true peak that any part is known to have."""
    return max((part.reach.peak for part in parts), default=0.0)


@dataclass(frozen=True)
class _Desk:
    """What windows are read with.

    Attributes:
        rate_hz: Their rate.
        cut: Their size.
        meter: For the highest true peak of all.
        loud: Weight of each channel.
        may_be_flat: Whether peaks may have been cut off.
        watch: See `read_meters`.
        shelf: Takes what is kept of each.
        levels_only: Whether the state of the sound is left alone.
    """

    rate_hz: int
    cut: Cut
    meter: PeakMeter
    loud: Energies
    may_be_flat: bool
    watch: Watch | None
    shelf: Shelf
    levels_only: bool


def _read_window(desk: _Desk, window: Window) -> Part:
    """Read all meters on one window."""
    columns, segment, before = window.columns, grid(desk.rate_hz).segment, desk.cut.before
    segments = -(-window.frames // segment)
    blocks = block_energies(columns[:, : before + segments * segment], desk.rate_hz)
    around = columns[:, before - BEFORE : before + segments * segment + AFTER]
    look = desk.meter.add(around, desk.watch.floor if desk.watch else np.inf)
    if desk.watch:
        desk.watch.see(window.start // segment, look.peaks, blocks)
    energies = blocks.sum(axis=2, dtype=np.float64)
    return Part(
        window.start,
        window.frames,
        desk.loud @ energies,
        look.sample_peak,
        look.reach,
        desk.shelf.put(step_energies(blocks, desk.loud)),
        None if desk.levels_only else _glimpse(desk, window, energies, look.sample_peak),
    )


def _glimpse(desk: _Desk, window: Window, energies: Energies, peak: float) -> Glimpse:
    """Look at the state a window is in.

    Args:
        desk: What it is read with.
        window: What is read.
        energies: Weighted energy of each segment, shape (channels, segments).
        peak: Its highest sample.
    """
    division, start = grid(desk.rate_hz), desk.cut.before
    stop = start + window.frames
    clicks = NO_CLICKS
    if desk.may_be_flat:
        before = start - 2 * REACH_MS * division.block
        clicks = clicks_in(window.columns[:, before:stop], division.block)
    highest = peak if desk.may_be_flat else 0.0
    found = glimpse(window.columns[:, start:stop], energies, division.segment, highest, clicks)
    return replace(found, spectra=desk.shelf.put(np.asarray(found.spectra)))
