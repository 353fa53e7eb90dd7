"""Windows see what they need, belong to one place each, and are the same for any reader."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podcaster.doors.audio import Samples
from podcaster.doors.progress import silent_progress
from podcaster.master.meter.passes import Pace
from podcaster.master.meter.windows import Cut, Window, over_windows
from podcaster.master.sound import Sound, from_beginning, held_sound
from podcaster.model.audio import AudioFacts

CUT = Cut(before=20, own=100, after=7)
FACTS = AudioFacts("pcm", 1000, 2, 0.0)


def ramp(frames: int) -> Samples:
    return np.arange(1, 2 * frames + 1, dtype=np.float32).reshape(-1, 2)


def from_start(samples: Samples, size: int) -> Sound:
    pieces = [samples[at : at + size] for at in range(0, len(samples), size)]
    return Sound(lambda start, stop: from_beginning(pieces, start, stop), 1000, 2)


def seen(sound: Sound, *, wanted: int | None = None) -> list[Window]:
    pace = Pace(FACTS, silent_progress)
    if wanted is None:
        return list(over_windows(sound, CUT, lambda window: window, pace))
    return list(over_windows(sound, CUT, lambda window: window, pace, lambda at: at == wanted))


@given(frames=st.integers(1, 1500), size=st.integers(1, 400))
@settings(max_examples=60, deadline=None)
def test_every_frame_belongs_to_one_window_and_is_seen_with_what_is_around_it(
    frames: int, size: int
) -> None:
    samples = ramp(frames)
    padded = np.pad(samples, ((CUT.before, CUT.own + CUT.after), (0, 0)))

    for sound in (held_sound(samples, 1000), from_start(samples, size)):
        found = seen(sound)
        assert [window.start for window in found] == list(range(0, frames, CUT.own))
        assert sum(window.frames for window in found) == frames
        for window in found:
            assert np.array_equal(window.columns.T, padded[window.start :][: CUT.all])


@pytest.mark.parametrize("start", [0, 300, 900])
def test_only_what_is_wanted_is_looked_at(start: int) -> None:
    samples = ramp(950)

    for sound in (held_sound(samples, 1000), from_start(samples, 64)):
        [window] = seen(sound, wanted=start)

        assert window.start == start
        assert window.columns[0, CUT.before] == samples[start, 0]


def test_progress_never_goes_back_nor_beyond_the_end() -> None:
    told: list[float] = []
    facts = AudioFacts("pcm", 1000, 2, 5.0)
    pace = Pace(facts, lambda done_s, _: told.append(done_s))

    list(over_windows(held_sound(ramp(5000), 1000), CUT, lambda window: window, pace))

    assert told == sorted(set(told))
    assert told[-1] == 5.0
