"""An episode, as its author writes it in `episode.yaml`."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from podcaster.model.artwork import Picture
from podcaster.model.licence import Licence
from podcaster.model.people import Person
from podcaster.model.values import (
    HttpUrl,
    Instant,
    LanguageTag,
    Line,
    Prose,
    RelativeFile,
    Seconds,
    Slug,
    Text,
    Written,
)

#: `geo:52.37,9.73`, with height and parameters or without (RFC 5870, section 3.3).
GEO_PATTERN: Final = (
    r"^geo:-?[0-9]+(\.[0-9]+)?,-?[0-9]+(\.[0-9]+)?(,-?[0-9]+(\.[0-9]+)?)?"
    r"(;[A-Za-z0-9-]+(=[A-Za-z0-9.:_-]+)?)*$"
)

#: A node, way or relation of OpenStreetMap, with its revision or without.
OSM_PATTERN: Final = r"^[NWR][0-9]+(#[0-9]+)?$"

Status = Literal["draft", "published"]


class LinkedAudio(Written):
    """A finished file at an address, linked as it is."""

    url: Annotated[HttpUrl, Field(description="Address of the file")]
    type: Annotated[
        str,
        Field(
            pattern=r"^(audio|video|application)/[A-Za-z0-9.+-]{1,60}$",
            description="Media type, such as audio/mpeg or audio/mp4",
        ),
    ] = "audio/mpeg"
    bytes: Annotated[
        int | None, Field(gt=0, description="Length of the file in bytes; the feed says 0 without")
    ] = None
    duration_s: Annotated[Seconds | None, Field(gt=0, description="Length in seconds")] = None


class Soundbite(Written):
    """A quotable piece, in seconds of the raw audio."""

    start_s: Annotated[Seconds, Field(description="Where it starts in the raw audio")]
    duration_s: Annotated[Seconds, Field(ge=15, le=120, description="How long it is")]
    title: Annotated[Line | None, Field(max_length=128, description="Default: the episode's")] = (
        None
    )


class Location(Written):
    """Where an episode plays or what place it is about."""

    name: Annotated[Line, Field(max_length=128, description="As people say it")]
    country: Annotated[str | None, Field(pattern=r"^[A-Z]{2}$", description="ISO 3166-1")] = None
    geo: Annotated[str | None, Field(pattern=GEO_PATTERN, description="RFC 5870")] = None
    osm: Annotated[str | None, Field(pattern=OSM_PATTERN, description="OpenStreetMap")] = None


class Edition(Written):
    """The episode in another language: its words, and the transcript if there is one."""

    language: Annotated[LanguageTag, Field(description="Such as en or fr")]
    title: Annotated[Line, Field(max_length=255, description="The title in that language")]
    summary: Annotated[Prose, Field(description="One plain paragraph in that language")]
    notes: Annotated[RelativeFile | None, Field(description="Markdown, such as notes.en.md")] = None
    transcript: Annotated[
        RelativeFile | None, Field(description="WebVTT or SRT in that language")
    ] = None
    link: Annotated[HttpUrl | None, Field(description="Its page, where it has one")] = None


class Episode(Written):
    """What `episode.yaml` holds."""

    guid: Annotated[
        Text,
        Field(min_length=1, max_length=1000, description="Minted once, never changed"),
    ]
    title: Annotated[Line, Field(max_length=255, description="Without show name and number")]
    summary: Annotated[Prose, Field(description="One plain paragraph")]
    status: Annotated[Status, Field(description="draft stays at home")] = "draft"
    published_at: Annotated[
        Instant, Field(description="When it comes out, such as 2026-03-05T06:00:00+01:00")
    ]
    slug: Annotated[Slug | None, Field(description="Stem of addresses; default: the folder")] = None
    season: Annotated[int | None, Field(gt=0, description="Which season")] = None
    number: Annotated[int | None, Field(gt=0, description="Which episode of the season")] = None
    kind: Annotated[
        Literal["full", "trailer", "bonus"], Field(description="What sort of episode")
    ] = "full"
    language: Annotated[LanguageTag | None, Field(description="Default: the show's")] = None
    editions: Annotated[
        tuple[Edition, ...], Field(strict=False, description="In other languages")
    ] = ()
    topics: Annotated[tuple[Line, ...], Field(strict=False, description="What it is about")] = ()
    people: Annotated[
        tuple[Person, ...], Field(strict=False, description="Beside those of the show")
    ] = ()
    audio: Annotated[
        RelativeFile | LinkedAudio | None,
        Field(description="Raw audio; default: the only audio file in the folder"),
    ] = None
    chapters: Annotated[
        RelativeFile | None, Field(description="Default: chapters.txt or chapters.json")
    ] = None
    transcript: Annotated[
        RelativeFile | None, Field(description="Default: transcript.vtt or transcript.srt")
    ] = None
    notes: Annotated[RelativeFile, Field(description="Show notes in Markdown")] = "notes.md"
    soundbites: Annotated[
        tuple[Soundbite, ...], Field(strict=False, description="Quotable pieces")
    ] = ()
    location: Annotated[Location | None, Field(description="The place it is about")] = None
    artwork: Annotated[Picture | None, Field(description="Default: the show's")] = None
    licence: Annotated[Licence | None, Field(description="Default: the show's")] = None
    explicit: Annotated[bool | None, Field(description="Default: the show's")] = None
    grants: Annotated[
        tuple[Slug, ...] | None, Field(strict=False, description="Default: all of the show's")
    ] = None
    link: Annotated[HttpUrl | None, Field(description="Default: the page made here")] = None
    position: Annotated[
        int | None,
        Field(gt=0, description="Place in the feed, below those without; default: newest first"),
    ] = None
