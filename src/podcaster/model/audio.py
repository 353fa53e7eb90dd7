"""Facts about audio: what a header says, what a meter reads, what a programme should become."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from podcaster.model.condition import Condition
from podcaster.model.course import Course


@dataclass(frozen=True)
class AudioFacts:
    """What a file says of itself before anything is decoded.

    Attributes:
        codec: Short name: `pcm`, `flac`, `mp3`, `aac`, `opus`, `vorbis`, `alac` ...
        sample_rate_hz: Samples per second and channel.
        channels: Number of channels.
        duration_s: Length in seconds, as the header has it; 0.0 if it does not say.
        layout: Where each of more than two channels stands, in FFmpeg's words (`FL`, `LFE`, `SL`
            ...); empty if the file does not say.
    """

    codec: str
    sample_rate_hz: int
    channels: int
    duration_s: float
    layout: tuple[str, ...] = ()


@dataclass(frozen=True)
class Measurement:
    """A meter reading of a whole file, decoded to its last sample.

    Attributes:
        file: The file as the user named it.
        duration_s: Length of the decoded audio.
        integrated_lufs: Integrated loudness as played (one channel counts as two equal ones);
            None for silence.
        loudness_range_lu: Loudness range; 0.0 for silence.
        true_peak_dbtp: Highest true peak of all channels; None for digital silence.
        sample_rate_hz: Samples per second and channel.
        channels: Number of channels.
        codec: See `AudioFacts.codec`.
        max_momentary_lufs: Loudest 400 ms, found in steps of 10 ms; None for silence. What is
            shorter counts as if silence followed.
        max_short_term_lufs: Loudest 3 s, as above.
        layout: See `AudioFacts.layout`.
        condition: The state it is in; None if an older release noted the reading, or if it is that
            of what was made of another sound.

    Source:
        ITU-R BS.1770-5; EBU R 128, Tech 3341, Tech 3342.
    """

    file: str
    duration_s: float
    integrated_lufs: float | None
    loudness_range_lu: float
    true_peak_dbtp: float | None
    sample_rate_hz: int
    channels: int
    codec: str
    max_momentary_lufs: float | None = None
    max_short_term_lufs: float | None = None
    layout: tuple[str, ...] = ()
    condition: Condition | None = None


@dataclass(frozen=True)
class Target:
    """Where a programme should come out, in the file that listeners get."""

    integrated_lufs: float = -16.0
    ceiling_dbtp: float = -1.0


#: Listeners notice a difference of about one; directories allow one. This is well inside.
ON_TARGET_LU: Final = 0.3


def missed_by_lu(after: Measurement, target: Target) -> float | None:
    """Return how far a finished file is from its target (LU), or None if it is near enough."""
    if after.integrated_lufs is None:
        return -math.inf
    off_lu = after.integrated_lufs - target.integrated_lufs
    return off_lu if abs(off_lu) > ON_TARGET_LU else None


#: Who asks for what (sources: audio guide of the documentation).
TARGETS: Final[dict[str, Target]] = {
    "podcast": Target(),
    "apple": Target(),
    "spotify": Target(-14.0, -1.0),
    "ebu-r128": Target(-23.0, -1.0),
    "aes-td1008": Target(-18.0, -1.0),
}


class AudioFormat(StrEnum):
    """A form in which listeners get an episode."""

    MP3 = "mp3"
    M4A = "m4a"
    OPUS = "opus"

    @property
    def mime_type(self) -> str:
        """The media type of the enclosure."""
        return {"mp3": "audio/mpeg", "m4a": "audio/mp4", "opus": "audio/ogg"}[self.value]


@dataclass(frozen=True)
class Encoding:
    """How a programme is encoded.

    Attributes:
        format: The container and codec.
        bitrate_kbps: Constant bit rate; None takes the format's default (MP3 128 for two
            channels, 96 for one; AAC 128 / 64; Opus 96 / 48), or belongs to a varying one.
        channels: 1, 2, or None for what the programme has (more than two become two).
        sample_rate_hz: 44100, 48000, or None for what suits the programme (Opus: always 48000).
        vbr_quality: MP3 only: the bit rate varies, at LAME's V0 (best) to V9; None: it is constant.
    """

    format: AudioFormat = AudioFormat.MP3
    bitrate_kbps: int | None = None
    channels: int | None = None
    sample_rate_hz: int | None = None
    vbr_quality: int | None = None


@dataclass(frozen=True)
class Edge:
    """An intro or an outro and how it meets the body.

    Attributes:
        file: The audio file.
        crossfade_s: How long the two sound together; 0 joins them end to end.
        duck_db: How far the music goes down while the body sounds over it (<= 0); 0 only fades.
        level_lu: How much louder than the body it is made; None: it stays as it is.
        gain_db: How much louder its file is played, for that.
    """

    file: Path
    crossfade_s: float = 0.0
    duck_db: float = 0.0
    level_lu: float | None = None
    gain_db: float = 0.0

    @property
    def ducks(self) -> bool:
        """Whether the music steps back for what is said over it."""
        return self.duck_db != 0 and self.crossfade_s > 0


@dataclass(frozen=True)
class Stem:
    """A recording, or one of several that were made at the same time.

    Attributes:
        file: The audio file.
        pan: Where it stands in the mix: -1.0 left, 0.0 in the middle, 1.0 right.
    """

    file: Path
    pan: float = 0.0


@dataclass(frozen=True)
class Programme:
    """What is mastered as one: intro, body, outro.

    Attributes:
        body: The audio file.
        intro: What comes before it.
        outro: What comes after it.
        earlier: A folder where an earlier version of it was mastered by the same engine; what did
            not change is taken from there.
        body_digest: Of the body's content, or of all that it is made of: what the meters say of it
            is then kept for another time. None if nobody knows it.
        with_course: Also tell what was done over time; each finished file is read again for it.
    """

    body: Path
    intro: Edge | None = None
    outro: Edge | None = None
    earlier: Path | None = None
    body_digest: str | None = None
    with_course: bool = False

    @property
    def has_levels(self) -> bool:
        """Whether an edge is to be as loud as the body, more or less."""
        return any(edge and edge.level_lu is not None for edge in (self.intro, self.outro))


@dataclass(frozen=True)
class MasteredFile:
    """One encoded, verified file without tags.

    Attributes:
        path: Where it stands.
        format: Its format.
        before: Meter reading of the programme before mastering.
        after: Meter reading of the finished file, decoded.
        gain_db: Linear gain that was applied.
        body_starts_s: Where the body's first sample stands in the finished file; chapters,
            transcript and soundbites shift by it.
        wall_s: How long it took.
        course: What was done over time; None if nobody asked.
    """

    path: Path
    format: AudioFormat
    before: Measurement
    after: Measurement
    gain_db: float
    body_starts_s: float
    wall_s: float
    course: Course | None = None
