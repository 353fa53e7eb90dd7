"""A finished file, and what was done to the recording before; known without the rest of a show."""

from __future__ import annotations

from dataclasses import dataclass

from podcaster.model.audio import MasteredFile, Target
from podcaster.model.findings import Finding
from podcaster.model.treatment import Work


@dataclass(frozen=True)
class MasteredSound:
    """What was done to the sound of an episode.

    Attributes:
        file: The first of its files before it got tags; `before` is named as in the show's folder.
        work: What was done to the recording before that; None for nothing.
    """

    file: MasteredFile
    work: Work | None = None


@dataclass(frozen=True)
class Account:
    """What a report tells.

    Attributes:
        name: Of what was mastered, as people know it: a file, or the title of an episode.
        sound: What was made, with its course, and what was done to the recording before.
        target: Where it should come out.
        found: What a listener would not like about the recording.
    """

    name: str
    sound: MasteredSound
    target: Target
    found: tuple[Finding, ...] = ()
