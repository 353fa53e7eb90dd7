"""The show: what feed and pages say about the podcast as a whole."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from podcaster.model.artwork import Image, Picture
from podcaster.model.frequency import UpdateFrequency
from podcaster.model.licence import Licence
from podcaster.model.link import Link
from podcaster.model.live import LiveItem
from podcaster.model.location import Locations
from podcaster.model.payment import Value
from podcaster.model.people import Person
from podcaster.model.remote import Medium, Publisher, RemoteItem
from podcaster.model.services import Block
from podcaster.model.social import Chat, SocialInteract
from podcaster.model.txt import Txt
from podcaster.model.values import (
    HttpUrl,
    Instant,
    LanguageTag,
    Line,
    Prose,
    RelativeFile,
    Slug,
    Text,
    Uuid,
    Written,
)


class Owner(Written):
    """Who answers for the show; directories write to this address."""

    name: Annotated[Line, Field(description="Person or organisation")]
    email: Annotated[
        Text,
        Field(
            pattern=r"^[^@\s]+@[^@\s]+\.[^@\s.]+$", description="Stands in the feed for all to read"
        ),
    ]


class Grant(Written):
    """Money that must be acknowledged wherever the show appears."""

    name: Annotated[Slug, Field(description="Short name by which episodes refer to it")]
    statement: Annotated[Prose, Field(description="The sentence that the funder asks for")]
    link: Annotated[HttpUrl | None, Field(description="The funder's page")] = None
    emblem: Annotated[Picture | None, Field(description="The funder's emblem")] = None


class Legal(Written):
    """Links that German law asks for on every page."""

    imprint: Annotated[HttpUrl | None, Field(description="Impressum (§ 5 DDG)")] = None
    privacy: Annotated[HttpUrl | None, Field(description="Datenschutzerklärung")] = None
    accessibility: Annotated[HttpUrl | None, Field(description="Barrierefreiheit")] = None


class Season(Written):
    """A season that has a name."""

    number: Annotated[int, Field(gt=0, description="Which season")]
    name: Annotated[Line, Field(max_length=128, description="What it is called")]


class Trailer(Written):
    """A trailer that is no episode: a file at an address."""

    title: Annotated[Line, Field(max_length=128, description="What it is called")]
    url: Annotated[HttpUrl, Field(description="Address of the file")]
    published_at: Annotated[Instant, Field(description="When it came out")]
    type: Annotated[
        str,
        Field(pattern=r"^(audio|video)/[A-Za-z0-9.+-]{1,60}$", description="Media type"),
    ] = "audio/mpeg"
    bytes: Annotated[int | None, Field(gt=0, description="Length of the file in bytes")] = None
    season: Annotated[int | None, Field(gt=0, description="Only for this season")] = None


class ShowEdition(Written):
    """The show in another language, with a feed of its own."""

    language: Annotated[LanguageTag, Field(description="Such as en; its episodes say the same")]
    title: Annotated[Line, Field(max_length=255, description="Name of the show in that language")]
    summary: Annotated[Prose, Field(description="One plain paragraph in that language")]
    guid: Annotated[Uuid, Field(description="podcast:guid of this feed; minted once")]
    author: Annotated[Line | None, Field(description="Default: the show's")] = None
    link: Annotated[HttpUrl | None, Field(description="Its page; default: the show's")] = None


class Show(Written):
    """The podcast as a whole."""

    title: Annotated[Line, Field(max_length=255, description="Name of the show")]
    summary: Annotated[Prose, Field(description="What the show is about, one plain paragraph")]
    language: Annotated[LanguageTag, Field(description="Such as de or de-DE")]
    author: Annotated[Line, Field(description="Who makes it, as shown under the title")]
    owner: Annotated[Owner, Field(description="Who answers for the show")]
    categories: Annotated[
        tuple[Line, ...],
        Field(min_length=1, strict=False, description="Apple's, such as `News > Politics`"),
    ]
    type: Annotated[
        Literal["episodic", "serial"],
        Field(description="episodic: newest first; serial: to be heard in order"),
    ] = "episodic"
    explicit: Annotated[bool, Field(description="Not for children")] = False
    copyright: Annotated[Line | None, Field(description="Holder and year, without the sign")] = None
    licence: Annotated[Licence | None, Field(description="Terms under which it may be used")] = None
    link: Annotated[HttpUrl, Field(description="The show's page on your website")]
    artwork: Annotated[Picture, Field(description="Square, 1400 to 3000 pixels, JPEG or PNG, RGB")]
    guid: Annotated[Uuid, Field(description="podcast:guid; minted once, never changed")]
    topics: Annotated[tuple[Line, ...], Field(strict=False, description="What it is about")] = ()
    people: Annotated[
        tuple[Person, ...], Field(strict=False, description="Who takes part in every episode")
    ] = ()
    grants: Annotated[
        tuple[Grant, ...], Field(strict=False, description="Money to be acknowledged")
    ] = ()
    support: Annotated[tuple[Link, ...], Field(strict=False, description="Where to give")] = ()
    subscribe: Annotated[tuple[Link, ...], Field(strict=False, description="Podcast apps")] = ()
    legal: Annotated[Legal, Field(description="Imprint, privacy, accessibility")] = Legal()
    locked: Annotated[bool, Field(description="Forbid other hosts to import the feed")] = True
    trailer: Annotated[RelativeFile | None, Field(description="Slug of the trailer episode")] = None
    medium: Annotated[
        Medium, Field(description="What it is; with L at its end, a list of what stands elsewhere")
    ] = "podcast"
    editions: Annotated[
        tuple[ShowEdition, ...], Field(strict=False, description="In other languages")
    ] = ()
    seasons: Annotated[tuple[Season, ...], Field(strict=False, description="Names of seasons")] = ()
    trailers: Annotated[
        tuple[Trailer, ...], Field(strict=False, description="Trailers that are no episodes")
    ] = ()
    location: Annotated[
        Locations, Field(strict=False, description="The place it is about, or several")
    ] = ()
    images: Annotated[
        tuple[Image, ...], Field(strict=False, description="Pictures beside the artwork")
    ] = ()
    social_interact: Annotated[
        tuple[SocialInteract, ...], Field(strict=False, description="Where people comment")
    ] = ()
    chat: Annotated[Chat | None, Field(description="Where listeners talk")] = None
    value: Annotated[
        tuple[Value, ...], Field(strict=False, description="Payments while listening")
    ] = ()
    txt: Annotated[tuple[Txt, ...], Field(strict=False, description="Texts for programs")] = ()
    podroll: Annotated[
        tuple[RemoteItem, ...], Field(strict=False, description="Shows that you recommend")
    ] = ()
    remote_items: Annotated[
        tuple[RemoteItem, ...], Field(strict=False, description="What a list consists of")
    ] = ()
    publisher: Annotated[
        Publisher | None, Field(description="Feed of the organisation behind several shows")
    ] = None
    update_frequency: Annotated[
        UpdateFrequency | None, Field(description="How often new episodes come")
    ] = None
    uses_podping: Annotated[
        bool, Field(description="Somebody sends podpings when the feed changes")
    ] = False
    live_items: Annotated[
        tuple[LiveItem, ...],
        Field(strict=False, description="Live streams; see `live_items` of `feed`"),
    ] = ()
    complete: Annotated[bool, Field(description="No further episodes will come")] = False
    block: Annotated[bool, Field(description="Keep it out of all directories")] = False
    blocks: Annotated[
        tuple[Block, ...], Field(strict=False, description="The same for single services")
    ] = ()
