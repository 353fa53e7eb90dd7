"""What is done to speech before it is brought to its loudness: switches, presets, what was done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Final, Literal

from pydantic import Field

from podcaster.model.values import Written

Preset = Literal["as-is", "speech", "music"]
Noise = Literal["keep", "reduce", "deepfilter"]


class TreatmentSettings(Written):
    """What is done to the recording; an episode's value counts more than the show's."""

    preset: Annotated[
        Preset | None,
        Field(description="as-is: nothing but the target (default); speech; music"),
    ] = None
    level: Annotated[
        bool | None, Field(description="Bring soft and loud voices to the same loudness")
    ] = None
    high_pass_hz: Annotated[
        float | None,
        Field(ge=0, le=300, strict=False, description="Take away what is lower; 0 takes nothing"),
    ] = None
    hum: Annotated[
        bool | None, Field(description="Take away mains hum (50 or 60 Hz) where there is any")
    ] = None
    noise: Annotated[
        Noise | None,
        Field(description="reduce: FFmpeg's filter; deepfilter: better and slower, an extra; keep"),
    ] = None
    de_ess: Annotated[bool | None, Field(description="Soften sharp s sounds")] = None
    trim: Annotated[bool | None, Field(description="Cut silence off at both ends")] = None
    longest_pause_s: Annotated[
        float | None,
        Field(ge=0, le=60, strict=False, description="Shorten longer pauses to this; 0 leaves all"),
    ] = None
    crosstalk: Annotated[
        bool | None,
        Field(description="With a file per speaker: turn down the microphones of who is silent"),
    ] = None


@dataclass(frozen=True)
class Treatment:
    """What is done, everything said; see `TreatmentSettings`."""

    level: bool = False
    high_pass_hz: float = 0.0
    hum: bool = False
    noise: Noise = "keep"
    de_ess: bool = False
    trim: bool = False
    longest_pause_s: float = 0.0
    crosstalk: bool = False

    @property
    def is_nothing(self) -> bool:
        """Whether the recording stays as it is."""
        return self == Treatment()


#: 80 Hz lies below every voice; 20 Hz is below hearing, so music only loses its offset.
PRESETS: Final[dict[str, Treatment]] = {
    "as-is": Treatment(),
    "speech": Treatment(
        level=True,
        high_pass_hz=80.0,
        hum=True,
        noise="reduce",
        de_ess=True,
        trim=True,
        crosstalk=True,
    ),
    "music": Treatment(high_pass_hz=20.0, trim=True),
}


def chosen(*settings: TreatmentSettings | None) -> Treatment:
    """Return what several places ask for together.

    Args:
        settings: Those that count less first; each field of a later one replaces the same field.
    """
    said: dict[str, object] = {}
    for one in settings:
        said |= one.model_dump(exclude_none=True) if one else {}
    preset = PRESETS[str(said.pop("preset", "as-is"))]
    return replace(preset, **said)  # type: ignore[arg-type]  # both classes have these fields


@dataclass(frozen=True)
class Work:
    """What was done to a recording, for its report.

    Attributes:
        detector: What looked for voices: `silero`, or `energy` where there is no wheel of it.
        least_gain_db: The lowest gain that levelling gave to a voice.
        most_gain_db: The highest one.
        hum_hz: Mains frequency whose hum was taken away; 0.0 for none.
        room_lufs: Loudness of the room in pauses, before; None if there are no pauses.
        trimmed_start_s: What was cut off at the beginning.
        trimmed_end_s: What was cut off at the end.
        pauses: How many pauses were shortened.
        pauses_s: By how much together.
        noise: How noise was reduced.
    """

    detector: str = ""
    least_gain_db: float = 0.0
    most_gain_db: float = 0.0
    hum_hz: float = 0.0
    room_lufs: float | None = None
    trimmed_start_s: float = 0.0
    trimmed_end_s: float = 0.0
    pauses: int = 0
    pauses_s: float = 0.0
    noise: Noise = "keep"
