"""Loud places noted while the meters are read are those that a pass of their own finds."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.sounds import RATE_HZ, speech_like

from podcaster.doors.audio import Samples
from podcaster.doors.progress import silent_progress
from podcaster.master.level.lookout import Lookout
from podcaster.master.level.peaks import LoudPlaces, find_loud_places
from podcaster.master.meter.kweighting import grid
from podcaster.master.meter.measure import read_meters
from podcaster.master.meter.parts import WINDOW_SEGMENTS
from podcaster.master.meter.passes import Pace
from podcaster.master.sound import held_sound
from podcaster.model.audio import AudioFacts

FACTS = AudioFacts("pcm", RATE_HZ, 2, 0.0)
WINDOW = WINDOW_SEGMENTS * grid(RATE_HZ).segment


def with_knocks(*places: int) -> Samples:
    """Return two and a half windows of speech with knocks at these frames."""
    sound = speech_like(2.5 * WINDOW / RATE_HZ, bursts=False).copy()
    for at in places:
        sound[at : at + 90] = 0.9
    return sound


def in_passing(sound: Samples, floor_db: float) -> LoudPlaces:
    lookout = Lookout(floor_db, grid(RATE_HZ))
    read_meters(held_sound(sound, RATE_HZ), FACTS, silent_progress, lookout)
    return lookout.places()


@pytest.mark.parametrize("floor_db", [-30.0, -12.0, -3.0, 6.0])
def test_the_same_places_are_found(floor_db: float) -> None:
    edges = [0, WINDOW - 100, WINDOW + 5, 2 * WINDOW - 4000, 2 * WINDOW + 9600]
    sound = with_knocks(*edges, len(with_knocks()) - 100)

    found = in_passing(sound, floor_db)

    expected = find_loud_places(held_sound(sound, RATE_HZ), floor_db, Pace(FACTS, silent_progress))
    assert np.array_equal(found.peaks.blocks, expected.peaks.blocks)
    assert found.peaks.peaks_db == pytest.approx(expected.peaks.peaks_db, abs=1e-4)
    noted, wanted = by_segment(found), by_segment(expected)
    assert set(noted) <= set(wanted)
    for segment, energies in wanted.items():
        if segment in noted:
            assert noted[segment] == pytest.approx(energies, rel=1e-4, abs=1e-9)
        else:
            assert segment * grid(RATE_HZ).segment >= len(sound), "nothing is behind the end"


def by_segment(places: LoudPlaces) -> dict[int, NDArray[np.float32]]:
    return {
        stretch.first_segment + at: energies
        for stretch in places.stretches
        for at, energies in enumerate(np.asarray(stretch.energies))
    }
