"""How values become elements: one row per tag, so that a new tag is a row and no code.

    element(PERSON, person)   <podcast:person role="guest" href="https://...">Gast</podcast:person>

What a value does not say is not written. `True` becomes `true`, and what is not so falls away;
seconds (fields ending in `_s`) have at most three decimals; moments are ISO 8601.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from podcaster.model.values import Written
from podcaster.render.feed.tag import Tag, tag
from podcaster.render.times import decimal, number


@dataclass(frozen=True)
class Form:
    """A tag and where what it says stands in the model.

    Attributes:
        name: With its prefix, such as `podcast:person`.
        text: The field whose value stands in it; "" if nothing does.
        attributes: Attribute -> field.
        children: Field -> form of what stands there, one or several.
        fixed: Attribute -> what always stands there.
    """

    name: str
    text: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: Mapping[str, Form] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)


def element(form: Form, value: Written) -> Tag:
    """Return what `value` says, as `form` has it."""
    attributes = {name: _said(value, where) for name, where in form.attributes.items()}
    children = [
        child for where, inside in form.children.items() for child in elements(inside, value, where)
    ]
    text = _said(value, form.text) if form.text else None
    return tag(form.name, text, *children, **form.fixed, **attributes)


def elements(form: Form, value: Written, where: str) -> tuple[Tag, ...]:
    """Return an element for each value that stands in the field `where`: none, one or several."""
    held: Written | Iterable[Written] | None = getattr(value, where)
    if held is None:
        return ()
    return tuple(element(form, one) for one in ((held,) if isinstance(held, Written) else held))


def _said(value: Written, where: str) -> str | None:
    held = getattr(value, where)
    if isinstance(held, float) and where.endswith("_s"):
        return number(held)
    return _SPELLED.get(type(held), str)(held)


#: Type -> how its values are spelled; others are their own text.
_SPELLED: Final[Mapping[type, Callable[..., str | None]]] = {
    type(None): lambda _: None,
    bool: lambda flag: "true" if flag else None,
    float: decimal,
    datetime: lambda moment: moment.isoformat(timespec="seconds"),
}

FUNDING: Final = Form("podcast:funding", "text", {"url": "url"})
CONTENT_LINK: Final = Form("podcast:contentLink", "text", {"href": "url"})
LICENCE: Final = Form("podcast:license", "name", {"url": "address"})
PERSON: Final = Form(
    "podcast:person",
    "name",
    {"group": "said_group", "role": "role", "href": "link", "img": "img"},
)
LOCATION: Final = Form(
    "podcast:location",
    "name",
    {"rel": "said_rel", "country": "country", "geo": "geo", "osm": "osm"},
)
IMAGE: Final = Form(
    "podcast:image",
    attributes={
        "href": "url", "alt": "alt", "aspect-ratio": "aspect_ratio", "width": "width",
        "height": "height", "type": "type", "purpose": "purpose",
    },
)  # fmt: skip
TXT: Final = Form("podcast:txt", "text", {"purpose": "purpose"})
SOCIAL_INTERACT: Final = Form(
    "podcast:socialInteract",
    attributes={
        "protocol": "protocol", "uri": "uri", "accountId": "account_id",
        "accountUrl": "account_url", "priority": "priority",
    },
)  # fmt: skip
CHAT: Final = Form(
    "podcast:chat",
    attributes={
        "server": "server", "protocol": "protocol", "accountId": "account_id", "space": "space",
    },
)  # fmt: skip
REMOTE_ITEM: Final = Form(
    "podcast:remoteItem",
    attributes={
        "feedGuid": "said_guid", "feedUrl": "feed_url", "itemGuid": "item_guid",
        "medium": "medium", "title": "title",
    },
)  # fmt: skip
PUBLISHER: Final = Form(
    "podcast:remoteItem",
    attributes={"feedGuid": "said_guid", "feedUrl": "feed_url"},
    fixed={"medium": "publisher"},
)
UPDATE_FREQUENCY: Final = Form(
    "podcast:updateFrequency",
    "text",
    {"complete": "complete", "dtstart": "dtstart", "rrule": "rrule"},
)
BLOCK: Final = Form("podcast:block", "said", {"id": "id"})
_RECIPIENT: Final = Form(
    "podcast:valueRecipient",
    attributes={
        "name": "name", "type": "type", "address": "address", "split": "split", "fee": "fee",
        "customKey": "custom_key", "customValue": "custom_value",
    },
)  # fmt: skip
_TIME_SPLIT: Final = Form(
    "podcast:valueTimeSplit",
    attributes={
        "startTime": "start_s", "duration": "duration_s", "remoteStartTime": "remote_start_s",
        "remotePercentage": "remote_percentage",
    },
    children={"remote_item": REMOTE_ITEM, "recipients": _RECIPIENT},
)  # fmt: skip
VALUE: Final = Form(
    "podcast:value",
    attributes={"type": "type", "method": "method", "suggested": "suggested"},
    children={"recipients": _RECIPIENT, "time_splits": _TIME_SPLIT},
)
_SOURCE: Final = Form("podcast:source", attributes={"uri": "uri", "contentType": "content_type"})
_INTEGRITY: Final = Form("podcast:integrity", attributes={"type": "type", "value": "value"})
ALTERNATE_ENCLOSURE: Final = Form(
    "podcast:alternateEnclosure",
    attributes={
        "type": "type", "length": "bytes", "bitrate": "bitrate", "height": "height",
        "lang": "lang", "title": "title", "rel": "rel", "codecs": "codecs", "default": "default",
    },
    children={"sources": _SOURCE, "integrity": _INTEGRITY},
)  # fmt: skip
