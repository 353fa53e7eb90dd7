"""A news item of its own, as its author writes it in `news.yaml`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from podcaster.model.artwork import Picture
from podcaster.model.episode import Status
from podcaster.model.values import (
    HttpUrl,
    Instant,
    LanguageTag,
    Line,
    Prose,
    RelativeFile,
    Slug,
    Written,
)


class Event(Written):
    """When and where something takes place."""

    starts_at: Annotated[Instant, Field(description="When it begins, with zone")]
    ends_at: Annotated[Instant | None, Field(description="When it ends")] = None
    place: Annotated[Line, Field(description="Where it takes place")]
    registration: Annotated[HttpUrl | None, Field(description="Where to register")] = None


class PaperDocument(Written):
    """A document to be handed out as PDF."""

    file: Annotated[RelativeFile, Field(description="The PDF, beside news.yaml")]
    title: Annotated[Line, Field(description="What the document is called")]


class NewsItem(Written):
    """What `news.yaml` holds; its text stands in `news.md` beside it."""

    kind: Annotated[
        Literal["news", "event", "press", "document"], Field(description="What sort of news item")
    ] = "news"
    title: Annotated[Line, Field(max_length=255, description="Its headline")]
    summary: Annotated[Prose, Field(description="One plain paragraph")]
    status: Annotated[Status, Field(description="draft stays at home")] = "draft"
    published_at: Annotated[
        Instant, Field(description="When it comes out, such as 2026-03-05T06:00:00+01:00")
    ]
    slug: Annotated[Slug | None, Field(description="Default: the folder")] = None
    language: Annotated[LanguageTag | None, Field(description="Default: the show's")] = None
    topics: Annotated[tuple[Line, ...], Field(strict=False, description="What it is about")] = ()
    mentions: Annotated[
        tuple[Line, ...],
        Field(strict=False, description="Whom posts name with a link, as in `mentions` there"),
    ] = ()
    text: Annotated[RelativeFile, Field(description="The text in Markdown")] = "news.md"
    link: Annotated[HttpUrl | None, Field(description="The page that posts link to")] = None
    event: Annotated[Event | None, Field(description="For kind: event")] = None
    document: Annotated[PaperDocument | None, Field(description="For kind: document")] = None
    picture: Annotated[Picture | None, Field(description="Shown with the item")] = None
