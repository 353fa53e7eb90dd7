"""What the W3C's feed validator and the directories object to, as far as a feed shows it.

    assert objections(xml) == []

Source:
    W3C feedvalidator; Apple, Podcast RSS feed requirements; PSP-1; podcast namespace.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urlsplit

from lxml import etree

Element = etree._Element

NS: Final = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "psc": "http://podlove.org/simple-chapters",
}
RFC_2822: Final = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) "
    r"\d{4} \d\d:\d\d:\d\d [+-]\d{4}"
)
UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
EXTENSIONS: Final = {
    "audio/mpeg": (".mp3",),
    "audio/mp4": (".m4a", ".mp4"),
    "audio/x-m4a": (".m4a",),
    "audio/ogg": (".opus", ".ogg"),
}
TRANSCRIPTS: Final = {
    "text/vtt", "application/x-subrip", "application/json", "text/html", "text/plain",
}  # fmt: skip
MAIN_CATEGORIES: Final = {
    "Arts", "Business", "Comedy", "Education", "Fiction", "Government", "Health & Fitness",
    "History", "Kids & Family", "Leisure", "Music", "News", "Religion & Spirituality", "Science",
    "Society & Culture", "Sports", "Technology", "True Crime", "TV & Film",
}  # fmt: skip
DROPPED_BY_APPLE: Final = ("summary", "subtitle", "keywords", "order", "isClosedCaptioned")
ONCE_IN_CHANNEL: Final = (
    "title", "link", "description", "language", "copyright", "lastBuildDate", "generator",
    "itunes:author", "itunes:owner", "itunes:explicit", "itunes:image", "itunes:type",
    "podcast:guid", "podcast:locked", "podcast:medium", "podcast:license",
)  # fmt: skip
ONCE_IN_ITEM: Final = (
    "title", "link", "description", "content:encoded", "guid", "pubDate", "enclosure",
    "itunes:title", "itunes:duration", "itunes:explicit", "itunes:image", "itunes:episode",
    "itunes:season", "itunes:episodeType", "podcast:season", "podcast:episode",
    "podcast:chapters", "podcast:license",
)  # fmt: skip


def objections(xml: bytes) -> list[str]:
    """Return everything there is to object to, in words."""
    if not xml.startswith((b"<?xml version='1.0' encoding='UTF-8'?>", b'<?xml version="1.0"')):
        return ["a feed starts with an XML declaration"]
    root = etree.fromstring(xml)
    return [f"{rule.__name__}: {objection}" for rule in RULES for objection in rule(root)]


def document_is_rss_2(root: Element) -> Iterator[str]:
    if root.tag != "rss" or root.get("version") != "2.0" or len(root) != 1:
        yield "not one channel in an rss element of version 2.0"
    known = {None, *NS.values()}
    for element in root.iter():
        if etree.QName(element).namespace not in known:
            yield f"unknown namespace of {element.tag}"


def nothing_is_empty(root: Element) -> Iterator[str]:
    for element in root.iter():
        if not (element.text or "").strip() and not element.attrib and not len(element):
            yield f"{element.tag} is empty"
        if not all(value.strip() for value in element.attrib.values()):
            yield f"{element.tag} has an empty attribute"


def required_elements_stand_once(root: Element) -> Iterator[str]:
    channel = root[0]
    required = ("title", "link", "description", "language", "itunes:explicit", "itunes:image",
                "itunes:category", "itunes:author", "podcast:guid", "podcast:locked")  # fmt: skip
    yield from _missing(channel, required)
    yield from _repeated(channel, ONCE_IN_CHANNEL)
    for item in channel.iterfind("item"):
        yield from _missing(item, ("title", "enclosure", "guid", "pubDate", "description"))
        yield from _repeated(item, ONCE_IN_ITEM)


def titles_are_plain_and_short(root: Element) -> Iterator[str]:
    for title in _texts(root, ".//title", ".//itunes:title"):
        if len(title) > 255 or title != title.strip():
            yield f"title is too long or padded: {title!r}"
        if re.search(r"</?[a-z]+>|&(amp|lt|gt|quot);", title):
            yield f"title holds HTML: {title!r}"


def descriptions_fit_in_4000_bytes(root: Element) -> Iterator[str]:
    for text in _texts(root, ".//description"):
        if len(text.encode()) > 4000:
            yield f"description has {len(text.encode())} bytes"


def html_is_harmless_and_absolute(root: Element) -> Iterator[str]:
    for text in _texts(root, ".//description", ".//content:encoded"):
        if re.search(r"<(script|style|iframe|object|embed|form|img)\b|\son\w+=|javascript:", text):
            yield f"dangerous HTML: {text[:80]!r}"
        for address in re.findall(r"<a\s+href=\"(.*?)\"", text):
            if not re.match(r"(https?|mailto):", address):
                yield f"relative address: {address}"


#: Schemes without a host that the podcast namespace names for comments and sources.
ELSEWHERE: Final = frozenset({"ipfs", "nostr"})


def addresses_are_absolute_ascii(root: Element) -> Iterator[str]:
    attributes = [
        value
        for element in root.iter()
        for name in ("href", "url", "uri")
        if (value := element.get(name)) is not None
    ]
    for address in [*attributes, *_texts(root, "channel/link", ".//item/link")]:
        parts = urlsplit(address)
        web = parts.scheme in {"http", "https"} and parts.hostname
        if not web and parts.scheme not in ELSEWHERE:
            yield f"not absolute: {address}"
        if not address.isascii() or re.search(r"[\s<>\"{}|\\^`]", address):
            yield f"not a URI: {address}"


def channel_links_to_a_page_and_to_itself(root: Element) -> Iterator[str]:
    selves = [link for link in _all(root, "channel/atom:link") if link.get("rel") == "self"]
    if len(selves) != 1 or selves[0].get("type") != "application/rss+xml":
        yield "there has to be one atom:link to the feed itself"
    if selves and root.findtext("channel/link") == selves[0].get("href"):
        yield "the channel's link is the feed"


def languages_are_tags(root: Element) -> Iterator[str]:
    transcripts = [one.get("language", "") for one in _all(root, ".//podcast:transcript")]
    for language in [*_texts(root, "channel/language"), *transcripts]:
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
            yield f"language {language!r}"


def categories_are_apples(root: Element) -> Iterator[str]:
    mains = [one.get("text", "") for one in _all(root, "channel/itunes:category")]
    yield from (f"unknown category {main!r}" for main in mains if main not in MAIN_CATEGORIES)
    yield from (f"category {main!r} twice" for main, count in Counter(mains).items() if count > 1)


def flags_are_true_or_false(root: Element) -> Iterator[str]:
    for text in _texts(root, ".//itunes:explicit"):
        if text not in {"true", "false"}:
            yield f"explicit {text!r}"
    for text in _texts(root, ".//itunes:block", ".//itunes:complete"):
        if text != "Yes":
            yield f"block or complete {text!r}"


def artwork_is_jpeg_or_png(root: Element) -> Iterator[str]:
    for image in _all(root, ".//itunes:image"):
        if not image.get("href", "").endswith((".jpg", ".png")):
            yield f"artwork {image.get('href')}"


def dates_are_rfc_2822(root: Element) -> Iterator[str]:
    trailers = [one.get("pubdate", "") for one in _all(root, ".//podcast:trailer")]
    for text in [*_texts(root, ".//pubDate", ".//lastBuildDate"), *trailers]:
        if not RFC_2822.fullmatch(text):
            yield f"date {text!r}"
        elif f"{parsedate_to_datetime(text):%w}" != str(_weekday(text)):
            yield f"weekday of {text!r}"


def items_come_newest_first(root: Element) -> Iterator[str]:
    dates: list[datetime] = [parsedate_to_datetime(text) for text in _texts(root, ".//pubDate")]
    if dates != sorted(dates, reverse=True):
        yield "items are out of order"


def guids_are_unique(root: Element) -> Iterator[str]:
    guids = list(_all(root, ".//guid"))
    texts = Counter(guid.text for guid in guids)
    yield from (f"guid {text!r} twice" for text, count in texts.items() if count > 1)
    for guid in guids:
        address = (guid.text or "").startswith(("http://", "https://"))
        if guid.get("isPermaLink") != ("true" if address else "false"):
            yield f"isPermaLink of {guid.text!r}"


def enclosures_are_true(root: Element) -> Iterator[str]:
    addresses: Counter[str] = Counter()
    for enclosure in _all(root, ".//enclosure"):
        address, kind = enclosure.get("url", ""), enclosure.get("type", "")
        addresses[address] += 1
        if not re.fullmatch(r"[1-9]\d*", enclosure.get("length", "")):
            yield f"length {enclosure.get('length')!r}"
        if not urlsplit(address).path.endswith(EXTENSIONS.get(kind, ("?",))):
            yield f"type {kind!r} of {address}"
    yield from (f"enclosure {one} twice" for one, count in addresses.items() if count > 1)


def apples_numbers_are_whole(root: Element) -> Iterator[str]:
    paths = (".//itunes:duration", ".//itunes:episode", ".//itunes:season", ".//podcast:season")
    for text in _texts(root, *paths):
        if not re.fullmatch(r"[1-9]\d*", text):
            yield f"number {text!r}"
    for text in _texts(root, ".//itunes:episodeType"):
        if text not in {"full", "trailer", "bonus"}:
            yield f"episode type {text!r}"
    if root.findtext("channel/itunes:type", namespaces=NS) not in {None, "episodic", "serial"}:
        yield "type of the show"


def nothing_stands_that_apple_dropped(root: Element) -> Iterator[str]:
    for name in DROPPED_BY_APPLE:
        yield from (name for _ in _all(root, f".//itunes:{name}"))


def the_show_is_named_and_locked(root: Element) -> Iterator[str]:
    if not UUID.fullmatch(root.findtext("channel/podcast:guid", "", NS)):
        yield "podcast:guid"
    if root.findtext("channel/podcast:locked", namespaces=NS) not in {"yes", "no"}:
        yield "podcast:locked"


def sidecars_are_of_known_types(root: Element) -> Iterator[str]:
    for transcript in _all(root, ".//podcast:transcript"):
        if transcript.get("type") not in TRANSCRIPTS:
            yield f"transcript {transcript.get('type')!r}"
    for chapters in _all(root, ".//podcast:chapters"):
        if chapters.get("type") != "application/json+chapters":
            yield f"chapters {chapters.get('type')!r}"


def soundbites_and_texts_have_their_length(root: Element) -> Iterator[str]:
    for bite in _all(root, ".//podcast:soundbite"):
        if not 15 <= float(bite.get("duration", "0")) <= 120 or "startTime" not in bite.attrib:
            yield f"soundbite of {bite.get('duration')} s"
    for name in ("funding", "person", "location", "trailer", "license", "soundbite"):
        for text in _texts(root, f".//podcast:{name}"):
            if len(text) > 128:
                yield f"{name} has {len(text)} characters"


RULES: Final[tuple[Callable[[Element], Iterator[str]], ...]] = (
    document_is_rss_2,
    nothing_is_empty,
    required_elements_stand_once,
    titles_are_plain_and_short,
    descriptions_fit_in_4000_bytes,
    html_is_harmless_and_absolute,
    addresses_are_absolute_ascii,
    channel_links_to_a_page_and_to_itself,
    languages_are_tags,
    categories_are_apples,
    flags_are_true_or_false,
    artwork_is_jpeg_or_png,
    dates_are_rfc_2822,
    items_come_newest_first,
    guids_are_unique,
    enclosures_are_true,
    apples_numbers_are_whole,
    nothing_stands_that_apple_dropped,
    the_show_is_named_and_locked,
    sidecars_are_of_known_types,
    soundbites_and_texts_have_their_length,
)


def _all(root: Element, path: str) -> Iterator[Element]:
    return root.iterfind(path, NS)


def _texts(root: Element, *paths: str) -> list[str]:
    return [element.text or "" for path in paths for element in _all(root, path)]


def _missing(parent: Element, names: Iterable[str]) -> Iterator[str]:
    yield from (f"{name} is missing" for name in names if parent.find(name, NS) is None)


def _repeated(parent: Element, names: Iterable[str]) -> Iterator[str]:
    yield from (f"{name} twice" for name in names if len(parent.findall(name, NS)) > 1)


def _weekday(text: str) -> int:
    return ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat").index(text[:3])
