"""The waveform of a finished file is what its samples say, however they come in blocks."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from podcaster.master.waveform import extremes

SOUND = np.stack([np.linspace(-1, 1, 1000), np.linspace(-1, 1, 1000)], axis=1).astype(np.float32)


@given(st.lists(st.integers(0, 1000), max_size=8), st.integers(1, 1200))
def test_the_blocks_in_which_sound_comes_make_no_difference(cuts: list[int], point: int) -> None:
    blocks = np.split(SOUND, sorted(cuts))

    assert extremes(blocks, point) == extremes([SOUND], point)


def test_each_point_has_the_lowest_and_the_highest_sample() -> None:
    points = np.frombuffer(extremes([SOUND], 500), np.int8).tolist()

    assert points == [-127, 0, 0, 127]


def test_channels_count_as_one_and_too_much_is_cut_off() -> None:
    opposite = np.array([[1.0, -1.0], [1.5, 1.5]], np.float32)

    assert np.frombuffer(extremes([opposite], 1), np.int8).tolist() == [0, 0, 127, 127]


def test_nothing_has_no_points() -> None:
    assert extremes([], 100) == b""
