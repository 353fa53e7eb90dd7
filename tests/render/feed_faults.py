"""A good feed with everything in it, and faults to put into it, one at a time."""

from __future__ import annotations

from typing import Final

from tests.render.every_tag import every_tag
from tests.render.namespace_faults import NAMESPACE_FAULTS

from podcaster.model.mastered import Mastered
from podcaster.render.feed import render_feed


def everything() -> Mastered:
    """Return a show whose feed has every element that we write."""
    return every_tag()


def feed_of(mastered: Mastered) -> str:
    """Return the whole feed in the show's own language."""
    documents = render_feed(mastered, mastered.settings)
    return next(one.content for one in documents if one.path == "feed.xml").decode()


FEED: Final = feed_of(everything())

_SHOW_GUID: Final = "<podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid>"
_CHAPTERS: Final = (
    '<podcast:chapters url="https://stadt.test/c.json" type="application/json+chapters"/>'
)
_ENCLOSURE: Final = '<enclosure url="https://stadt.test/a.mp3" length="1" type="audio/mpeg"/>'

#: Name, what stands in a good feed, what is put in its place, the element that has to be named.
_CORE: Final[list[tuple[str, str, str, str]]] = [
    # missing
    ("version is missing", ' version="2.0"', "", "rss"),
    ("title of the show is missing", "<title>Stadt im Gespräch</title>", "", "channel"),
    ("link of the show is missing", "<link>https://stadt.test/podcast</link>", "", "channel"),
    ("language is missing", "<language>de</language>", "", "channel"),
    ("author is missing", "<itunes:author>Forum Urbane Sicherheit</itunes:author>", "", "channel"),
    ("explicit is missing", "<itunes:explicit>false</itunes:explicit>", "", "channel"),
    ("type is missing", "<itunes:type>episodic</itunes:type>", "", "channel"),
    ("e-mail is missing", "<itunes:email>podcast@stadt.test</itunes:email>", "", "itunes:owner"),
    ("GUID of the show is missing", _SHOW_GUID, "", "channel"),
    ("medium is missing", "<podcast:medium>podcast</podcast:medium>", "", "channel"),
    ("owner of the lock is missing", ' owner="podcast@stadt.test"', "", "podcast:locked"),
    (
        "address of the licence is missing",
        ' url="https://stadt.test/lizenz"',
        "",
        "podcast:license",
    ),
    (
        "address of the funding is missing",
        ' url="https://stadt.test/mitglied?a=1&amp;b=2"',
        "",
        "podcast:funding",
    ),
    (
        "date of the trailer is missing",
        ' pubdate="Mon, 05 Jan 2026 06:00:00 +0100"',
        "",
        "podcast:trailer",
    ),
    ("title of an item is missing", "<title>Plätze</title>", "", "item"),
    (
        "date of an item is missing",
        "<pubDate>Thu, 05 Feb 2026 06:00:00 +0100</pubDate>",
        "",
        "item",
    ),
    ("GUID of an item is missing", '<guid isPermaLink="false">stadt-trailer</guid>', "", "item"),
    ("isPermaLink is missing", ' isPermaLink="false"', "", "guid"),
    ("length of the enclosure is missing", ' length="4200000"', "", "enclosure"),
    (
        "captions that are none",
        'type="application/json"',
        'type="text/plain" rel="captions"',
        "transcript",
    ),
    (
        "language of a transcript is missing",
        ' type="text/vtt" language="de"',
        ' type="text/vtt"',
        "podcast:transcript",
    ),
    (
        "type of the chapters is missing",
        ' type="application/json+chapters"',
        "",
        "podcast:chapters",
    ),
    ("start of a soundbite is missing", ' startTime="84.25"', "", "podcast:soundbite"),
    (
        "source of another enclosure is missing",
        r"<podcast:source .*?/>",
        "",
        "podcast:alternateEnclosure",
    ),
    ("artwork has no address", r'(<itunes:image) href=".*?"', r"\1", "itunes:image"),
    # wrong
    ("another version", 'version="2.0"', 'version="0.91"', "rss"),
    ("language with an underscore", "<language>de<", "<language>de_DE<", "language"),
    ("explicit as yes", "<itunes:explicit>false", "<itunes:explicit>yes", "itunes:explicit"),
    ("type nobody knows", "<itunes:type>episodic", "<itunes:type>daily", "itunes:type"),
    ("category nobody knows", 'text="Government"', 'text="Goverment"', "itunes:category"),
    ("subcategory of another category", 'text="Politics"', 'text="Books"', "itunes:category"),
    ("artwork as WebP", r"\.jpg(\"/>)", r".webp\1", "itunes:image"),
    ("GUID of the show in capitals", "917393e3-1b1e", "917393E3-1B1E", "podcast:guid"),
    ("medium nobody knows", "<podcast:medium>podcast", "<podcast:medium>radio", "podcast:medium"),
    ("lock as true", ">yes</podcast:locked", ">true</podcast:locked", "podcast:locked"),
    (
        "date as ISO 8601",
        "<pubDate>Thu, 05 Feb 2026 06:00:00 +0100",
        "<pubDate>2026-02-05",
        "pubDate",
    ),
    (
        "date with a German month",
        "<pubDate>Thu, 05 Mar 2026",
        "<pubDate>Thu, 05 Mär 2026",
        "pubDate",
    ),
    (
        "weekday of another date",
        "<pubDate>Thu, 05 Mar 2026",
        "<pubDate>Fri, 05 Mar 2026",
        "pubDate",
    ),
    (
        "relative address",
        "<link>https://stadt.test/podcast</link>",
        "<link>/podcast</link>",
        "link",
    ),
    (
        "address with an umlaut",
        'url="https://stadt.test/lizenz',
        'url="https://städte.test/lizenz',
        "podcast:license",
    ),
    (
        "address with a blank",
        'href="https://hannover.test/gast',
        'href="https://hannover.test/ein gast',
        "podcast:person",
    ),
    (
        "script as address",
        'href="https://hannover.test/gast',
        'href="javascript:alert(1)',
        "podcast:person",
    ),
    ("enclosure of less than nothing", 'length="4200000"', 'length="-1"', "enclosure"),
    ("length that is None", 'length="4200000"', 'length="None"', "enclosure"),
    ("enclosure that is a page", 'type="audio/mp4"/>', 'type="text/html"/>', "enclosure"),
    (
        "duration with a point",
        "<itunes:duration>185<",
        "<itunes:duration>184.6<",
        "itunes:duration",
    ),
    ("duration of nothing", "<itunes:duration>185<", "<itunes:duration>0<", "itunes:duration"),
    (
        "kind nobody knows",
        "<itunes:episodeType>trailer",
        "<itunes:episodeType>teaser",
        "itunes:episodeType",
    ),
    ("season zero", ">2</podcast:season>", ">0</podcast:season>", "podcast:season"),
    ("number in words", "<itunes:episode>12<", "<itunes:episode>zwölf<", "itunes:episode"),
    ("permanent link that is none", 'isPermaLink="false"', 'isPermaLink="true"', "guid"),
    ("transcript of another type", 'type="text/vtt"', 'type="text/srt"', "podcast:transcript"),
    ("soundbite too short", 'duration="20"', 'duration="14.9"', "podcast:soundbite"),
    ("soundbite too long", 'duration="20"', 'duration="121"', "podcast:soundbite"),
    ("role nobody knows", 'role="guest"', 'role="visitor"', "podcast:person"),
    ("group nobody knows", 'group="audio production"', 'group="sound"', "podcast:person"),
    ("place outside of every map", 'geo="geo:52.37,9.73"', 'geo="52.37,9.73"', "podcast:location"),
    ("OpenStreetMap without its letter", 'osm="R59418"', 'osm="59418"', "podcast:location"),
    ("country in small letters", 'country="DE"', 'country="de"', "podcast:location"),
    ("empty element", ">Hannover</podcast:location", "></podcast:location", "podcast:location"),
    ("padded title", "<itunes:title>Plätze", "<itunes:title> Plätze", "itunes:title"),
    # too long
    ("title too long", "<title>Plätze<", f"<title>{'ä' * 256}<", "title"),
    ("name too long", ">Gast aus Hannover<", f">{'ä' * 129}<", "podcast:person"),
    ("place too long", ">Hannover</podcast", f">{'ä' * 129}</podcast", "podcast:location"),
    ("funding too long", ">Mitglied werden<", f">{'ä' * 129}<", "podcast:funding"),
    ("soundbite with a long title", ">Was hilft?<", f">{'ä' * 129}<", "podcast:soundbite"),
    (
        "description of too many characters",
        "<description>Über",
        f"<description>{'a' * 4000}",
        "description",
    ),
    (
        "description of too many bytes",
        "<description>Über",
        f"<description>{'ü' * 2000}",
        "description",
    ),
    # twice
    ("title twice", "(<title>Plätze</title>)", r"\1\1", "item"),
    ("enclosure twice", r"(<enclosure .*?/>)", r"\1\1", "enclosure"),
    ("language twice", "(<language>de</language>)", r"\1\1", "channel"),
    ("chapters twice", r"(<podcast:chapters .*?/>)", r"\1\1", "item"),
    ("licence twice", r"(<podcast:license .*?</podcast:license>)", r"\1\1", "channel"),
    ("category twice", r'(<itunes:category text="Government"/>)', r"\1\1", "itunes:category"),
    ("GUID twice", ">stadt-trailer</guid>", ">5f0c7c3e-6d1f-4b8e-9a55-0b3a8a3d2c11</guid>", "guid"),
    # misplaced, unknown
    ("chapters in the channel", "<docs>", f"{_CHAPTERS}<docs>", "channel"),
    ("enclosure in the channel", "<docs>", f"{_ENCLOSURE}<docs>", "channel"),
    ("GUID of shows in an item", "<pubDate>", f"{_SHOW_GUID}<pubDate>", "item"),
    ("item in an item", "<pubDate>", "<item/><pubDate>", "item"),
    ("text between elements", "<docs>", "Hallo<docs>", "channel"),
    ("tag that Apple dropped", "<docs>", "<itunes:order>1</itunes:order><docs>", "channel"),
    ("tag that nobody knows", "<docs>", "<podcast:images srcset='x'/><docs>", "channel"),
    ("attribute that nobody knows", "<docs>", "<docs lang='en'>", "docs"),
    ("two channels", "</channel>", "</channel><channel/>", "rss"),
]

FAULTS: Final = [*_CORE, *NAMESPACE_FAULTS]
