"""In which order a host takes files: whoever loads the feed finds all that it names."""

from __future__ import annotations

from podcaster.model.artefacts import Artefact, Media
from podcaster.model.paths import FEED


def turn_of(artefact: Artefact) -> tuple[int, str]:
    """Sort media first, then documents, the feed last."""
    rank = 0 if isinstance(artefact, Media) else 2 if artefact.path == FEED else 1
    return rank, artefact.path
