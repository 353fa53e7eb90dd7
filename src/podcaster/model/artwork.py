"""Pictures and what stands for them where they can't be seen."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from podcaster.model.values import HttpUrl, Line, RelativeFile, Written

#: What is opened as a picture (Pillow's names). Others are programs, as EPS, or strange to the web.
READ_FORMATS: Final = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP", "MPO", "AVIF")

#: As in CSS: `16/9`.
RATIO_PATTERN: Final = r"^[1-9][0-9]*(\.[0-9]+)?(/[1-9][0-9]*(\.[0-9]+)?)?$"

#: Words apart by a blank, such as `artwork social` or `apple/showcase-hero`.
PURPOSE_PATTERN: Final = r"^[!-~]+( [!-~]+)*$"


class Picture(Written):
    """A picture in the folder, with alternative text."""

    file: Annotated[RelativeFile, Field(description="The file, beside the one that names it")]
    alt: Annotated[Line, Field(description="What the picture shows, for those who can't see it")]


class Image(Written):
    """A picture elsewhere that apps may show, beside the artwork."""

    url: Annotated[HttpUrl, Field(description="Address of the picture")]
    alt: Annotated[
        Line | None, Field(description="What the picture shows, for those who can't see it")
    ] = None
    aspect_ratio: Annotated[
        str | None,
        Field(pattern=RATIO_PATTERN, description="Width to height, such as 16/9; default: 1/1"),
    ] = None
    width: Annotated[int | None, Field(gt=0, description="Width in pixels")] = None
    height: Annotated[int | None, Field(gt=0, description="Height in pixels")] = None
    type: Annotated[
        str | None,
        Field(
            pattern=r"^(image|video)/[A-Za-z0-9.+-]{1,60}$",
            description="Media type, such as video/mp4",
        ),
    ] = None
    purpose: Annotated[
        str | None,
        Field(
            max_length=128,
            pattern=PURPOSE_PATTERN,
            description="What it is for: artwork social canvas banner publisher circular poster",
        ),
    ] = None
