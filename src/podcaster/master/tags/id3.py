"""ID3v2.3, the version every player reads, with chapters that stay in time order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from string import punctuation
from typing import Any, Final
from urllib.parse import quote

from mutagen import id3

from podcaster.master.tags.values import Tags

#: ID3v2.3 knows Latin-1 and UTF-16 only.
_UTF16: Final = 1

#: "No byte offset", in the chapter addendum to ID3v2.
_NO_OFFSET: Final = 0xFFFFFFFF

#: CTOC: top level, ordered.
_TOP_ORDERED: Final = 3

_ORDERED: Final = 1
_MOST_ENTRIES: Final = 255

_FRONT_COVER: Final = 3


def write_id3(path: Path, tags: Tags) -> None:
    """Put an ID3v2.3 tag in front of the MP3 at `path`, in place of any it has.

    Source:
        id3v2.3.0; id3v2-chapters-1.0.
    """
    tag = id3.ID3()
    for frame in (*_texts(tags), *_links(tags), *_chapters(tags), *_picture(tags)):
        tag.add(frame)
    # A fixed pad keeps the bytes the same wherever the file was before.
    tag.save(path, v1=0, v2_version=3, padding=lambda _info: 1024)


def _texts(tags: Tags) -> Iterator[Any]:
    """Yield one frame per text that is there."""
    rows = (
        (id3.TIT2, tags.title),
        (id3.TPE1, tags.author),
        (id3.TALB, tags.show),
        (id3.TPUB, tags.author),
        (id3.TRCK, _digits(tags.number)),
        (id3.TPOS, _digits(tags.season)),
        # ID3v2.3 has the year, the day and the time in three frames of four digits.
        (id3.TYER, tags.published_at.strftime("%Y")),
        (id3.TDAT, tags.published_at.strftime("%d%m")),
        (id3.TIME, tags.published_at.strftime("%H%M")),
        (id3.TLAN, tags.language_code),
        (id3.TCON, "Podcast"),
        (id3.TCOP, tags.copyright),
        (id3.TLEN, str(round(tags.duration_s * 1000))),
        (id3.TIT1, ", ".join(tags.topics)),
        (id3.TGID, tags.guid),
        (id3.TDES, tags.comment),
    )
    yield from (frame(encoding=_UTF16, text=text) for frame, text in rows if text)
    yield id3.COMM(encoding=_UTF16, lang=tags.language_code, desc="", text=tags.comment)
    yield id3.PCST(value=1)


def _digits(number: int | None) -> str:
    return "" if number is None else str(number)


def _links(tags: Tags) -> Iterator[Any]:
    """Yield one frame per address that is there."""
    rows = (
        (id3.WOAF, tags.page_url),
        (id3.WOAR, tags.show_url),
        (id3.WPUB, tags.show_url),
        (id3.WCOP, tags.licence_url),
        (id3.WFED, tags.feed_url),
    )
    yield from (frame(url=_ascii(url)) for frame, url in rows if url)


def _picture(tags: Tags) -> Iterator[Any]:
    if tags.picture:
        yield id3.APIC(
            encoding=_UTF16,
            mime="image/jpeg",
            type=_FRONT_COVER,
            desc=tags.picture_alt[:64],
            data=tags.picture.read_bytes(),
        )


def _chapters(tags: Tags) -> Iterator[Any]:
    """Yield CHAP frames and the CTOC that orders them.

    mutagen writes frames by size, and several readers list chapters as they stand in the file:
    so all are padded, by their element id, to one size; equal sizes are written by id.
    """
    spans = tags.spans()
    if not spans:
        return
    sizes = [_encoded_size(chapter.title, chapter.link) for _, _, chapter in spans]
    names = [
        f"chp{index:04d}".ljust(7 + max(sizes) - size, "_") for index, size in enumerate(sizes)
    ]
    for name, (start_ms, end_ms, chapter) in zip(names, spans, strict=True):
        yield id3.CHAP(
            element_id=name,
            start_time=start_ms,
            end_time=end_ms,
            start_offset=_NO_OFFSET,
            end_offset=_NO_OFFSET,
            sub_frames=_inside(chapter.title, chapter.link),
        )
    yield from _contents(names, tags.title)


def _contents(names: Sequence[str], title: str) -> Iterator[Any]:
    """Yield the table of contents; it counts in one byte, so a long one names tables below it."""
    parts = [names[at : at + _MOST_ENTRIES] for at in range(0, len(names), _MOST_ENTRIES)]
    tables = [f"toc{index}" for index in range(len(parts))]
    yield id3.CTOC(
        element_id="toc",
        flags=_TOP_ORDERED,
        child_element_ids=tables if len(parts) > 1 else names,
        sub_frames=[id3.TIT2(encoding=_UTF16, text=[title])],
    )
    for table, part in zip(tables, parts, strict=True) if len(parts) > 1 else ():
        yield id3.CTOC(element_id=table, flags=_ORDERED, child_element_ids=part, sub_frames=[])


def _inside(title: str, link: str | None) -> list[Any]:
    frames = [id3.TIT2(encoding=_UTF16, text=[title])]
    if link:
        frames.append(id3.WXXX(encoding=_UTF16, desc="", url=_ascii(link)))
    return frames


def _encoded_size(title: str, link: str | None) -> int:
    """Return how many bytes the parts of a chapter take that differ between chapters.

    A WXXX frame adds 10 bytes of header, one of encoding, four of an empty description and one
    at its end.
    """
    return len(title.encode("utf-16-le")) + (16 + len(_ascii(link)) if link else 0)


def _ascii(link: str) -> str:
    """Return an address in the characters that a link frame can hold."""
    return quote(link, safe=punctuation)
