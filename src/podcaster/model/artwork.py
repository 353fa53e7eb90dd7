"""Pictures and what stands for them where they can't be seen."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from podcaster.model.values import Line, RelativeFile, Written


class Picture(Written):
    """A picture in the folder, with alternative text."""

    file: Annotated[RelativeFile, Field(description="The file, beside the one that names it")]
    alt: Annotated[Line, Field(description="What the picture shows, for those who can't see it")]
