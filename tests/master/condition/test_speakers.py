"""Speech is told by its dips, in however many pieces it is looked at together."""

from __future__ import annotations

import numpy as np
import pytest

from podcaster.master.condition import speakers
from podcaster.master.meter.loudness import STEPS


@pytest.mark.parametrize("count", [1, 2, 7, 8, 9, 40])
def test_what_is_speech_does_not_depend_on_how_much_is_seen_at_once(
    count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = np.random.default_rng(count)
    shape = (count, speakers.PIECE * STEPS)
    dips = draw.random(shape) < draw.random((count, 1)) * 0.3
    steps = np.where(dips, 1e-6, draw.random(shape)).astype(np.float32).reshape(-1)
    whole = speakers._is_speech(steps, count)

    monkeypatch.setattr(speakers, "AT_ONCE", 4)

    assert np.array_equal(speakers._is_speech(steps, count), whole)
    assert len(whole) == count
