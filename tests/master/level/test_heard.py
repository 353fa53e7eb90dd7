"""What was heard of a recording is not heard again when only its intro changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from tests.sounds import sine

from podcaster.doors.audio import Samples
from podcaster.doors.progress import silent_progress
from podcaster.master.level.heard import Heard, read_heard
from podcaster.master.level.take import HEARD, Take
from podcaster.master.mix import Mix
from podcaster.model.audio import Edge, Programme, Target
from podcaster.outside.audio import RealAudio

RATE_HZ = 8000
#: Long enough for loud places to be noted in passing.
LENGTH_S = 300
TARGET = Target()


class Counting(RealAudio):
    """A door that counts the frames it decodes."""

    def __init__(self) -> None:
        self.frames = 0

    def read(
        self, path: Path, *, start_s: float = 0.0, stop_s: float | None = None
    ) -> Iterator[Samples]:
        for block in super().read(path, start_s=start_s, stop_s=stop_s):
            self.frames += len(block)
            yield block


@pytest.fixture
def programme(tmp_path: Path) -> Programme:
    """Return five minutes of a voice that swells, with knocks, hum and an intro of 10 s."""
    noise = np.random.default_rng(3)
    at = np.arange(LENGTH_S * RATE_HZ) / RATE_HZ
    voice = 0.05 * noise.standard_normal(len(at)) * (1.2 + np.sin(at / 3))
    voice += 0.01 * np.sin(2 * np.pi * 50 * at)
    voice[:: 20 * RATE_HZ] = 0.9
    soundfile.write(tmp_path / "body.wav", voice, RATE_HZ)
    for name, level in (("old", -20), ("new", -14)):
        soundfile.write(tmp_path / f"{name}.wav", sine(level, 10, rate_hz=RATE_HZ), RATE_HZ)
    body, intro = tmp_path / "body.wav", Edge(tmp_path / "old.wav", 1.0)
    return Programme(body, intro, body_digest="of the body")


def taken(programme: Programme, folder: Path, door: RealAudio) -> Take:
    folder.mkdir(exist_ok=True)
    facts = replace(door.probe(programme.body), duration_s=LENGTH_S + 9.0)
    return Take(Mix(programme, RATE_HZ, 1, door), facts, silent_progress, TARGET, folder)


def with_new_intro(programme: Programme, earlier: Path) -> Programme:
    intro = Edge(programme.body.with_name("new.wav"), 1.0)
    return replace(programme, intro=intro, earlier=earlier)


def test_behind_a_new_intro_the_body_is_not_read_again(
    programme: Programme, tmp_path: Path
) -> None:
    taken(programme, tmp_path / "first", RealAudio())
    changed, door = with_new_intro(programme, tmp_path / "first"), Counting()

    again = taken(changed, tmp_path / "again", door)

    assert door.frames < 100 * RATE_HZ, "excerpts, the intro, and where it meets the body"
    expected = taken(replace(changed, earlier=None), tmp_path / "whole", RealAudio())
    assert again.before == expected.before
    limiter, wanted = again.limiter(TARGET), expected.limiter(TARGET)
    assert limiter.gain_db == wanted.gain_db
    assert np.array_equal(limiter.nodes(0, 300_000), wanted.nodes(0, 300_000))


@pytest.mark.parametrize("changed", ["digest", "length"])
def test_another_recording_or_another_place_is_heard_anew(
    changed: str, programme: Programme, tmp_path: Path
) -> None:
    taken(programme, tmp_path / "first", RealAudio())
    other = replace(programme, earlier=tmp_path / "first", body_digest="of another")
    if changed == "length":
        intro = Edge(programme.body.with_name("old.wav"), 2.0)
        other = replace(programme, earlier=tmp_path / "first", intro=intro)
    door = Counting()

    taken(other, tmp_path / "again", door)

    assert door.frames > LENGTH_S * RATE_HZ


def test_nothing_is_kept_of_what_nobody_knows(programme: Programme, tmp_path: Path) -> None:
    taken(replace(programme, body_digest=None), tmp_path / "first", RealAudio())

    assert not list((tmp_path / "first").iterdir())


def test_what_is_damaged_or_anothers_is_not_believed(programme: Programme, tmp_path: Path) -> None:
    taken(programme, tmp_path / "first", RealAudio())
    [path] = (tmp_path / "first").glob(f"{HEARD}-*")
    owner = f"of the body {RATE_HZ} 1 {9 * RATE_HZ}"
    assert len(read_heard(path, owner).parts) > 20

    assert read_heard(path, "somebody") == Heard()
    content = path.read_bytes()
    for damaged in (content[:-300], content[:100], b"", content.replace(b"spectra", b"spectre")):
        path.write_bytes(damaged)
        assert read_heard(path, owner) == Heard()
