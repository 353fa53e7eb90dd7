"""Free text for programs.

Source:
    podcast namespace, `podcast:txt`.
"""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from podcaster.model.values import Line, Text, Written

#: The purpose that says whether a machine spoke or wrote; its text is `true` or `false`.
AI_CONTENT: Final = "ai-content"


class Txt(Written):
    """A text for a service, such as a code that proves whose feed it is."""

    purpose: Annotated[
        Line | None,
        Field(max_length=128, description="Such as verify, applepodcastsverify or ai-content"),
    ] = None
    text: Annotated[Text, Field(min_length=1, max_length=4000, description="What it says")]
