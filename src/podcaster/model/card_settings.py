"""How the cards of a show look: the pictures for links to its episodes and news."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from podcaster.model.values import Colour, RelativeFile, Written

CardLayout = Literal["left", "right", "words"]
CardPart = Literal["show", "number", "people"]


class CardSettings(Written):
    """The template that all cards of a show are made from."""

    layout: Annotated[
        CardLayout, Field(description="Where the artwork stands; words: no artwork")
    ] = "left"
    paper: Annotated[
        Colour | None, Field(description="What it is printed on; default: that of the pages")
    ] = None
    background: Annotated[
        RelativeFile | None,
        Field(description="A picture behind it all; words get paper of their own"),
    ] = None
    shows: Annotated[
        tuple[CardPart, ...],
        Field(strict=False, description="What stands beside the title"),
    ] = ("show", "number", "people")
