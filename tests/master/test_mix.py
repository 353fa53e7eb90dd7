"""Intro, body and outro as one stream."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sounds import sine, stereo, write_wav

from podcaster.doors.audio import Samples
from podcaster.master.mix import Mix, joined
from podcaster.model.audio import Edge, Programme
from podcaster.outside.audio import RealAudio

RATE_HZ = 44100


def level_db(samples: Samples) -> float:
    return float(20 * np.log10(np.abs(samples).max(initial=1e-9)))


def read(mix: Mix) -> Samples:
    return np.concatenate(list(mix.read()))


def a_mix(
    folder: Path, *, duck_db: float = 0.0, crossfade_s: float = 1.0, rate_hz: int = RATE_HZ
) -> Mix:
    """An intro of 2 s at 500 Hz, a body of 4 s at 1 kHz, an outro of 3 s; all at -12 dBFS."""
    parts = (("intro", 2, 500), ("body", 4, 1000), ("outro", 3, 300))
    intro, body, outro = (
        write_wav(folder / f"{name}.wav", stereo(sine(-12, s, hz=hz, rate_hz=RATE_HZ)), RATE_HZ)
        for name, s, hz in parts
    )
    edges = (Edge(intro, crossfade_s, duck_db), Edge(outro, crossfade_s, duck_db))
    return Mix(Programme(body, *edges), rate_hz, 2, RealAudio())


def strength(samples: Samples, hz: float) -> float:
    """Return the amplitude (dB) of a tone in `samples`."""
    time = np.arange(len(samples)) / RATE_HZ
    part = np.exp(-2j * np.pi * hz * time) @ samples[:, 0]
    return float(20 * np.log10(2 * abs(part) / len(samples) + 1e-9))


@pytest.mark.parametrize("crossfade_s", [0.0, 0.333, 1.0])
def test_the_whole_is_as_long_as_its_parts_without_the_overlaps(
    tmp_path: Path, crossfade_s: float
) -> None:
    mix = a_mix(tmp_path, crossfade_s=crossfade_s)

    assert len(read(mix)) == 9 * RATE_HZ - 2 * round(crossfade_s * RATE_HZ)


def test_the_body_starts_where_the_overlap_does(tmp_path: Path) -> None:
    assert a_mix(tmp_path).body_start() == RATE_HZ


def test_a_body_alone_starts_at_once_and_stays_as_it_is(tmp_path: Path) -> None:
    sound = stereo(sine(-3, 1, rate_hz=RATE_HZ))
    body = write_wav(tmp_path / "body.wav", sound, RATE_HZ, "FLOAT")
    mix = Mix(Programme(body), RATE_HZ, 2, RealAudio())

    assert mix.body_start() == 0
    assert np.array_equal(read(mix), sound)


def test_outside_the_overlaps_nothing_changes(tmp_path: Path) -> None:
    mix = a_mix(tmp_path)
    whole = read(mix)

    intro, body = (np.concatenate(list(mix.door.read(tmp_path / name))) for name in
                   ("intro.wav", "body.wav"))  # fmt: skip
    assert np.array_equal(whole[:RATE_HZ], intro[:RATE_HZ])
    assert np.array_equal(whole[2 * RATE_HZ : 4 * RATE_HZ], body[RATE_HZ : 3 * RATE_HZ])


def test_without_ducking_the_one_fades_out_while_the_other_fades_in(tmp_path: Path) -> None:
    overlap = read(a_mix(tmp_path))[RATE_HZ : 2 * RATE_HZ]

    start, end = overlap[: RATE_HZ // 10], overlap[-RATE_HZ // 10 :]
    assert (strength(start, 500), strength(end, 1000)) == pytest.approx((-12, -12), abs=0.1)
    assert max(strength(start, 1000), strength(end, 500)) < -30


def test_two_sounds_are_as_loud_halfway_as_one_of_them(tmp_path: Path) -> None:
    overlap = read(a_mix(tmp_path))[RATE_HZ : 2 * RATE_HZ, 0]

    powers = np.square(overlap.reshape(10, -1), dtype=np.float64).mean(axis=1)
    assert 10 * np.log10(2 * powers) == pytest.approx([-12] * 10, abs=0.1)


def test_ducked_music_goes_down_and_the_voice_stays(tmp_path: Path) -> None:
    overlap = read(a_mix(tmp_path, duck_db=-20.0))[RATE_HZ : 2 * RATE_HZ]

    tenths = np.split(overlap, 10)
    assert [strength(tenth, 1000) for tenth in tenths] == pytest.approx([-12] * 10, abs=0.1)
    assert strength(tenths[0], 500) > -16
    assert -40 < strength(tenths[4], 500) < -31


def test_an_outro_comes_up_when_the_voice_has_ended(tmp_path: Path) -> None:
    overlap = read(a_mix(tmp_path, duck_db=-20.0))[4 * RATE_HZ : 5 * RATE_HZ]

    tenths = np.split(overlap, 10)
    assert [strength(tenth, 1000) for tenth in tenths] == pytest.approx([-12] * 10, abs=0.1)
    assert strength(tenths[4], 300) < -31
    assert strength(tenths[9], 300) > -16


@pytest.mark.parametrize("rate_hz", [8000, 11025, 44100, 44056, 48000])
@pytest.mark.parametrize("length_s", [5.43219, 2.0, 0.0613])
def test_the_talk_stays_as_it_is_under_music_of_any_length(
    tmp_path: Path, rate_hz: int, length_s: float
) -> None:
    music = np.full((round(length_s * rate_hz), 2), 0.25)
    talk = 0.3 + 0.001 * np.arange(12 * rate_hz) / rate_hz  # every frame differs from the others
    file = write_wav(tmp_path / "music.wav", music, rate_hz, "FLOAT")
    body = write_wav(tmp_path / "talk.wav", np.stack([talk, talk], 1), rate_hz, "FLOAT")
    mix = Mix(Programme(body, Edge(file, 8, -12), Edge(file, 8, -12)), rate_hz, 2, RealAudio())

    left = read(mix)[:, 0] - talk

    assert len(left) == 12 * rate_hz
    assert left[len(music) : -len(music)] == pytest.approx(0, abs=1e-6)
    assert left.min() >= -1e-6
    assert np.abs(np.diff(left[len(music) // 2 : -len(music) // 2])).max() < 0.01  # no click


def test_two_loud_sounds_over_each_other_are_not_clipped(tmp_path: Path) -> None:
    loud = stereo(np.full(RATE_HZ, 0.9))
    first, second = (write_wav(tmp_path / f"{n}.wav", loud, RATE_HZ, "FLOAT") for n in "ab")
    mix = Mix(Programme(second, Edge(first, 1.0, -0.001)), RATE_HZ, 2, RealAudio())

    assert np.abs(read(mix)).max() == pytest.approx(1.8, abs=0.01)


def test_an_overlap_is_never_longer_than_the_shorter_part(tmp_path: Path) -> None:
    mix = a_mix(tmp_path, crossfade_s=60.0)

    assert mix.body_start() == 0
    assert len(read(mix)) == 4 * RATE_HZ


def test_parts_of_other_rates_and_layouts_are_made_to_fit(tmp_path: Path) -> None:
    intro = write_wav(tmp_path / "i.wav", stereo(sine(-12, 1, rate_hz=8000))[:, :1], 8000)
    body = write_wav(tmp_path / "b.wav", stereo(sine(-12, 1, rate_hz=96000)), 96000)
    mix = Mix(Programme(body, Edge(intro)), 48000, 2, RealAudio())

    whole = read(mix)

    assert whole.shape == (96000, 2)
    assert level_db(whole[1000:47000]) == pytest.approx(-12, abs=0.1)
    assert level_db(whole[49000:95000]) == pytest.approx(-12, abs=0.1)


@given(
    lengths=st.tuples(st.integers(0, 50), st.integers(0, 50)),
    overlap=st.integers(0, 60),
    size=st.integers(1, 13),
)
def test_joined_streams_keep_every_frame_once(
    lengths: tuple[int, int], overlap: int, size: int
) -> None:
    def add(first: Samples, second: Samples) -> Samples:
        assert len(first) == len(second)
        return first + second

    first, second = (np.arange(1, length + 1, dtype="f4")[:, None] for length in lengths)

    whole = [
        block
        for block in joined(in_blocks(first, size), in_blocks(second, size), overlap, add)
        if len(block)
    ]

    shared = min(overlap, *lengths)
    assert sum(map(len, whole)) == sum(lengths) - shared
    assert sum(float(block.sum()) for block in whole) == first.sum() + second.sum()


def in_blocks(samples: Samples, size: int) -> list[Samples]:
    return [samples[at : at + size] for at in range(0, len(samples), size)]


@pytest.mark.parametrize(
    ("duck_db", "crossfade_s"), [(0.0, 0.0), (0.0, 0.7), (-12.0, 1.0), (0.0, 1.9), (0.0, 2.5)]
)
@pytest.mark.parametrize("edges", ["both", "intro", "outro"])
def test_read_from_any_place_it_is_the_same(
    edges: str, duck_db: float, crossfade_s: float, tmp_path: Path
) -> None:
    mix = a_mix(tmp_path, duck_db=duck_db, crossfade_s=crossfade_s)
    programme = mix.programme
    if edges == "intro":
        programme = replace(programme, outro=None)
    elif edges == "outro":
        programme = replace(programme, intro=None)
    mix = replace(mix, programme=programme)
    whole, sound = read(mix), mix.sound()

    assert sound.frames in (None, len(whole))
    assert (sound.frames is None) == (edges == "both" and crossfade_s > 2)
    for start, stop in ((0, None), (100, 101), (RATE_HZ, 3 * RATE_HZ), (2 * RATE_HZ, None)):
        assert np.array_equal(np.concatenate(list(sound.read(start, stop))), whole[start:stop])


def test_long_edges_are_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("podcaster.master.mix.HELD_S", 1.0)

    assert a_mix(tmp_path).sound().frames is None
