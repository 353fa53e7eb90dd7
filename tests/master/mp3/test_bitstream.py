"""Encodes joined where they agree decode to the samples of a sequential encode."""

from __future__ import annotations

import io

import lameenc
import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from podcaster.master.mp3.bitstream import find_cut, join, parse_frames

FRAME = 1152
PRE_ROLL = 320
RUN_ON = 64


def encode(samples: NDArray[np.int16], rate_hz: int, kbps: int, *, to_end: bool = True) -> bytes:
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_in_sample_rate(rate_hz)
    encoder.set_out_sample_rate(rate_hz)
    encoder.set_channels(samples.shape[1])
    encoder.set_bit_rate(kbps)
    encoder.set_quality(3)
    made = bytes(encoder.encode(samples.tobytes()))
    return made + bytes(encoder.flush()) if to_end else made


def speech_like(seconds: float, rate_hz: int, channels: int) -> NDArray[np.int16]:
    draw = np.random.default_rng(7)
    time = np.arange(int(seconds * rate_hz)) / rate_hz
    pitch = np.sin(2 * np.pi * (110 + 30 * np.sin(time * 0.7)) * time)
    syllables = np.clip(np.sin(2 * np.pi * 3.1 * time + np.sin(time)), 0, 1)
    noise = draw.standard_normal((len(time), channels)) * 0.02
    voice = (np.sign(pitch) * np.abs(pitch) ** 0.3 * syllables * 0.3)[:, None]
    return np.asarray((voice + noise) * 20_000, np.int16)


@pytest.mark.parametrize(
    ("rate_hz", "kbps", "channels"), [(48000, 128, 2), (44100, 128, 2), (48000, 96, 1)]
)
def test_two_chunks_decode_to_the_samples_of_one(rate_hz: int, kbps: int, channels: int) -> None:
    samples = speech_like(24, rate_hz, channels)
    # The padding of 44.1 kHz comes round every 49 frames.
    start = 490
    whole = encode(samples, rate_hz, kbps)

    some = samples[: (start + RUN_ON) * FRAME]
    before = parse_frames(encode(some, rate_hz, kbps, to_end=False))
    first = start - 343
    after = parse_frames(encode(samples[first * FRAME :], rate_hz, kbps))
    cut = find_cut(before, after, first)
    assert cut is not None
    joined = bytearray(before.data)
    joined += join(joined, before, after, first, cut)

    assert len(joined) == len(whole)
    assert np.array_equal(decoded(bytes(joined)), decoded(whole))


def decoded(data: bytes) -> NDArray[np.float32]:
    return np.asarray(soundfile.read(io.BytesIO(data), dtype="float32")[0], np.float32)


def test_frames_are_counted_and_end_where_the_file_ends() -> None:
    samples = speech_like(2, 44100, 2)

    frames = parse_frames(encode(samples, 44100, 128))

    assert len(frames) == len(frames.reservoirs) == len(frames.starts) - 1
    assert frames.starts[-1] == len(frames.data)
    assert len(frames) * FRAME >= len(samples)


def test_what_is_no_frame_is_refused() -> None:
    with pytest.raises(ValueError, match="no frame at byte 0"):
        parse_frames(b"ID3\x04 something else")


def test_encodes_that_never_agree_are_not_cut() -> None:
    loud = parse_frames(encode(speech_like(3, 48000, 2), 48000, 128))
    quiet = parse_frames(encode(speech_like(3, 48000, 2) // 50, 48000, 128))

    assert find_cut(loud, quiet, 0) is None
