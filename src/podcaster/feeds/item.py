"""One item of a feed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from podcaster.feeds.found import Facts, FoundItem, Repairs
from podcaster.feeds.names import Part
from podcaster.feeds.namespace import ITEM_ELEMENTS, ITEM_KEYS, read_keys
from podcaster.feeds.times import parse_date, parse_duration
from podcaster.feeds.values import licence, one_line, people, whole_number, yes_or_no
from podcaster.model.extra import ExtraElement
from podcaster.model.message import message

#: Ending of an address -> media type, for enclosures that don't say.
_TYPES: Final[dict[str, str]] = {
    "mp3": "audio/mpeg", "m4a": "audio/mp4", "mp4": "video/mp4", "m4v": "video/x-m4v",
    "mov": "video/quicktime", "ogg": "audio/ogg", "opus": "audio/ogg", "aac": "audio/aac",
    "wav": "audio/wav", "flac": "audio/flac", "pdf": "application/pdf",
}  # fmt: skip
_TYPE: Final = re.compile(r"(?:audio|video|application)/[A-Za-z0-9.+-]{1,60}")
_ENDING: Final = re.compile(r"\.([a-z0-9]{2,4})(?:[?#]|$)", re.IGNORECASE)

#: Elements of an item that are read; others are kept as they are, where that can be.
ITEM_NAMES: Final = frozenset(
    {
        "title", "itunes:title", "description", "content:encoded", "pubDate", "enclosure", "guid",
        "link", "itunes:duration", "itunes:season", "itunes:episode", "itunes:episodeType",
        "itunes:explicit", "itunes:image", "podcast:season", "podcast:episode", "podcast:person",
        "podcast:soundbite", "podcast:location", "podcast:license", "podcast:chapters",
        "podcast:transcript", "psc:chapters",
    }
    | ITEM_ELEMENTS
)  # fmt: skip

_SUMMARIES: Final = (
    "description", "itunes:summary", "googleplay:description", "itunes:subtitle"
)  # fmt: skip
_KINDS: Final = frozenset({"full", "trailer", "bonus"})


def read_item(item: Part, repairs: Repairs, extra: tuple[ExtraElement, ...] = ()) -> FoundItem:
    """Read an item; what is broken is repaired, and said."""
    url, kind, size_bytes = _enclosure(item)
    return FoundItem(
        line=item.line,
        guid=_guid(item, url, repairs),
        title=_title(item, repairs),
        rss_title=one_line(item.first("title")),
        summary=item.first(*_SUMMARIES),
        content=item.first("content:encoded"),
        published_at=_published_at(item, repairs),
        url=url,
        type=kind,
        size_bytes=size_bytes,
        duration_s=_duration(item, repairs),
        season=whole_number(item.first("itunes:season", "podcast:season")),
        number=_number(item, repairs),
        kind=_kind(item.first("itunes:episodeType")),
        explicit=yes_or_no(item.first("itunes:explicit", "googleplay:explicit")),
        link=item.first("link"),
        people=people(item),
        chapters=_chapters(item),
        soundbites=_soundbites(item),
        licence=licence(item),
        image=_first_attribute(item, "href", "itunes:image", "googleplay:image"),
        chapters_url=_first_attribute(item, "url", "podcast:chapters"),
        transcripts=_transcripts(item),
        season_name=_first_attribute(item, "name", "podcast:season"),
        more=read_keys(item, ITEM_KEYS),
        extra=extra,
    )


def _title(item: Part, repairs: Repairs) -> str:
    """Return the title as apps show it: beside number and show, which `title` often repeats."""
    short, whole = one_line(item.first("itunes:title")), one_line(item.first("title"))
    if short and whole and short != whole:
        what = message("`itunes:title` is the title now; `title` said `{title}`", title=whole[:255])
        repairs.note(item.line, what)
    return short or whole


def _number(item: Part, repairs: Repairs) -> int | None:
    said = [text for name in ("itunes:episode", "podcast:episode") if (text := item.first(name))]
    number = next((number for text in said if (number := whole_number(text))), None)
    if number is None and said:
        what = message(
            "the number `{text}` is left out: only whole ones from 1 on can be kept",
            text=said[0][:80],
        )
        repairs.note(item.line, what)
    return number


def _first_attribute(item: Part, attribute: str, *names: str) -> str:
    found = (part.attribute(attribute) for part in item.all(*names))
    return next((value for value in found if value), "")


def _transcripts(item: Part) -> tuple[Facts, ...]:
    return tuple(
        {name: part.attribute(name) for name in ("url", "type", "language")}
        for part in item.all("podcast:transcript")
        if part.attribute("url")
    )


def _published_at(item: Part, repairs: Repairs) -> datetime | None:
    date = item.first("pubDate", "dc:date")
    moment = parse_date(date)
    if not date:
        repairs.note(item.line, message("there is no date; its neighbour's stands in"))
    elif moment is None:
        what = message("the date can't be read: `{date}`; its neighbour's stands in",
                       date=date[:80])  # fmt: skip
        repairs.note(item.line, what)
    return moment


def _kind(text: str) -> str:
    return text.lower() if text.lower() in _KINDS else "full"


def _duration(item: Part, repairs: Repairs) -> float | None:
    text = item.first("itunes:duration")
    seconds = parse_duration(text)
    if seconds is None and text.strip("0:. "):
        what = message("the duration can't be read: `{duration}`", duration=text[:80])
        repairs.note(item.line, what)
    return seconds


def _guid(item: Part, url: str, repairs: Repairs) -> str:
    """Return the GUID as it stands, or one that comes out the same at every import."""
    if guid := item.first("guid"):
        return guid
    if url:
        repairs.note(item.line, message("the GUID is missing; the enclosure's address stands in"))
        return url
    repairs.note(item.line, message("the GUID is missing; one was made from title and date"))
    known = "\n".join(item.first(name) for name in ("title", "pubDate", "link"))
    return f"urn:sha256:{hashlib.sha256(known.encode()).hexdigest()}"


def _enclosure(item: Part) -> tuple[str, str, int | None]:
    """Return address, media type and length of the enclosure; the first that is audio."""
    found = [part for part in item.all("enclosure") if part.attribute("url")]
    media = [part for part in found if _type(part).startswith(("audio/", "video/"))]
    for part in (*media, *found, *_media_rss(item)):
        length = part.attribute("length") or part.attribute("fileSize")
        return part.attribute("url"), _type(part), whole_number(length)
    return "", "audio/mpeg", None


def _media_rss(item: Part) -> Iterator[Part]:
    """Yield audio and films that only Media RSS names."""
    groups = (item, *item.all("media:group"))
    for part in (part for group in groups for part in group.all("media:content")):
        said = (part.attribute("type"), part.attribute("medium"))
        if part.attribute("url") and any(one.startswith(("audio", "video")) for one in said):
            yield part


def _type(enclosure: Part) -> str:
    said = enclosure.attribute("type").lower()
    if _TYPE.fullmatch(said):
        return said
    ending = _ENDING.search(enclosure.attribute("url"))
    return _TYPES.get(ending[1].lower() if ending else "", "audio/mpeg")


def _chapters(item: Part) -> tuple[Facts, ...]:
    return tuple(
        {
            "start": chapter.attribute("start"),
            "title": one_line(chapter.attribute("title")),
            "link": chapter.attribute("href"),
            "image": chapter.attribute("image"),
        }
        for chapters in item.all("psc:chapters")
        for chapter in chapters.all("psc:chapter")
    )


def _soundbites(item: Part) -> tuple[Facts, ...]:
    return tuple(
        {
            "start_s": bite.attribute("startTime"),
            "duration_s": bite.attribute("duration"),
            "title": one_line(bite.text),
        }
        for bite in item.all("podcast:soundbite")
    )
