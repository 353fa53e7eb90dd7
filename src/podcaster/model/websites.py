"""What publish.yaml says about websites that are no WordPress: a model each."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from podcaster.model.values import Line, SecureUrl, Written

Topics = Annotated[tuple[Line, ...], Field(strict=False, description="Only these; empty: all")]
Updating = Annotated[bool, Field(description="Changed items are changed there, too")]


class WebhookChannel(Written):
    """A website that takes news items as signed messages (Standard Webhooks)."""

    type: Annotated[Literal["webhook"], Field(description="Announcer: a signed webhook")]
    url: Annotated[SecureUrl, Field(description="Where the messages go")]
    updates: Updating = True
    topics: Topics = ()
