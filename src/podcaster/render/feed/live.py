"""Live streams, where the show wants them in its feed.

They have neither `link` nor `description`: feedparser would take them for the show's.

The W3C's validator does not know the tag and calls every one of them an error; so it is a switch.
"""

from __future__ import annotations

from collections.abc import Iterator

from podcaster.model.live import LiveItem
from podcaster.render.characters import printable
from podcaster.render.feed import forms
from podcaster.render.feed.forms import element, elements
from podcaster.render.feed.tag import Tag, tag
from podcaster.settings import Settings


def live_items(settings: Settings) -> Iterator[Tag]:
    """Yield every live stream, if the feed shall have them."""
    if settings.feed.live_items:
        yield from (_live(stream, settings) for stream in settings.show.live_items)


def _live(stream: LiveItem, settings: Settings) -> Tag:
    permanent = stream.guid.startswith(("http://", "https://"))
    return tag(
        "podcast:liveItem",
        None,
        tag("title", stream.title),
        tag("guid", printable(stream.guid), isPermaLink="true" if permanent else "false"),
        # RSS wants a length, and a stream has none.
        tag("enclosure", url=stream.url, length="0", type=stream.type),
        tag("itunes:explicit", "true" if settings.show.explicit else "false"),
        *(element(forms.PERSON, person) for person in stream.people),
        *elements(forms.ALTERNATE_ENCLOSURE, stream, "alternate_enclosures"),
        *elements(forms.CONTENT_LINK, stream, "content_links"),
        *elements(forms.CHAT, stream, "chat"),
        status=stream.status,
        start=stream.start.isoformat(timespec="seconds"),
        end=stream.end and stream.end.isoformat(timespec="seconds"),
    )
