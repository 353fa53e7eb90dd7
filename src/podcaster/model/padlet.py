"""What publish.yaml says about Padlet."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from podcaster.model.networks import ServerUrl
from podcaster.model.posts import PADLET
from podcaster.model.values import Line, Topics, Written

#: A name as Padlet makes it.
PadletName = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{4,80}$")]


class PadletChannel(Written):
    """A padlet: a post per news item, in the section of its topic."""

    template: ClassVar[str] = PADLET.template

    type: Annotated[Literal["padlet"], Field(description="Announcer: Padlet")]
    board: Annotated[PadletName, Field(description="The padlet's name in its address (its end)")]
    sections: Annotated[
        dict[Line, PadletName], Field(description="Topic: name of the section for it (`sec_...`)")
    ] = Field(default_factory=dict)
    url: Annotated[ServerUrl, Field(description="Address of Padlet's interface")] = (
        "https://api.padlet.dev"
    )
    topics: Topics = ()
