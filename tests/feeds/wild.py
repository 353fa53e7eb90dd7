"""Feeds of our own making, as they are found in the wild."""

from __future__ import annotations

from typing import Final

HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:podcast="https://podcastindex.org/namespace/1.0"'
    ' xmlns:psc="http://podlove.org/simple-chapters">\n'
)

CHANNEL: Final = (
    "<title>Stadtgespräch</title><link>https://stadt.example/</link>"
    "<description>Über Plätze &amp; Wege.</description><language>de_de</language>"
    "<itunes:author>Forum Stadt</itunes:author>"
    "<itunes:owner><itunes:name>Forum</itunes:name>"
    "<itunes:email>post@stadt.example</itunes:email></itunes:owner>"
    '<itunes:category text="News &amp; Politics"/><itunes:explicit>clean</itunes:explicit>'
    '<itunes:image href="http://127.0.0.1:9/cover.jpg"/>'
    "<podcast:guid>9b024349-ccf0-5f69-a609-6b82873eab3c</podcast:guid>\n"
)


def item(number: int = 1, more: str = "", **facts: str) -> str:
    """Return an item; `facts` replace what usually stands in it, "" leaves it out."""
    parts = {
        "title": f"<title>Folge über Platz {number}</title>",
        "guid": f'<guid isPermaLink="false">tag:stadt,{number}</guid>',
        "date": f"<pubDate>Thu, {28 - number:02} Feb 2019 06:00:00 +0100</pubDate>",
        "enclosure": f'<enclosure url="https://cdn.example/{number}.mp3?a=1&amp;b=2"'
        ' length="1234567" type="audio/mpeg"/>',
        "duration": "<itunes:duration>00:20:34</itunes:duration>",
        "description": "<description>Ein Platz.</description>",
        **facts,
    }
    return f"<item>{''.join(parts.values())}{more}</item>\n"


def feed(*items: str, channel: str = CHANNEL, head: str = HEAD) -> bytes:
    """Return a feed with these items."""
    return f"{head}<channel>{channel}{''.join(items)}</channel></rss>".encode()
