"""Site and channels."""

from __future__ import annotations

from typing import Final

from podcaster.model.explanation import APPLE, OURS, PSP1, Explanation
from podcaster.model.message import message

#: Code -> why the rule exists.
EXPLANATIONS: Final[dict[str, Explanation]] = {
    "PC901": Explanation(
        message("apps fetch everything from this address, and Apple wants https"),
        message("write the address under which the folder will be reachable"),
        (APPLE, PSP1),
    ),
    "PC902": Explanation(
        message("two channels would write over each other's files"),
        message("give each a folder of its own"),
        (OURS,),
    ),
    "PC903": Explanation(
        message("what you wrote would be lost"),
        message("choose a folder beside your own files"),
        (OURS,),
    ),
    "PC904": Explanation(
        message("on another machine it would be another place"),
        message("write a folder inside the show, or an absolute one"),
        (OURS,),
    ),
    "PC905": Explanation(
        message("a topic with a typo sends nothing, and nobody notices"),
        message("write the topic as in the episodes"),
        (OURS,),
    ),
}
