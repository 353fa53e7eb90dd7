"""What publish.yaml says about channels that store files: a model each, and a row below.

`path` is always a folder of this machine (checks look at it); a place elsewhere is `folder`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from podcaster.model.values import Line, Written


class FolderChannel(Written):
    """A folder as host: the complete release is copied there."""

    type: Annotated[Literal["folder"], Field(description="Host: a folder")]
    path: Annotated[Line, Field(description="Seen from publish.yaml, or absolute")] = "public"


#: Every kind of host there is.
HostSettings = FolderChannel
