"""Memory does not grow with the length of a programme."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
import soundfile
from tests.sounds import RATE_HZ, speech_like

from podcaster.doors.audio import Samples
from podcaster.doors.progress import silent_progress
from podcaster.master.finish import Desk, Finished, finish
from podcaster.master.level import limiter
from podcaster.master.level.lookout import Lookout
from podcaster.master.level.take import Take
from podcaster.master.meter.kweighting import grid
from podcaster.master.meter.measure import Reading, read_meters
from podcaster.master.mix import Mix
from podcaster.master.sound import Sound
from podcaster.model.audio import AudioFacts, AudioFormat, Encoding, Programme, Target
from podcaster.outside.audio import RealAudio

#: What is compared (scenes of 20 s): a minute more.
SCENE_S, SHORT, LONG = 20.0, 3, 6
#: What a minute more may leave behind (bytes): four hours 10 MB.
MOST_KEPT = 40_000
#: What it may need while it is worked on: its samples are 11.5 MB.
MOST_HELD = 6_000_000
TARGET = Target()


class Traced(NamedTuple):
    """Bytes that are left when something is done, and the most that there were."""

    kept: int
    highest: int


def traced(work: Callable[[], object]) -> Traced:
    """Do something and hold its result; tell what that took, numpy's arrays included."""
    gc.collect()
    tracemalloc.start()
    try:
        held = work()
        limiter._gains.cache_clear()
        gc.collect()
        found = Traced(*tracemalloc.get_traced_memory())
        del held
    finally:
        tracemalloc.stop()
    return found


def assert_no_growth(work: Callable[[int], object]) -> None:
    """Let a minute more need no more."""
    work(1)  # tables that are made once
    short, long = (traced(partial(work, scenes)) for scenes in (SHORT, LONG))

    assert long.kept - short.kept < MOST_KEPT
    assert long.highest - short.highest < MOST_HELD


@pytest.fixture(scope="module")
def scene() -> Samples:
    return np.ascontiguousarray(speech_like(SCENE_S)[:, :1])


def repeated(scene: Samples, scenes: int) -> Sound:
    """Return a scene over and over, which takes no memory of its own."""

    def read(start: int, stop: int | None) -> Iterator[Samples]:
        end = scenes * len(scene) if stop is None else min(stop, scenes * len(scene))
        while start < end:
            block = scene[start % len(scene) :][: min(end - start, 1 << 16)]
            yield block
            start += len(block)

    return Sound(read, RATE_HZ, 1, scenes * len(scene))


@pytest.mark.parametrize("is_loud", [False, True])
def test_a_longer_programme_is_measured_in_no_more_memory(scene: Samples, is_loud: bool) -> None:
    def measured(scenes: int) -> tuple[Reading, object]:
        facts = AudioFacts("pcm", RATE_HZ, 1, SCENE_S * scenes)
        lookout = Lookout(-30.0, grid(RATE_HZ)) if is_loud else None
        reading = read_meters(repeated(scene, scenes), facts, silent_progress, lookout)
        return reading, lookout

    assert_no_growth(measured)


@pytest.mark.parametrize("kind", [AudioFormat.MP3, AudioFormat.OPUS])
def test_a_longer_programme_is_mastered_in_no_more_memory(
    kind: AudioFormat, scene: Samples, tmp_path: Path
) -> None:
    def mastered(scenes: int) -> tuple[Take, Finished]:
        source = tmp_path / f"{scenes}.wav"
        if not source.exists():
            with soundfile.SoundFile(source, "w", RATE_HZ, 1, "PCM_16") as file:
                for _ in range(scenes):
                    file.write(scene)
        door = RealAudio()
        mix = Mix(Programme(source), RATE_HZ, 1, door)
        take = Take(mix, door.probe(source), silent_progress, TARGET)
        encoding = Encoding(kind, 48, 1, RATE_HZ)
        path = tmp_path / f"out.{kind.value}"
        return take, finish(Desk(take, TARGET, encoding, path, door, silent_progress))

    assert_no_growth(mastered)
