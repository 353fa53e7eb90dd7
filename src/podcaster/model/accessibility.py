"""The accessibility statement: what the staff say of their pages, in a form that can be checked.

Source:
    EU 2018/1523, model accessibility statement; § 12b BGG.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from podcaster.model.link import Link
from podcaster.model.values import Day, Line, Written


class AccessibilityStatement(Written):
    """What the show's accessibility statement says; its page is made if this is there."""

    status: Annotated[
        Literal["full", "partial", "none"],
        Field(description="How far the pages meet WCAG 2.2 AA"),
    ] = "partial"
    checked_on: Annotated[Day, Field(description="When that was checked last")]
    checked_by: Annotated[
        Literal["self", "external"], Field(description="Who checked it: you, or somebody else")
    ] = "self"
    gaps: Annotated[
        tuple[Line, ...], Field(strict=False, description="What does not work yet, one each")
    ] = ()
    email: Annotated[Line | None, Field(description="Default: the owner's")] = None
    phone: Annotated[Line | None, Field(description="For those who would rather call")] = None
    enforcement: Annotated[
        Link | None, Field(description="Who settles disputes, such as the Schlichtungsstelle BGG")
    ] = None
