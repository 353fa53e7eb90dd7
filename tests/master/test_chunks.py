"""However many encoders are at work, the samples are those of one."""

from __future__ import annotations

import io
from itertools import pairwise

import lameenc
import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from podcaster.master.chunks import (
    FRAME_SAMPLES,
    PRE_ROLL_FRAMES,
    RUN_ON_FRAMES,
    cut_chunks,
    encode_in_chunks,
)

CHUNK = 490


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


def pieces(samples: NDArray[np.int16]) -> list[bytes]:
    return [samples[at : at + 50_000].tobytes() for at in range(0, len(samples), 50_000)]


def decoded(data: bytes) -> NDArray[np.float32]:
    return np.asarray(soundfile.read(io.BytesIO(data), dtype="float32")[0], np.float32)


@pytest.mark.parametrize(
    ("rate_hz", "kbps", "channels"),
    [(48000, 128, 2), (44100, 128, 2), (48000, 96, 1), (44100, 192, 2), (44100, 64, 1)],
)
def test_many_encoders_decode_to_the_samples_of_one(rate_hz: int, kbps: int, channels: int) -> None:
    samples = speech_like(45, rate_hz, channels)
    alone = an_encoder(rate_hz, kbps, channels)
    sequential = bytes(alone.encode(samples.tobytes())) + bytes(alone.flush())

    together = b"".join(
        encode_in_chunks(
            pieces(samples),
            FRAME_SAMPLES * 2 * channels,
            lambda: an_encoder(rate_hz, kbps, channels),
            workers=3,
            chunk_frames=CHUNK,
        )
    )

    assert len(together) == len(sequential)
    assert np.array_equal(decoded(together), decoded(sequential))


def test_where_encoders_never_agree_the_first_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("podcaster.master.chunks.find_cut", lambda *_: None)
    samples = speech_like(40, 48000, 2)
    alone = an_encoder(48000, 128, 2)
    sequential = bytes(alone.encode(samples.tobytes())) + bytes(alone.flush())

    together = b"".join(
        encode_in_chunks(
            pieces(samples), 4608, lambda: an_encoder(48000, 128, 2), chunk_frames=CHUNK
        )
    )

    assert together == sequential


@given(
    frames=st.integers(0, 40),
    rest=st.integers(0, 3),
    size=st.integers(1, 23),
)
def test_chunks_overlap_and_leave_nothing_out(frames: int, rest: int, size: int) -> None:
    unit = 4
    pcm = bytes(index % 251 for index in range(frames * 100 * unit + rest))

    chunks = list(
        cut_chunks([pcm[at : at + size * 97] for at in range(0, len(pcm), size * 97)], unit, 245)
    )

    assert b"".join(chunk.pcm[chunk.fresh :] for chunk in chunks) == pcm
    assert [chunk.last for chunk in chunks] == [False] * (len(chunks) - 1) + [True]
    for before, after in pairwise(chunks):
        overlap = len(before.pcm) // unit - (after.first - before.first)
        assert overlap == PRE_ROLL_FRAMES + RUN_ON_FRAMES
        assert pcm.startswith(after.pcm, after.first * unit)
        assert after.first % 49 == 0
