"""`podcaster import`: a show that lives elsewhere comes over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from podcaster.cli.frame import Command
from podcaster.cli.options import file_type, json_option
from podcaster.cli.printing import Printer
from podcaster.cli.session import Session
from podcaster.cli.words import say
from podcaster.model.message import Message, message

if TYPE_CHECKING:
    from podcaster.doors.web import PublicWebDoor
    from podcaster.feeds import FoundFeed, Repair
    from podcaster.importing import Brought, Import

AudioUse = Literal["link", "keep", "master"]

#: How many repairs of one kind are told one by one.
TOLD = 5


@click.command(
    "import",
    cls=Command,
    examples=(
        ("podcaster import https://example.org/feed.xml my-show", "a show from its address"),
        ("podcaster import feed.xml", "from a file, without any network"),
        ("podcaster import https://example.org/feed.xml --audio keep", "with all audio files"),
    ),
)
@click.argument("feed", metavar="FEED", help="Address of an RSS feed, or a file.")
@click.argument(
    "folder",
    metavar="[DIR]",
    required=False,
    type=file_type,
    help="A folder that is new or empty, or one imported before; default: the show's title.",
)
@click.option(
    "--audio",
    type=click.Choice(("link", "keep", "master")),
    default="link",
    show_default=True,
    help="Link it where it is; download and keep it byte for byte; or download and master it anew.",
)
@click.option(
    "--links",
    type=click.Choice(("keep", "new")),
    default="keep",
    show_default=True,
    help="Keep the page that the feed names for each episode, or lead to its new page here.",
)
@json_option
@click.pass_obj
def import_feed(
    session: Session, feed: str, folder: Path | None, audio: AudioUse, links: str, as_json: bool
) -> int:
    """Make a show folder from a feed that lives elsewhere.

    GUIDs, dates and addresses of audio stay as they are, so apps see the same episodes. What is
    broken in the feed is repaired, and said. Importing again adds new episodes only, and with
    --audio it continues where a download broke off.
    """
    from podcaster.importing import (  # noqa: PLC0415 - rooms load when used
        import_feed as bring_over,
    )
    from podcaster.importing import (  # noqa: PLC0415 - as above
        read_source,
        show_slug,
        without_links,
    )
    from podcaster.outside.public_web import PublicWeb  # noqa: PLC0415 - as above

    web = PublicWeb()
    found = read_source(feed, web)
    found = without_links(found) if links == "new" else found
    where = folder or Path(show_slug(found))
    done = bring_over(found, where, web, session.gettext, session.language)
    brought = () if audio == "link" else _brought(found, done.folder, web, audio)
    print_repairs(session.printer, done.repairs)
    print_repairs(session.printer, (row for one in brought for row in one.repairs))
    if done.lost:
        named = ", ".join(f"`{name}` ({count})" for name, count in done.lost)
        session.printer.note(message("warning: not taken over: {names}", names=named))
    if as_json:
        session.printer.data(_row(done, brought, session))
    else:
        _print_sum(done, brought, session)
    return int(any(not one.file for one in brought))


def _brought(
    found: FoundFeed, folder: Path, web: PublicWebDoor, use: Literal["keep", "master"]
) -> tuple[Brought, ...]:
    from podcaster.cli.progress import progress_bars  # noqa: PLC0415 - rooms load when used
    from podcaster.importing import bring_audio  # noqa: PLC0415 - as above

    urls = [item.url for item in found.items]
    return bring_audio(folder, urls, web, use, progress_bars())


def _print_sum(done: Import, brought: tuple[Brought, ...], session: Session) -> None:
    session.printer.result([str(done.folder)])
    session.printer.note(_sum(done))
    if brought:
        whole = sum(bool(one.file) for one in brought)
        session.printer.note(
            message("audio files brought over: {count} of {all}", count=whole, all=len(brought))
        )
    session.printer.next_step(
        message("`podcaster -C {folder} check`, then `podcaster compare`", folder=done.folder)
    )
    session.printer.note(
        message("what to do at the old host stands in `{file}`", file=done.folder / done.moving)
    )


def _sum(done: Import) -> Message:
    if not done.added:
        return message("nothing new: all {kept} episodes are there already", kept=done.kept)
    return message(
        "episodes added: {added}, there already: {kept}", added=len(done.added), kept=done.kept
    )


def _row(done: Import, brought: tuple[Brought, ...], session: Session) -> dict[str, object]:
    return {
        "folder": str(done.folder),
        "added": list(done.added),
        "kept": done.kept,
        "repairs": [
            {
                "file": row.place.file,
                "line": row.place.line,
                "message": say(row.what, session.gettext),
            }
            for row in (*done.repairs, *(row for one in brought for row in one.repairs))
        ],
        "audio": [
            {"episode": one.folder, "file": one.file, "size_bytes": one.size_bytes}
            for one in brought
        ],
        "lost": dict(done.lost),
    }


def print_repairs(printer: Printer, repairs: Iterable[Repair]) -> None:
    """Print repairs on stderr; of one kind only the first few."""
    for words in _told(repairs):
        printer.note(words)


def _told(repairs: Iterable[Repair]) -> Iterator[Message]:
    kinds: dict[str, list[Repair]] = {}
    for repair in repairs:
        kinds.setdefault(repair.what.template, []).append(repair)
    for rows in kinds.values():
        for row in rows[:TOLD]:
            yield message("{place}: warning: {what}", place=row.place, what=row.what)
        if len(rows) > TOLD:
            yield message("  and {count} more like this", count=len(rows) - TOLD)
