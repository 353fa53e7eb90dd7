"""However a programme is cut and by however many threads, it sounds as LAME alone makes it."""

from __future__ import annotations

import io
from hashlib import sha256

import av
import lameenc
import numpy as np
import pytest
from numpy.typing import NDArray
from tests.sounds import speech_like

from podcaster.doors.audio import Samples
from podcaster.master.mp3.chunks import FRAME_SAMPLES, OVERLAP_FRAMES, chunks_at
from podcaster.master.mp3.encode import PcmSource, hidden_scale, lame
from podcaster.master.mp3.seams import Recipe, encode_in_chunks
from podcaster.master.mp3.strain import DisagreementError
from podcaster.master.sound import held_sound
from podcaster.model.audio import AudioFormat, Encoding

MOST_CHUNKS = 7
FRAMES = MOST_CHUNKS * OVERLAP_FRAMES + 100
#: Bit rate or V, channels, rate.
CODINGS = {
    "CBR 64 mono": Encoding(AudioFormat.MP3, 64, 1, 44100),
    "CBR 64": Encoding(AudioFormat.MP3, 64, 2, 48000),
    "CBR 96 mono": Encoding(AudioFormat.MP3, 96, 1, 48000),
    "CBR 128": Encoding(AudioFormat.MP3, 128, 2, 48000),
    "CBR 128 of the disc": Encoding(AudioFormat.MP3, 128, 2, 44100),
    "CBR 192 of the disc": Encoding(AudioFormat.MP3, 192, 2, 44100),
    "V5": Encoding(AudioFormat.MP3, None, 2, 48000, vbr_quality=5),
    "V2 mono of the disc": Encoding(AudioFormat.MP3, None, 1, 44100, vbr_quality=2),
    "V6 of the disc": Encoding(AudioFormat.MP3, None, 2, 44100, vbr_quality=6),
    "V4 mono": Encoding(AudioFormat.MP3, None, 1, 48000, vbr_quality=4),
}
#: Chunks and threads.
WAYS = ((1, 1), (2, 2), (4, 4), (7, 2))


def programme(coding: Encoding) -> Samples:
    rate_hz = coding.sample_rate_hz or 0
    sound = speech_like(FRAMES * FRAME_SAMPLES / rate_hz, rate_hz=rate_hz, bursts=False)
    return np.asarray(sound[:, : coding.channels])


def alone(pcm: NDArray[np.int16], coding: Encoding) -> bytes:
    """Encode with LAME's binding as its documentation has it, in one go."""
    encoder = lameenc.Encoder()
    encoder.silence()
    if coding.vbr_quality is None:
        encoder.set_bit_rate(coding.bitrate_kbps)
    else:
        encoder.set_vbr(4)
        encoder.set_vbr_quality(coding.vbr_quality)
    encoder.set_in_sample_rate(coding.sample_rate_hz)
    encoder.set_out_sample_rate(coding.sample_rate_hz)
    encoder.set_channels(coding.channels)
    encoder.set_quality(3)
    return bytes(encoder.encode(pcm.tobytes())) + bytes(encoder.flush())


def heard(data: bytes) -> str:
    with av.open(io.BytesIO(data), "r", format="mp3") as container:
        frames = [frame.to_ndarray().tobytes() for frame in container.decode(audio=0)]
    return sha256(b"".join(frames)).hexdigest()


@pytest.mark.parametrize("name", CODINGS)
def test_the_samples_are_those_of_one_encoder(name: str) -> None:
    coding = CODINGS[name]
    scale = hidden_scale(coding.bitrate_kbps) if coding.bitrate_kbps else 1.0
    source = PcmSource(held_sound(programme(coding), coding.sample_rate_hz or 0), scale)
    recipe = Recipe(lambda: lame(coding), varying=coding.vbr_quality is not None)
    expected = heard(alone(np.concatenate(list(source.read(0, None))), coding))

    for count, workers in WAYS:
        starts = [at * OVERLAP_FRAMES for at in range(count)]
        chunks = chunks_at(source.read, starts)
        data = b"".join(encode_in_chunks(chunks, recipe, workers=workers))
        assert heard(data) == expected, (count, workers)


@pytest.mark.parametrize(("name", "seed"), [("V4 mono", 1), ("V4 mono", 2)])
def test_a_pause_at_a_joint_does_not_count_as_agreement(name: str, seed: int) -> None:
    coding = CODINGS[name]
    sound = held_sound(np.asarray(speech_like(40.0, seed=seed)[:, :1]), 48000)
    source = PcmSource(sound, 1.0)
    expected = heard(alone(np.concatenate(list(source.read(0, None))), coding))

    for start in (490, 588, 686, 784, 882, 980):
        recipe = Recipe(lambda: lame(coding), varying=True)
        data = b"".join(encode_in_chunks(chunks_at(source.read, [0, start]), recipe, workers=2))
        assert heard(data) == expected, start


@pytest.mark.parametrize("beginning", [0, OVERLAP_FRAMES])
def test_where_the_highest_bit_rate_does_not_suffice_nothing_is_guessed(beginning: int) -> None:
    """Then a frame sounds as full as the reservoir is; only at the very beginning that is known."""
    coding = Encoding(AudioFormat.MP3, None, 2, 48000, vbr_quality=2)
    sound = programme(coding)[: 3 * OVERLAP_FRAMES * FRAME_SAMPLES].copy()
    draw = np.random.default_rng(3)
    for at in draw.integers(0, OVERLAP_FRAMES // 3 * FRAME_SAMPLES, 20).tolist():
        sound[beginning * FRAME_SAMPLES + at :][:3] = draw.uniform(-0.9, 0.9, (3, 2))
    source = PcmSource(held_sound(sound, 48000), 1.0)
    recipe = Recipe(lambda: lame(coding), varying=True)
    chunks = chunks_at(source.read, [0, OVERLAP_FRAMES, 2 * OVERLAP_FRAMES])

    with pytest.raises(DisagreementError):
        b"".join(encode_in_chunks(chunks, recipe, workers=2))
