"""What an encoding means for a programme: every open choice made."""

from __future__ import annotations

from typing import Final

from podcaster.model.audio import AudioFormat, Encoding

#: Rates that belong to the compact disc's family become its rate, all others 48 kHz.
CD_RATE_HZ: Final = 44100
STUDIO_RATE_HZ: Final = 48000
CD_FAMILY: Final = 11025
#: Bit rates (kbit/s) by format, for one and two channels.
BITRATES_KBPS: Final[dict[AudioFormat, tuple[int, int]]] = {
    AudioFormat.MP3: (96, 128),
    AudioFormat.M4A: (64, 128),
    AudioFormat.OPUS: (48, 96),
}
#: How far peaks usually rise by encoding (dB), by highest kbit/s per channel; measured on speech
#: and music. The limiter stays this far below the ceiling from the start.
OVERSHOOTS_DB: Final[dict[AudioFormat, tuple[tuple[float, float], ...]]] = {
    AudioFormat.MP3: ((48, 0.9), (64, 0.8), (96, 0.6), (320, 0.4)),
    AudioFormat.M4A: ((48, 0.9), (64, 0.7), (96, 0.5), (320, 0.4)),
    AudioFormat.OPUS: ((32, 1.4), (48, 1.1), (64, 0.9), (320, 0.6)),
}
#: The same where the bit rate varies: at V0, and more with each step.
VBR_OVERSHOOT_DB: Final = 0.3
VBR_STEP_DB: Final = 0.1


def natural_rate(source_hz: int) -> int:
    """Return the rate that suits a source: no resampling where there need be none."""
    return CD_RATE_HZ if source_hz % CD_FAMILY == 0 else STUDIO_RATE_HZ


def complete(encoding: Encoding, source_hz: int, source_channels: int) -> Encoding:
    """Return `encoding` with everything said.

    Args:
        encoding: None where the programme decides.
        source_hz: Rate of the body.
        source_channels: Channels of the programme; more than two become two.
    """
    channels = encoding.channels or min(2, source_channels)
    rate_hz = encoding.sample_rate_hz or natural_rate(source_hz)
    usual_kbps = BITRATES_KBPS[encoding.format][channels - 1]
    varying = encoding.vbr_quality is not None
    return Encoding(
        format=encoding.format,
        bitrate_kbps=None if varying else encoding.bitrate_kbps or usual_kbps,
        channels=channels,
        sample_rate_hz=STUDIO_RATE_HZ if encoding.format is AudioFormat.OPUS else rate_hz,
        vbr_quality=encoding.vbr_quality,
    )


def usual_overshoot_db(encoding: Encoding) -> float:
    """Return how far below the ceiling to stay, for a complete encoding."""
    if encoding.vbr_quality is not None:
        return VBR_OVERSHOOT_DB + VBR_STEP_DB * encoding.vbr_quality
    per_channel = (encoding.bitrate_kbps or 0) / (encoding.channels or 2)
    steps = OVERSHOOTS_DB[encoding.format]
    return next((rise_db for kbps, rise_db in steps if per_channel <= kbps), steps[-1][1])
