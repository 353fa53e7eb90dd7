"""The show: what feed and pages say about the podcast as a whole."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from podcaster.model.artwork import Picture
from podcaster.model.licence import Licence
from podcaster.model.people import Person
from podcaster.model.values import (
    HttpUrl,
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


class Link(Written):
    """An address and the words it is shown with."""

    text: Annotated[Line, Field(max_length=128, description="What people click on")]
    url: Annotated[HttpUrl, Field(description="Where it leads")]


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
