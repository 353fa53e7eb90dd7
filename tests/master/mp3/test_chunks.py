"""However many encoders are at work, the samples are those of one."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import pairwise

import lameenc
import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from podcaster.master.mp3.chunks import (
    FRAME_SAMPLES,
    OVERLAP_FRAMES,
    Chunk,
    chunks_anywhere,
)
from podcaster.master.mp3.seams import Recipe, encode_in_chunks


def an_encoder(rate_hz: int, kbps: int, channels: int) -> lameenc.Encoder:
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_in_sample_rate(rate_hz)
    encoder.set_out_sample_rate(rate_hz)
    encoder.set_channels(channels)
    encoder.set_bit_rate(kbps)
    encoder.set_quality(3)
    return encoder


def speech_like(seconds: float, rate_hz: int, channels: int) -> NDArray[np.int16]:
    draw = np.random.default_rng(11)
    time = np.arange(int(seconds * rate_hz)) / rate_hz
    pitch = np.sin(2 * np.pi * (140 + 40 * np.sin(time * 0.9)) * time)
    syllables = np.clip(np.sin(2 * np.pi * 2.7 * time + 2 * np.sin(time * 0.31)), 0, 1)
    noise = draw.standard_normal((len(time), channels)) * 0.01
    return np.asarray(((pitch * syllables * 0.4)[:, None] + noise) * 20_000, np.int16)


def pieces(samples: NDArray[np.int16]) -> list[NDArray[np.int16]]:
    return [samples[at : at + 50_000] for at in range(0, len(samples), 50_000)]


def anywhere(samples: NDArray[np.int16], workers: int) -> Iterable[Chunk]:
    def read(start: int, stop: int | None) -> Iterator[NDArray[np.int16]]:
        yield from pieces(samples[start:stop])

    return chunks_anywhere(read, len(samples), workers)


def decoded(data: bytes) -> NDArray[np.float32]:
    return np.asarray(soundfile.read(io.BytesIO(data), dtype="float32")[0], np.float32)


@pytest.mark.parametrize(
    ("rate_hz", "kbps", "channels"),
    [(48000, 128, 2), (44100, 128, 2), (48000, 96, 1), (44100, 192, 2), (44100, 64, 1)],
)
def test_many_encoders_decode_to_the_samples_of_one(rate_hz: int, kbps: int, channels: int) -> None:
    samples = speech_like(90, rate_hz, channels)
    alone = an_encoder(rate_hz, kbps, channels)
    sequential = bytes(alone.encode(samples)) + bytes(alone.flush())
    chunks = list(anywhere(samples, 3))

    together = b"".join(
        encode_in_chunks(chunks, Recipe(lambda: an_encoder(rate_hz, kbps, channels)), workers=3)
    )

    assert len(chunks) > 2
    assert len(together) == len(sequential)
    assert np.array_equal(decoded(together), decoded(sequential))


def test_where_encoders_never_agree_the_first_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("podcaster.master.mp3.seams.find_cut", lambda *_, **__: None)
    samples = speech_like(60, 48000, 2)
    alone = an_encoder(48000, 128, 2)
    sequential = bytes(alone.encode(samples)) + bytes(alone.flush())

    together = b"".join(
        encode_in_chunks(anywhere(samples, 2), Recipe(lambda: an_encoder(48000, 128, 2)), workers=2)
    )

    assert together == sequential


def numbers(count: int) -> NDArray[np.int16]:
    return (np.arange(count) % 251).astype(np.int16)[:, None]


def all_of(chunk: Chunk, frame: int) -> NDArray[np.int16]:
    parts = [numbers(0), *chunk.pcm(frame)]
    return np.concatenate(parts)


@given(frames=st.integers(0, 4000), rest=st.integers(0, 1151), workers=st.integers(1, 5))
@settings(max_examples=30, deadline=None)
def test_chunks_overlap_and_leave_nothing_out(frames: int, rest: int, workers: int) -> None:
    pcm = numbers(frames * FRAME_SAMPLES + rest)

    chunks = list(anywhere(pcm, workers))

    assert np.array_equal(np.concatenate([all_of(each, each.fresh) for each in chunks]), pcm)
    assert [chunk.last for chunk in chunks] == [False] * (len(chunks) - 1) + [True]
    for before, after in pairwise(chunks):
        samples = all_of(before, before.first)
        assert len(samples) == (after.fresh - before.first) * FRAME_SAMPLES
        assert after.fresh - after.first == OVERLAP_FRAMES
        assert after.first % 49 == 0


@pytest.mark.parametrize("hours", [0.5, 1, 1.7, 4])
@pytest.mark.parametrize("workers", [2, 4])
def test_the_last_chunks_are_short_so_that_all_workers_end_together(
    hours: float, workers: int
) -> None:
    samples = int(hours * 3600 * 48000)

    chunks = chunks_anywhere(lambda _start, _stop: iter(()), samples, workers)

    edges = [*(chunk.fresh for chunk in chunks), -(-samples // FRAME_SAMPLES)]
    lengths = [stop - start for start, stop in pairwise(edges)]
    assert max(lengths[-workers:]) < 0.06 * sum(lengths) / workers
