"""Make one file of the recordings, as it was decided: filters, gain, mix, cuts, in one pass."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np

from podcaster.doors.audio import AudioDoor, Samples
from podcaster.doors.treatment import Filter
from podcaster.master.meter.blocks import regrouped
from podcaster.master.meter.channels import to_channels
from podcaster.master.resample import resampled
from podcaster.master.treatment.hum import notches
from podcaster.master.treatment.listening import Heard
from podcaster.master.treatment.noise import Noise
from podcaster.model.audio import Stem
from podcaster.model.treatment import Treatment

#: What DeepFilterNet works at.
DENOISER_HZ: Final = 48000
#: FFmpeg's de-esser knows no loudness: how hard it has to try follows from the recording's. An s
#: 6 dB louder than the words is to lose 6 dB or more, one 6 dB softer nothing.
TRIES_AT_LUFS: Final = (-20.0, 0.41)
TRIES_MORE: Final = 0.022
LEAST_TRY: Final = 0.2
BLOCK: Final = 1 << 15


def chain(
    heard: Heard, noise: Noise | None, treatment: Treatment, rate_hz: int
) -> tuple[Filter, ...]:
    """Return FFmpeg's filters for a recording.

    Args:
        heard: What it sounds like.
        noise: What its room sounds like; None if nobody knows, or it is as it should be.
        treatment: What is asked for.
        rate_hz: The rate at which it is filtered.
    """
    filters: list[Filter] = []
    if treatment.high_pass_hz:
        filters.append(("highpass", f"f={treatment.high_pass_hz:g}:precision=f64"))
    if treatment.hum:
        filters.extend(notches(heard.hum))
    if noise:
        filters.append(noise.filter(rate_hz))
    if treatment.de_ess:
        filters.append(_de_esser(heard.measured.integrated_lufs))
    return tuple(filters)


def _de_esser(lufs: float | None) -> Filter:
    """Return the de-esser for a recording of some loudness; silence has none to soften.

    It goes by whole LU, so that a few corrected seconds leave the rest as it was.
    """
    from_lufs, tries = TRIES_AT_LUFS
    softer_lu = 0.0 if lufs is None else from_lufs - round(lufs)
    hard = min(1.0, max(LEAST_TRY, tries + TRIES_MORE * softer_lu))
    return "deesser", f"i={hard:.3f}:m=0.5:f=0.5"


def rendered(
    stem: Stem, rate_hz: int, channels: int, door: AudioDoor, filters: tuple[Filter, ...]
) -> Iterator[Samples]:
    """Yield a recording in the rate and layout of the whole, filtered.

    Raises:
        AudioError: If it can't be decoded.
    """
    facts = door.probe(stem.file)
    blocks = (to_channels(block, channels, facts.layout) for block in door.read(stem.file))
    stream = resampled(blocks, facts.sample_rate_hz, rate_hz, channels)
    return door.filtered((block for block in stream if len(block)), rate_hz, channels, filters)


def denoised(
    blocks: Iterable[Samples], rate_hz: int, channels: int, door: AudioDoor
) -> Iterator[Samples]:
    """Yield a stream without noise; DeepFilterNet hears each channel by itself.

    Raises:
        UsageError: If it is not installed.
    """
    copies = itertools.tee(blocks, channels)  # all go on together, so little is held
    sides = [_denoised_mono(_side(copy, side), rate_hz, door) for side, copy in enumerate(copies)]
    for parts in zip(*sides, strict=True):
        yield np.concatenate(parts, axis=1)


def _side(blocks: Iterable[Samples], side: int) -> Iterator[Samples]:
    """Yield one channel of a stream."""
    return (block[:, side : side + 1] for block in blocks)


def _denoised_mono(blocks: Iterable[Samples], rate_hz: int, door: AudioDoor) -> Iterator[Samples]:
    """Yield one channel at its own rate, denoised at the denoiser's."""
    there = (block for block in resampled(blocks, rate_hz, DENOISER_HZ, 1) if len(block))
    back = resampled(door.denoised(there), DENOISER_HZ, rate_hz, 1)
    return (block for block in back if len(block))


def mixed(streams: list[Iterator[Samples]], pans: list[float], channels: int) -> Iterator[Samples]:
    """Yield the sum of streams of one channel, each in its place, as long as the longest.

    Args:
        streams: float32, shape (frames, 1).
        pans: -1.0 (left) to 1.0 (right) for each.
        channels: 1 or 2; one channel has no places.
    """
    sides = [_sides(pan, channels) for pan in pans]
    even = [regrouped(stream, BLOCK) for stream in streams]
    while True:
        parts = [next(stream, np.zeros((0, 1), np.float32)) for stream in even]
        frames = max(map(len, parts))
        if not frames:
            return
        whole = np.zeros((frames, channels), np.float32)
        for part, side in zip(parts, sides, strict=True):
            whole[: len(part)] += part * side
        yield whole


def _sides(pan: float, channels: int) -> Samples:
    """Return the share of each channel: constant power, and 1 in the middle."""
    if channels == 1:
        return np.ones(1, np.float32)
    angle = (pan + 1) * np.pi / 4
    return np.array([np.cos(angle), np.sin(angle)], np.float32) * np.float32(2**0.5)
