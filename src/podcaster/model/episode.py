"""An episode, as its author writes it in `episode.yaml`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from podcaster.model.alternate import AlternateEnclosure
from podcaster.model.artwork import Image, Picture
from podcaster.model.bed import PassageSettings
from podcaster.model.licence import Licence
from podcaster.model.link import Link
from podcaster.model.location import Locations
from podcaster.model.payment import Value
from podcaster.model.people import Person
from podcaster.model.social import Chat, SocialInteract
from podcaster.model.treatment import TreatmentSettings
from podcaster.model.txt import Txt
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


class KeptAudio(Written):
    """A finished file in the folder, published byte for byte: not mastered, not tagged."""

    file: Annotated[RelativeFile, Field(description="The file, beside `episode.yaml`")]
    type: Annotated[
        str,
        Field(
            pattern=r"^(audio|video|application)/[A-Za-z0-9.+-]{1,60}$",
            description="Media type, such as audio/mpeg or audio/mp4",
        ),
    ] = "audio/mpeg"
    duration_s: Annotated[
        Seconds | None, Field(gt=0, description="Length in seconds; default: what the file says")
    ] = None


class SpeakerAudio(Written):
    """One of several files that were recorded at the same time, such as one per speaker."""

    file: Annotated[RelativeFile, Field(description="The recording, in the episode's folder")]
    speaker: Annotated[Line | None, Field(max_length=128, description="Who is heard in it")] = None
    pan: Annotated[
        float,
        Field(ge=-1, le=1, strict=False, description="-1 left, 0 in the middle, 1 right"),
    ] = 0.0


class Soundbite(Written):
    """A quotable piece, in seconds of the raw audio."""

    start_s: Annotated[Seconds, Field(description="Where it starts in the raw audio")]
    duration_s: Annotated[Seconds, Field(ge=15, le=120, description="How long it is")]
    title: Annotated[Line | None, Field(max_length=128, description="Default: the episode's")] = (
        None
    )


class Edition(Written):
    """The episode in another language: its words, and the transcript if there is one."""

    language: Annotated[LanguageTag, Field(description="Such as en or fr")]
    title: Annotated[Line, Field(max_length=255, description="The title in that language")]
    summary: Annotated[Prose, Field(description="One plain paragraph in that language")]
    notes: Annotated[RelativeFile | None, Field(description="Markdown, such as notes.en.md")] = None
    transcript: Annotated[
        RelativeFile | None,
        Field(description="In that language; default: transcript.en.vtt for en"),
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
    display: Annotated[
        Line | None, Field(max_length=32, description="What apps show instead of the number")
    ] = None
    kind: Annotated[
        Literal["full", "trailer", "bonus"], Field(description="What sort of episode")
    ] = "full"
    language: Annotated[LanguageTag | None, Field(description="Default: the show's")] = None
    editions: Annotated[
        tuple[Edition, ...], Field(strict=False, description="In other languages")
    ] = ()
    topics: Annotated[tuple[Line, ...], Field(strict=False, description="What it is about")] = ()
    mentions: Annotated[
        tuple[Line, ...],
        Field(strict=False, description="Whom posts name with a link, as in `mentions` there"),
    ] = ()
    people: Annotated[
        tuple[Person, ...], Field(strict=False, description="Beside those of the show")
    ] = ()
    show_people: Annotated[
        bool, Field(description="Whether the people of the show take part, too")
    ] = True
    audio: Annotated[
        RelativeFile
        | LinkedAudio
        | KeptAudio
        | Annotated[tuple[SpeakerAudio, ...], Field(min_length=1, max_length=32, strict=False)]
        | None,
        Field(description="Raw audio, or one per speaker; default: the only file in the folder"),
    ] = None
    treatment: Annotated[
        TreatmentSettings | None, Field(description="What is done to the recording, if otherwise")
    ] = None
    beds: Annotated[
        tuple[PassageSettings, ...] | None,
        Field(strict=False, max_length=100, description="Music under it; default: the show's"),
    ] = None
    chapters: Annotated[
        RelativeFile | None,
        Field(description="Default: chapters.txt, .json, .psc, .vtt, .csv or .rpp"),
    ] = None
    transcript: Annotated[
        RelativeFile | None, Field(description="Default: transcript.vtt, .srt, .json or .txt")
    ] = None
    notes: Annotated[RelativeFile, Field(description="Show notes in Markdown")] = "notes.md"
    soundbites: Annotated[
        tuple[Soundbite, ...], Field(strict=False, description="Quotable pieces")
    ] = ()
    location: Annotated[
        Locations, Field(strict=False, description="The place it is about, or several")
    ] = ()
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
    support: Annotated[tuple[Link, ...], Field(strict=False, description="Where to give")] = ()
    content_links: Annotated[
        tuple[Link, ...], Field(strict=False, description="The same elsewhere, such as a film")
    ] = ()
    alternate_enclosures: Annotated[
        tuple[AlternateEnclosure, ...],
        Field(strict=False, description="Further forms of it that stand elsewhere"),
    ] = ()
    images: Annotated[
        tuple[Image, ...], Field(strict=False, description="Pictures beside the artwork")
    ] = ()
    social_interact: Annotated[
        tuple[SocialInteract, ...], Field(strict=False, description="Where people comment")
    ] = ()
    chat: Annotated[Chat | None, Field(description="Where listeners talk")] = None
    value: Annotated[
        tuple[Value, ...],
        Field(strict=False, description="Payments while listening; default: the show's"),
    ] = ()
    txt: Annotated[tuple[Txt, ...], Field(strict=False, description="Texts for programs")] = ()
    block: Annotated[bool, Field(description="Keep it out of all directories")] = False
