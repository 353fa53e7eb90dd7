"""Writes audio through FFmpeg's libraries: FLAC and Opus, the same bytes every time."""

from __future__ import annotations

from pathlib import Path
from typing import Final, cast

import av
import numpy as np
from av.audio.stream import AudioStream

from example_media.sound import Samples

#: Suffix -> container and codec.
CODECS: Final = {".flac": ("flac", "flac"), ".opus": ("opus", "libopus")}
LAYOUTS: Final = {1: "mono", 2: "stereo"}


def write_audio(
    path: Path, samples: Samples, rate_hz: int, bitrate_kbps: int | None = None
) -> None:
    """Write `samples` (frames, channels) as the file that the suffix of `path` asks for.

    Muxers put a random serial number and their version into files; `bitexact` leaves both out.
    """
    container_format, codec = CODECS[path.suffix]
    path.parent.mkdir(parents=True, exist_ok=True)
    layout = LAYOUTS[samples.shape[1]]
    options = {"fflags": "+bitexact"}
    with av.open(str(path), "w", format=container_format, options=options) as container:
        added = container.add_stream(codec, rate=rate_hz, layout=layout, options=_options(codec))
        stream = cast("AudioStream", added)
        if bitrate_kbps is not None:
            stream.bit_rate = bitrate_kbps * 1000
        for packet in (*stream.encode(_frame(samples, rate_hz, layout)), *stream.encode(None)):
            container.mux(packet)


def _options(codec: str) -> dict[str, str]:
    """Return what is worth setting: small FLACs, Opus made for speech."""
    return {"flac": {"compression_level": "12"}, "libopus": {"application": "voip"}}[codec] | {
        "flags": "+bitexact"
    }


def _frame(samples: Samples, rate_hz: int, layout: str) -> av.AudioFrame:
    """Return all samples as one frame of 16 bit."""
    whole = np.round(np.clip(samples, -1, 32767 / 32768) * 32768).astype(np.int16)
    frame = av.AudioFrame.from_ndarray(whole.reshape(1, -1), format="s16", layout=layout)
    frame.sample_rate = rate_hz
    return frame
