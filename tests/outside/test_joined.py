"""MP3s put end to end, as `cat` does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.recordings import converted, sound
from tests.sounds import RATE_HZ

from podcaster.outside.audio import RealAudio

PICTURE = ("-f", "lavfi", "-i", "testsrc=s=640x640:d=1", "-map", "0:a", "-map", "1:v")
#: How one of two MP3s put end to end was made.
JOINED: dict[str, tuple[str, ...]] = {
    "with words": ("-metadata", "title=" + 2000 * "long "),
    "with a picture": (*PICTURE, "-frames:v", "1", "-c:v", "png", "-disposition:v", "attached_pic"),
    "of a varying rate": ("-q:a", "5"),
    "without a table": ("-write_xing", "0"),
    "of a low rate": ("-ar", "22050"),
}


@pytest.mark.parametrize("kind", JOINED)
def test_mp3s_put_end_to_end_are_read_to_the_end(kind: str, tmp_path: Path) -> None:
    """Of the second one, even what stands beside its tag is heard."""
    one = converted(tmp_path / "one", *JOINED[kind], "-c:a", "libmp3lame", "-f", "mp3").read_bytes()
    path = tmp_path / "two"
    path.write_bytes(one + one)

    door = RealAudio()
    samples, rate_hz = np.concatenate(list(door.read(path))), door.probe(path).sample_rate_hz

    assert len(samples) / rate_hz == pytest.approx(6.0, abs=0.15)
    again = samples[-round(1.5 * rate_hz) :, 0]
    first = sound()[-round(1.5 * RATE_HZ) :, 0]
    assert np.sqrt(np.mean(again**2)) == pytest.approx(np.sqrt(np.mean(first**2)), rel=0.1)
