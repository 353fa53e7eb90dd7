"""A finished file, and what was done to the recording before; known without the rest of a show."""

from __future__ import annotations

from dataclasses import dataclass

from podcaster.model.audio import MasteredFile
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
