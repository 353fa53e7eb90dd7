"""Silence at both ends and long pauses: what stays of a recording, and the sound of what stays."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from podcaster.doors.audio import Samples
from podcaster.master.treatment.gain_curve import TICK_S, Track
from podcaster.master.treatment.voices import Run, Ticks, runs
from podcaster.model.timeline import Timeline
from podcaster.model.treatment import Treatment

#: So much stays before the first sound and behind the last one.
LEAD_S: Final = 0.25
TAIL_S: Final = 0.5
#: Cuts shorter than this are not worth it.
LEAST_CUT_S: Final = 0.2
#: Both sides of a cut sound together for this long.
BLEND_S: Final = 0.04


def what_stays(busy: Ticks, length_s: float, treatment: Treatment) -> Timeline:
    """Return what stays of a recording.

    Args:
        busy: Whether something is to be heard, per tick.
        length_s: How long it is.
        treatment: What is asked for.
    """
    heard = runs(busy)
    if not heard or not (treatment.trim or treatment.longest_pause_s):
        return Timeline()
    first, last = 0.0, length_s
    if treatment.trim:
        first = max(0.0, heard[0].start * TICK_S - LEAD_S)
        last = min(length_s, heard[-1].stop * TICK_S + TAIL_S)
    kept = _without_pauses(heard, first, last, treatment.longest_pause_s)
    whole = len(kept) == 1 and kept[0][0] < LEAST_CUT_S and kept[0][1] > length_s - LEAST_CUT_S
    return Timeline() if whole else Timeline(kept)


def _without_pauses(
    heard: list[Run], first: float, last: float, longest_s: float
) -> tuple[tuple[float, float], ...]:
    """Return the stretches between `first` and `last` that stay when long pauses are shortened."""
    kept = []
    for before, after in itertools.pairwise(heard):
        pause_s = (after.start - before.stop) * TICK_S
        if longest_s and pause_s > longest_s + LEAST_CUT_S:
            kept.append((first, before.stop * TICK_S + longest_s / 2))
            first = after.start * TICK_S - longest_s / 2
    return (*kept, (first, last))


def is_busy(speech: Ticks, levels_lufs: Track, quiet_lufs: float) -> Ticks:
    """Return where something is to be heard: a voice, or anything that is not quiet."""
    return np.asarray(speech | (levels_lufs > quiet_lufs))


def cut(
    blocks: Iterable[Samples], rate_hz: int, channels: int, timeline: Timeline, length_s: float
) -> Iterator[Samples]:
    """Yield what stays of a stream; where two stretches meet, they blend.

    The first sounds on for `BLEND_S` into what was cut while the second rises, so that what stays
    is as long as the timeline says, to the sample. Where something was cut at its ends, it rises
    or falls as long; where nothing was, it is left alone.

    Args:
        blocks: float32, shape (frames, channels).
        rate_hz: Their rate.
        channels: Their channels.
        timeline: What stays.
        length_s: How long the stream is.
    """
    if not timeline.kept:
        yield from blocks
        return
    blend = round(BLEND_S * rate_hz)
    stays = deque(_stays(timeline, rate_hz, round(length_s * rate_hz)))
    ringing = np.zeros((blend, channels), np.float32)
    at = 0
    for block in blocks:
        while stays and stays[0].stop + blend <= at:
            stays.popleft()
        for stay in itertools.takewhile(partial(_Stay.begins_before, at=at + len(block)), stays):
            inside = stay.part(block, at)
            if len(inside):
                yield stay.shaped(inside, max(0, at - stay.start), ringing)
            ringing = _rung(ringing, block, at - stay.stop)
        at += len(block)


@dataclass(frozen=True)
class _Stay:
    """A stretch that stays, in frames.

    Attributes:
        start: Its first.
        stop: The first that no longer belongs to it.
        fades: Whether nothing comes after it although the recording goes on.
    """

    start: int
    stop: int
    fades: bool

    def begins_before(self, at: int) -> bool:
        """Whether some of it may lie before a frame."""
        return self.start < at

    def part(self, block: Samples, at: int) -> Samples:
        """Return what of a block, which begins at `at`, lies inside."""
        return block[max(0, self.start - at) : max(0, self.stop - at)]

    def shaped(self, inside: Samples, done: int, ringing: Samples) -> Samples:
        """Return some of its frames, before which there were `done`, with its beginning and end."""
        begun = _begun(inside, done, ringing) if self.start else inside
        if not self.fades:
            return begun
        return _ended(begun, self.stop - self.start - done, len(ringing))


def _stays(timeline: Timeline, rate_hz: int, frames: int) -> list[_Stay]:
    """Return what stays of so many frames."""
    last = len(timeline.kept) - 1
    edges = ((round(start * rate_hz), round(stop * rate_hz)) for start, stop in timeline.kept)
    return [
        _Stay(start, stop, number == last and stop < frames)
        for number, (start, stop) in enumerate(edges)
    ]


def _begun(inside: Samples, done: int, ringing: Samples) -> Samples:
    """Return a part of a stretch; at its beginning it rises out of what rings on.

    Args:
        inside: Some of its frames.
        done: How many frames of it there were before.
        ringing: What the stretch before left; silence before the first one.
    """
    left = ringing[done : done + len(inside)]
    if not len(left):
        return inside
    rise = np.sin(_quarter(len(ringing))[done : done + len(left), None])
    return np.concatenate([inside[: len(left)] * rise + left, inside[len(left) :]])


def _ended(inside: Samples, left: int, blend: int) -> Samples:
    """Return a part of the last stretch; at its end it falls.

    Args:
        inside: Some of its frames.
        left: How many frames of it there are from here on.
        blend: For how many it falls.
    """
    falling = inside[max(0, left - blend) :]
    if not len(falling):
        return inside
    steady = len(inside) - len(falling)
    first = blend - left + steady
    fall = np.cos(_quarter(blend)[first : first + len(falling), None])
    return np.concatenate([inside[:steady], falling * fall])


def _rung(ringing: Samples, block: Samples, since: int) -> Samples:
    """Return what rings on, with what this block adds.

    Args:
        ringing: What is known of it.
        block: Samples.
        since: How many frames after the end of a stretch they begin; negative: before.
    """
    first = max(0, since)
    part = block[max(0, -since) :][: max(0, len(ringing) - first)]
    if not len(part) or since >= len(ringing):
        return ringing
    fall = np.cos(_quarter(len(ringing))[first : first + len(part), None])
    rung = np.zeros_like(ringing) if first == 0 else ringing.copy()
    rung[first : first + len(part)] = part * fall
    return rung


def _quarter(frames: int) -> Samples:
    """Return a quarter of a turn; its sine and cosine keep the power of noise."""
    return ((np.arange(frames) + 0.5) * (np.pi / 2 / frames)).astype(np.float32)
