"""People and what they do in a show or an episode.

Source:
    Podcast Taxonomy, as the podcast namespace lists it (taxonomy.json).
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from podcaster.model.values import HttpUrl, Line, Written

Group = Literal[
    "creative direction", "cast", "writing", "audio production", "audio post-production",
    "administration", "visuals", "community", "misc.", "video production",
    "video post-production",
]  # fmt: skip

Role = Literal[
    "director", "assistant director", "executive producer", "senior producer", "producer",
    "associate producer", "development producer", "creative director",
    "host", "co-host", "guest host", "guest", "voice actor", "narrator", "announcer", "reporter",
    "author", "editorial director", "co-writer", "writer", "songwriter", "guest writer",
    "story editor", "managing editor", "script editor", "script coordinator", "researcher",
    "editor", "fact checker", "translator", "transcriber", "logger",
    "studio coordinator", "technical director", "technical manager", "audio engineer",
    "remote recording engineer", "post production engineer",
    "audio editor", "sound designer", "foley artist", "composer", "theme music",
    "music production", "music contributor",
    "production coordinator", "booking coordinator", "production assistant", "content manager",
    "marketing manager", "sales representative", "sales manager",
    "graphic designer", "cover art designer", "social media manager", "consultant", "intern",
    "camera operator", "lighting designer", "camera grip", "assistant camera", "assistant editor",
]  # fmt: skip

#: Group -> its roles; those of the cast stand in no group, because apps assume it.
_ROLES_OF: Final[dict[Group, tuple[Role, ...]]] = {
    "creative direction": (
        "director", "assistant director", "executive producer", "senior producer", "producer",
        "associate producer", "development producer", "creative director",
    ),
    "writing": (
        "author", "editorial director", "co-writer", "writer", "songwriter", "guest writer",
        "story editor", "managing editor", "script editor", "script coordinator", "researcher",
        "editor", "fact checker", "translator", "transcriber", "logger",
    ),
    "audio production": (
        "studio coordinator", "technical director", "technical manager", "audio engineer",
        "remote recording engineer", "post production engineer",
    ),
    "audio post-production": (
        "audio editor", "sound designer", "foley artist", "composer", "theme music",
        "music production", "music contributor",
    ),
    "administration": (
        "production coordinator", "booking coordinator", "production assistant",
        "content manager", "marketing manager", "sales representative", "sales manager",
    ),
    "visuals": ("graphic designer", "cover art designer"),
    "community": ("social media manager",),
    "misc.": ("consultant", "intern"),
    "video production": (
        "camera operator", "lighting designer", "camera grip", "assistant camera",
    ),
    "video post-production": ("assistant editor",),
}  # fmt: skip

#: Role -> its group where that is not the cast.
GROUPS: Final[dict[Role, Group]] = {
    role: group for group, roles in _ROLES_OF.items() for role in roles
}


class Person(Written):
    """Somebody who takes part; `name` may be a role where nobody is to be named."""

    name: Annotated[Line, Field(max_length=128, description="Name, or what the person stands for")]
    role: Annotated[Role, Field(description="What the person does; from the podcast taxonomy")] = (
        "host"
    )
    group: Annotated[Group | None, Field(description="Default: the group of the role")] = None
    link: Annotated[HttpUrl | None, Field(description="A page about the person")] = None
    img: Annotated[HttpUrl | None, Field(description="Address of a portrait")] = None

    @property
    def said_group(self) -> Group | None:
        """The group that has to be told: none where it is the cast."""
        return self.group or GROUPS.get(self.role)
