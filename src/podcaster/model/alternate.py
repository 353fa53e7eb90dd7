"""The same episode in another form, elsewhere: as film, in another quality, over another way.

Source:
    podcast namespace, `podcast:alternateEnclosure`, `podcast:source`, `podcast:integrity`;
    RFC 6381; W3C Subresource Integrity.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from podcaster.model.values import LanguageTag, Line, Uri, Written

MEDIA_TYPE_PATTERN: Final = r"^(audio|video|image|application|text)/[A-Za-z0-9.+-]{1,60}$"
CODECS_PATTERN: Final = r"^[A-Za-z0-9.+-]+(, ?[A-Za-z0-9.+-]+)*$"
BASE64_PATTERN: Final = r"^(sha(256|384|512)-)?[A-Za-z0-9+/]+={0,2}$"


class Source(Written):
    """An address of a file, with `https:`, `ipfs:` or any other way to it."""

    uri: Annotated[Uri, Field(description="Where the file is")]
    content_type: Annotated[
        str | None,
        Field(pattern=MEDIA_TYPE_PATTERN, description="What comes from there, if not the file"),
    ] = None


class Integrity(Written):
    """What tells apps that a file is the one that was meant."""

    type: Annotated[Literal["sri", "pgp-signature"], Field(description="Digest, or signature")]
    value: Annotated[
        str,
        Field(
            max_length=10_000,
            pattern=BASE64_PATTERN,
            description="Such as sha256- and the digest in Base64, or the signature in Base64",
        ),
    ]


class AlternateEnclosure(Written):
    """The episode in another form."""

    type: Annotated[str, Field(pattern=MEDIA_TYPE_PATTERN, description="Media type of the file")]
    bytes: Annotated[int | None, Field(gt=0, description="Length of the file in bytes")] = None
    bitrate: Annotated[
        float | None, Field(gt=0, strict=False, description="Bits per second, on average")
    ] = None
    height: Annotated[int | None, Field(gt=0, description="Height of the film in pixels")] = None
    lang: Annotated[LanguageTag | None, Field(description="Its language, such as en")] = None
    title: Annotated[Line | None, Field(max_length=32, description="What it is called")] = None
    rel: Annotated[
        Line | None, Field(max_length=32, description="Group of files that say the same")
    ] = None
    codecs: Annotated[
        str | None, Field(max_length=100, pattern=CODECS_PATTERN, description="RFC 6381")
    ] = None
    default: Annotated[
        bool, Field(description="The same file as the enclosure, and to be preferred")
    ] = False
    sources: Annotated[
        tuple[Source, ...], Field(min_length=1, strict=False, description="Where the file is")
    ]
    integrity: Annotated[Integrity | None, Field(description="What tells that it is whole")] = None
