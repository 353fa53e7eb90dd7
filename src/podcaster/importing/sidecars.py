"""What stands beside an episode: chapters, transcript, artwork, and what nobody has a word for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lxml import etree

from podcaster.feeds.found import Facts, FoundItem, Repairs
from podcaster.importing.chapters import chapters_file, chapters_within, well_told
from podcaster.importing.languages import language_tag
from podcaster.importing.pictures import fitted_picture
from podcaster.importing.remote import Fetched, Spoken, transcripts_of
from podcaster.load.chapters import load_chapters
from podcaster.load.folder import ShowFolder
from podcaster.load.transcript import load_transcript
from podcaster.model.extra import FILE_NAME, ITUNES, PODCAST, ExtraElement
from podcaster.model.extra_xml import extra_element
from podcaster.model.message import message

#: Spellings of media types in feeds -> the one that apps know.
_TYPES: Final = {"application/srt": "application/x-subrip", "text/srt": "application/x-subrip"}
_CAPTIONS: Final = frozenset({"text/vtt", "application/x-subrip"})

#: Name of a file -> what it holds.
Files = Iterator[tuple[str, bytes]]


def sidecar_files(item: FoundItem, language: str, fetched: Fetched, repairs: Repairs) -> Files:
    """Yield the files beside episode.yaml; what can't be fetched stays a link in extra.xml."""
    links: list[ExtraElement | None] = []
    yield from _chapters(item, fetched, repairs, links)
    yield from _transcript(item, language, fetched, repairs, links)
    if item.image and item.image not in fetched.files:
        links.append(_link(ITUNES, "itunes:image", href=item.image))
    if None in links:
        what = message("a link to artwork, chapters or a transcript can't be kept")
        repairs.note(item.line, what)
    if extra := (*item.extra, *(link for link in links if link)):
        yield FILE_NAME, extra_xml(extra)


def artwork_of(
    item: FoundItem, fetched: Fetched, repairs: Repairs
) -> tuple[str, bytes | Path] | None:
    """Return the episode's own artwork, or None."""
    path = fetched.files.get(item.image)
    picture = fitted_picture(path.read_bytes()) if path else None
    if path and picture is None:
        repairs.note(item.line, message("the artwork is no picture that can be read"))
    if picture is None:
        return None
    if path and picture.changed is None:
        return picture.name, path
    repairs.note(item.line, picture.changed or message("the artwork was changed"))
    return picture.name, picture.content


def _chapters(
    item: FoundItem, fetched: Fetched, repairs: Repairs, links: list[ExtraElement | None]
) -> Files:
    path = fetched.files.get(item.chapters_url)
    if path and _good_chapters(path, item):
        yield "chapters.json", path.read_bytes()
        return
    if file := chapters_file(item, repairs):
        yield file
    elif item.chapters_url:
        links.append(
            _link(
                PODCAST, "podcast:chapters", url=item.chapters_url, type="application/json+chapters"
            )
        )
        _say_linked(item, fetched, repairs, "chapters")


def _good_chapters(path: Path, item: FoundItem) -> bool:
    """Tell whether fetched chapters would pass the rules as they are."""
    named = path.with_name(f"{path.name}.json")
    named.write_bytes(path.read_bytes())
    folder = ShowFolder(named.parent.resolve())
    found = load_chapters(folder, named.name, None)
    if found is None or any(row.stops for row in folder.findings):
        return False
    told = all(well_told(one, item.duration_s) for one in (*found.chapters, *found.silent))
    return told and chapters_within(found.chapters, item.duration_s)


def _transcript(
    item: FoundItem,
    language: str,
    fetched: Fetched,
    repairs: Repairs,
    links: list[ExtraElement | None],
) -> Files:
    """Yield a file per language, and keep the links of those that there is none of."""
    linked: list[Facts] = []
    for spoken in transcripts_of(item, language):
        if path := _readable_transcript(spoken, item, fetched):
            infix = f".{spoken.tag}" if spoken.tag else ""
            yield f"transcript{infix}.{spoken.ending}", path.read_bytes()
        else:
            linked += spoken.links
    if linked:
        links += [_transcript_link(one, language) for one in linked]
        _say_linked(item, fetched, repairs, "transcript")


def _readable_transcript(spoken: Spoken, item: FoundItem, fetched: Fetched) -> Path | None:
    """Return the file that was fetched for a language, if it is faultless."""
    path = fetched.files.get(spoken.best["url"]) if spoken.best else None
    return path if path and _good_transcript(path, spoken.ending, item) else None


def _good_transcript(path: Path, ending: str, item: FoundItem) -> bool:
    named = path.with_name(f"{path.name}.{ending}")
    named.write_bytes(path.read_bytes())
    folder = ShowFolder(named.parent.resolve())
    found = load_transcript(folder, named.name, "en", None)
    if found is None or found.transcript is None or any(row.stops for row in folder.findings):
        return False
    length_s = item.duration_s or float("inf")
    cues = found.transcript.cues
    return all(cue.start_s < cue.end_s <= length_s for cue in cues)


def _say_linked(item: FoundItem, fetched: Fetched, repairs: Repairs, name: str) -> None:
    """Say that something stays a link, and why."""
    if fetched.asked:
        what = message("`{name}` can't be had or read; it stays a link", name=name)
    else:
        what = message("`{name}` stays a link; import from the address to fetch it", name=name)
    repairs.note(item.line, what)


def _transcript_link(found: Facts, language: str) -> ExtraElement | None:
    kind = _TYPES.get(found["type"].lower(), found["type"].lower())
    rel = {"rel": "captions"} if kind in _CAPTIONS else {}
    spoken = language_tag(found["language"]) or language
    return _link(PODCAST, "podcast:transcript", url=found["url"], type=kind, language=spoken, **rel)


def _link(namespace: str, name: str, /, **attributes: str) -> ExtraElement | None:
    """Return a link that the feed may hold as it is, or None if this one can't be kept."""
    prefix, _, local = name.partition(":")
    tag = f"{{{namespace}}}{local}"
    try:
        element = etree.Element(tag, attributes, nsmap={prefix: namespace})
    except ValueError:  # a character that XML does not have
        return None
    one = extra_element(element)
    return one if one.fits("item") else None


def extra_xml(extra: tuple[ExtraElement, ...]) -> bytes:
    """Return `extra.xml`."""
    inside = "".join(f"  {one.xml}\n" for one in extra)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<extra>\n{inside}</extra>\n'.encode()
