"""Music under speech: what people write of it, and what is mixed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from podcaster.model.values import RelativeFile, Seconds, Written

#: In pauses music is to be heard well; under words it is 20 LU softer than they are.
LEVEL_LU: Final = -12.0
DUCK_DB: Final = -8.0
FADE_S: Final = 3.0

Level = Annotated[
    float,
    Field(ge=-40, le=6, strict=False, description="Loudness of the music against speech (LU)"),
]
Duck = Annotated[
    float, Field(ge=-40, le=0, strict=False, description="How much softer it is under words (dB)")
]
Fade = Annotated[
    float,
    Field(ge=0, le=60, strict=False, description="How long it takes to come and to go (seconds)"),
]


class BedSettings(Written):
    """Music under all of every episode that says nothing else."""

    file: Annotated[
        RelativeFile, Field(description="Audio file, seen from publish.yaml; it is repeated")
    ]
    level_lu: Level = LEVEL_LU
    duck_db: Duck = DUCK_DB
    fade_s: Fade = FADE_S


class PassageSettings(Written):
    """Music under an episode or a part of it, in seconds of the raw audio."""

    file: Annotated[
        RelativeFile | None,
        Field(description="Audio file in the episode's folder; default: the show's music"),
    ] = None
    start_s: Annotated[Seconds, Field(description="Where it begins in the raw audio")] = 0.0
    end_s: Annotated[
        Seconds | None, Field(gt=0, description="Where it ends in the raw audio; default: the end")
    ] = None
    level_lu: Annotated[Level | None, Field(description="Default: the show's, or -12")] = None
    duck_db: Annotated[Duck | None, Field(description="Default: the show's, or -8")] = None
    fade_s: Annotated[Fade | None, Field(description="Default: the show's, or 3")] = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> PassageSettings:
        """Music needs time."""
        if self.end_s is not None and self.end_s <= self.start_s:
            raise PydanticCustomError("passage", "should have an `end_s` after its `start_s`")
        return self


@dataclass(frozen=True)
class Bed:
    """Music under a recording.

    Attributes:
        file: The audio file; it is repeated for as long as needed.
        start_s: Where it begins (seconds of the recording).
        end_s: Where it ends; None for the end of the recording.
        level_lu: Its loudness against that of all speech, where nobody speaks.
        duck_db: How much softer it is under words (<= 0).
        fade_s: How long it takes to come and to go.
    """

    file: Path
    start_s: float = 0.0
    end_s: float | None = None
    level_lu: float = LEVEL_LU
    duck_db: float = DUCK_DB
    fade_s: float = FADE_S


def bed_of(file: Path, show: BedSettings | None, passage: PassageSettings | None = None) -> Bed:
    """Return the music under an episode, or under one passage of it.

    Args:
        file: The audio file.
        show: What holds for all episodes.
        passage: What an episode says of it; counts more.
    """
    said = show.model_dump(exclude={"file"}) if show else {}
    said |= passage.model_dump(exclude={"file"}, exclude_none=True) if passage else {}
    return Bed(file, **said)
