"""Why each rule exists, by its code: one module for each chapter of codes."""

from __future__ import annotations

from typing import Final

from podcaster.model.explanation import Explanation
from podcaster.model.explanations import (
    audio,
    channels,
    episodes,
    files,
    pictures,
    show,
    sidecars,
    texts,
)

#: Code -> why the rule exists.
EXPLANATIONS: Final[dict[str, Explanation]] = {
    **files.EXPLANATIONS,
    **show.EXPLANATIONS,
    **episodes.EXPLANATIONS,
    **audio.EXPLANATIONS,
    **pictures.EXPLANATIONS,
    **sidecars.EXPLANATIONS,
    **texts.EXPLANATIONS,
    **channels.EXPLANATIONS,
}
