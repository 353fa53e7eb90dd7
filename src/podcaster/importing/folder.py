"""The folder of an imported show; what is there already is never touched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from podcaster.doors.web import PublicWebDoor
from podcaster.errors import PodcasterError, UsageError
from podcaster.feeds.found import FoundFeed, Repair, Repairs
from podcaster.importing.episode import Placed, episode_files
from podcaster.importing.fetching import is_address
from podcaster.importing.languages import language_of
from podcaster.importing.order import place_items
from podcaster.importing.pictures import FittedPicture, fitted_picture
from podcaster.importing.remote import LARGEST_PICTURE_BYTES, Fetched, fetch_sidecars
from podcaster.importing.show import publish_yaml, show_guid
from podcaster.importing.sidecars import extra_xml
from podcaster.load.yaml_file import parse_yaml
from podcaster.model.extra import FILE_NAME
from podcaster.model.findings import Place
from podcaster.model.message import Gettext, message
from podcaster.model.values import is_web_address
from podcaster.scaffold.artwork import placeholder_artwork
from podcaster.scaffold.folders import create_in
from podcaster.scaffold.show import EMPTY_FOLDERS, schema_files
from podcaster.scaffold.texts import filled, text_of

SETTINGS_FILE: Final = "publish.yaml"


@dataclass(frozen=True)
class Import:
    """What came over.

    Attributes:
        folder: The show's folder.
        added: Slugs of the episodes that were written.
        kept: How many episodes were there already.
        repairs: What was broken in the feed, and what was made of it.
        lost: Element -> how often it stood in the feed and was not taken over.
        moving: Name of the file that says what to do at the old host.
    """

    folder: Path
    added: tuple[str, ...]
    kept: int
    repairs: tuple[Repair, ...]
    lost: tuple[tuple[str, int], ...]
    moving: str = ""


def import_feed(
    feed: FoundFeed, folder: Path, web: PublicWebDoor, gettext: Gettext, language: str = ""
) -> Import:
    """Write the show of a feed into `folder`; one that is there gets new episodes only.

    Args:
        feed: The feed.
        folder: New, empty, or imported before.
        web: Fetches what the feed only points at, if it came from an address.
        gettext: Says the comments of the schemas in the person's language.
        language: In which the file about the old host is written; "" is English.

    Raises:
        UsageError: If the folder holds another show, or other things in its place.
        FolderError: If it can't be written.
    """
    repairs = Repairs(feed.file, list(feed.repairs))
    known = _known(folder, feed)
    slugs = {path.name.removeprefix("_") for path in (folder / "episodes").glob("*/")}
    placed = place_items(feed, slugs, repairs, known or ())
    with TemporaryDirectory(prefix="podcaster-") as work:
        contents = _episodes(feed, placed, web, Path(work), repairs)
        if known is None:
            contents[_moving(language)] = _moving_text(feed, language).encode()
            _create(feed, folder, contents, web, gettext, repairs)
        elif contents:
            inside = {name.removeprefix("episodes/"): it for name, it in contents.items()}
            create_in(folder / "episodes", inside)
    return Import(
        folder=folder,
        added=tuple(row.slug for row in placed),
        kept=len(known or ()),
        repairs=tuple(repairs.rows) if placed or known is None else (),
        lost=tuple(feed.losses.items()) if placed or known is None else (),
        moving=_moving(language),
    )


def without_links(feed: FoundFeed) -> FoundFeed:
    """Return a feed whose episodes have no pages elsewhere: those of a host that one leaves go."""
    return replace(feed, items=tuple(replace(item, link="") for item in feed.items))


def _moving(language: str) -> str:
    """Return the name of the file about the old host."""
    return "UMZUG.md" if language == "de" else "MOVING.md"


def _moving_text(feed: FoundFeed, language: str) -> str:
    """Return what is to be done at the old host; in one line, whatever the feed says."""
    old = feed.file if is_address(feed.file) else feed.texts["address"]
    told = old if is_web_address(old) else "–"
    title = " ".join(feed.texts["title"].split())[:255]
    return filled("moving.md", language, title=title, old=told)


def _episodes(
    feed: FoundFeed,
    placed: tuple[Placed, ...],
    web: PublicWebDoor,
    work: Path,
    repairs: Repairs,
) -> dict[str, bytes | Path]:
    """Return every file of the episodes' folders; links are followed only from an address."""
    language = language_of(feed.texts["language"], Repairs(""))
    own = [_without_shows_artwork(row, feed) for row in placed]
    far = is_address(feed.file)
    fetched = fetch_sidecars((row.item for row in own), language, web, work) if far else Fetched()
    return {
        f"episodes/{'_' * row.aside}{row.slug}/{name}": content
        for row in own
        for name, content in episode_files(row, language, fetched, repairs)
    }


def _without_shows_artwork(placed: Placed, feed: FoundFeed) -> Placed:
    """Leave out artwork that only repeats the show's, as many hosts write it."""
    if placed.item.image != feed.texts["image"]:
        return placed
    return replace(placed, item=replace(placed.item, image=""))


def _create(
    feed: FoundFeed,
    folder: Path,
    contents: dict[str, bytes | Path],
    web: PublicWebDoor,
    gettext: Gettext,
    repairs: Repairs,
) -> None:
    """Write a new show, whole or not at all."""
    name, picture = _artwork(feed, web, repairs)
    whole: dict[str, bytes | Path] = {
        SETTINGS_FILE: publish_yaml(feed, name, repairs).encode(),
        name: picture,
        **({FILE_NAME: extra_xml(feed.extra)} if feed.extra else {}),
        ".gitignore": text_of("gitignore").encode(),
        **{f"{each}/.gitkeep": b"" for each in EMPTY_FOLDERS},
        **schema_files(gettext),
        **contents,
    }
    _refuse_taken(folder, whole)
    create_in(folder, whole)


def _refuse_taken(folder: Path, names: Iterable[str]) -> None:
    """Refuse a folder that holds something under one of the names.

    Raises:
        UsageError: If it does, or is a file.
    """
    hint = message("name a folder that is new or empty")
    if folder.exists() and not folder.is_dir():
        raise UsageError(message("is a file, not a folder"), place=Place(str(folder)), hint=hint)
    for entry in dict.fromkeys(name.split("/")[0] for name in names):
        if (folder / entry).exists():
            raise UsageError(
                message("there is a `{entry}` already; nothing was changed", entry=entry),
                place=Place(str(folder)),
                hint=hint,
            )


def _artwork(feed: FoundFeed, web: PublicWebDoor, repairs: Repairs) -> tuple[str, bytes]:
    """Return the artwork; from a file nothing is fetched, so there a placeholder stands in."""
    url = feed.texts["image"]
    found = _fetched_picture(url, web) if url and is_address(feed.file) else None
    if found is None:
        repairs.note(0, message("the artwork is a placeholder; put your own over `artwork.png`"))
        return "artwork.png", placeholder_artwork()
    if found.changed:
        repairs.note(0, found.changed)
    return found.name, found.content


def _fetched_picture(url: str, web: PublicWebDoor) -> FittedPicture | None:
    try:
        return fitted_picture(web.fetch(url, LARGEST_PICTURE_BYTES))
    except PodcasterError:
        return None


def _known(folder: Path, feed: FoundFeed) -> set[str] | None:
    """Return the GUIDs that the show in `folder` has, or None if there is no show.

    Raises:
        UsageError: If it is another show.
    """
    settings = folder / SETTINGS_FILE
    if not settings.is_file():
        return None
    if not _is_show(settings, show_guid(feed).lower()):
        raise UsageError(
            message("there is another show in this folder; nothing was changed"),
            place=Place(str(folder)),
            hint=message("name a folder that is new or empty"),
        )
    files = sorted((folder / "episodes").glob("*/episode.yaml"))
    return {guid for file in files if (guid := _guid(file))}


def _is_show(settings: Path, guid: str) -> bool:
    """Tell whether publish.yaml describes the show of a GUID, however that is written."""
    text = settings.read_text("utf-8", "replace").lower()
    written = parse_yaml(str(settings), text).value
    if written is None:  # `check` says what is wrong with it
        return guid in text
    show = written.get("show") if isinstance(written, dict) else None
    return isinstance(show, dict) and str(show.get("guid")) == guid


def _guid(file: Path) -> str:
    """Return the GUID that stands on one line of an episode.yaml."""
    for line in file.read_text("utf-8", "replace").splitlines():
        if line.startswith("guid:"):
            value = parse_yaml(str(file), line).value
            return str(value.get("guid", "")) if isinstance(value, dict) else ""
    return ""
