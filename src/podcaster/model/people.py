"""People and what they do in a show or an episode."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from podcaster.model.values import HttpUrl, Line, Written

Role = Literal[
    "host", "co-host", "guest", "guest host", "reporter", "editor", "producer", "author",
    "researcher", "narrator", "audio engineer", "audio editor", "sound designer",
    "theme music", "transcriber", "translator", "technical director",
]  # fmt: skip


class Person(Written):
    """Somebody who takes part; `name` may be a role where nobody is to be named."""

    name: Annotated[Line, Field(max_length=128, description="Name, or what the person stands for")]
    role: Annotated[Role, Field(description="What the person does; from the podcast taxonomy")] = (
        "host"
    )
    link: Annotated[HttpUrl | None, Field(description="A page about the person")] = None
