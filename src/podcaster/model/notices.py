"""What publish.yaml says about notices for colleagues."""

from __future__ import annotations

from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from podcaster.model.networks import ServerUrl
from podcaster.model.posts import NOTICE
from podcaster.model.values import Topics, Written

ROOM_PATTERN: Final = r"^![^\s/?#]{1,250}$"


class SlackChannel(Written):
    """A notice per news item in a channel of Slack, or of Mattermost and others like it."""

    template: ClassVar[str] = NOTICE.template

    type: Annotated[Literal["slack"], Field(description="Announcer: Slack")]
    topics: Topics = ()


class TeamsChannel(Written):
    """A notice per news item in a channel of Microsoft Teams, by a workflow."""

    template: ClassVar[str] = NOTICE.template

    type: Annotated[Literal["teams"], Field(description="Announcer: Microsoft Teams")]
    topics: Topics = ()


class MatrixChannel(Written):
    """A notice per news item in a room of Matrix."""

    template: ClassVar[str] = NOTICE.template

    type: Annotated[Literal["matrix"], Field(description="Announcer: Matrix")]
    url: Annotated[ServerUrl, Field(description="Address of the account's homeserver")]
    room: Annotated[
        str,
        Field(
            pattern=ROOM_PATTERN,
            description="The room's internal ID, such as `!abc:example.org`",
        ),
    ]
    topics: Topics = ()
