"""Links that people click on."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from podcaster.model.values import HttpUrl, Line, Written


class Link(Written):
    """An address and the words it is shown with."""

    text: Annotated[Line, Field(max_length=128, description="What people click on")]
    url: Annotated[HttpUrl, Field(description="Where it leads")]
