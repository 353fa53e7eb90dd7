"""Payments while listening: who gets which share.

Source:
    podcast namespace, `podcast:value`, `podcast:valueRecipient`, `podcast:valueTimeSplit`.
"""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from podcaster.model.remote import RemoteItem
from podcaster.model.values import Line, Seconds, Written

#: What the namespace calls a slug, such as `lightning`, `keysend`, `lnaddress`, `node`.
WORD_PATTERN: Final = r"^[a-z][a-z0-9-]{0,31}$"


class ValueRecipient(Written):
    """Somebody who gets a share."""

    name: Annotated[Line | None, Field(max_length=255, description="Who it is")] = None
    type: Annotated[str, Field(pattern=WORD_PATTERN, description="Such as node or lnaddress")]
    address: Annotated[Line, Field(description="Where the payment goes")]
    split: Annotated[int, Field(ge=0, description="How many shares")]
    fee: Annotated[bool, Field(description="Taken off before the rest is shared")] = False
    custom_key: Annotated[Line | None, Field(description="Name of a further record")] = None
    custom_value: Annotated[Line | None, Field(description="What the further record says")] = None


class ValueTimeSplit(Written):
    """Other recipients for a part of the episode, in seconds of the raw audio."""

    start_s: Annotated[Seconds, Field(description="Where it starts in the raw audio")]
    duration_s: Annotated[Seconds, Field(gt=0, description="How long it is")]
    remote_start_s: Annotated[
        Seconds | None, Field(description="Where it starts in the episode elsewhere; default: 0")
    ] = None
    remote_percentage: Annotated[
        int | None, Field(ge=0, le=100, description="Share of those elsewhere; default: 100")
    ] = None
    remote_item: Annotated[
        RemoteItem | None, Field(description="Episode elsewhere whose recipients get it")
    ] = None
    recipients: Annotated[
        tuple[ValueRecipient, ...], Field(strict=False, description="Or: who gets it")
    ] = ()


class Value(Written):
    """A way of paying while listening."""

    type: Annotated[str, Field(pattern=WORD_PATTERN, description="Such as lightning")]
    method: Annotated[str, Field(pattern=WORD_PATTERN, description="Such as keysend or lnaddress")]
    suggested: Annotated[
        float | None,
        Field(gt=0, strict=False, description="Suggested amount per payment, in its currency"),
    ] = None
    recipients: Annotated[
        tuple[ValueRecipient, ...], Field(min_length=1, strict=False, description="Who gets it")
    ]
    time_splits: Annotated[
        tuple[ValueTimeSplit, ...],
        Field(strict=False, description="Other recipients for parts of an episode"),
    ] = ()
