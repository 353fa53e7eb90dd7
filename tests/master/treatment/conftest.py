"""What treatment makes of samples, by way of real files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from tests.master.treatment.voices import RATE_HZ
from tests.sounds import write_wav

from podcaster.doors.audio import Samples
from podcaster.master.treatment.treat import Treated, treat
from podcaster.model.audio import Stem
from podcaster.model.treatment import Treatment
from podcaster.outside.audio import RealAudio

#: One channel, and what to do with it -> what came of it, and what was done.
Treat = Callable[[Samples, Treatment], tuple[Samples, Treated]]


@pytest.fixture
def treated(tmp_path: Path) -> Treat:
    """Treat one channel, shape (frames,)."""

    def run(samples: Samples, treatment: Treatment) -> tuple[Samples, Treated]:
        source = write_wav(tmp_path / "in.wav", samples[:, None], RATE_HZ, "FLOAT")
        done = treat([Stem(source)], treatment, tmp_path / "out.wav", RealAudio())
        return np.concatenate(list(RealAudio().read(tmp_path / "out.wav")))[:, 0], done

    return run
