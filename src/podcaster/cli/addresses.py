"""Where people find what was made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from podcaster.cli.columns import in_columns
from podcaster.cli.words import say
from podcaster.model import paths
from podcaster.model.delivery import State
from podcaster.model.hosts import FolderChannel
from podcaster.model.message import Gettext, Message, message
from podcaster.settings import folder_of

if TYPE_CHECKING:
    from podcaster.model.delivery import Delivery


def places(delivery: Delivery, show: Path, gettext: Gettext) -> list[str]:
    """Return lines with the page and feed of each host, and each folder with files for people.

    Of a folder they name the files, of hosts elsewhere the public address. A host that did not take
    everything, and a folder that holds nothing, have no line.

    Args:
        delivery: What was delivered.
        show: The show's folder.
        gettext: Says the labels.
    """
    rows = dict.fromkeys(_rows(delivery, show))
    return in_columns([(say(label, gettext), str(place)) for label, place in rows])


def _rows(delivery: Delivery, show: Path) -> Iterator[tuple[Message, Path | str]]:
    from podcaster.model.hosts import is_host  # noqa: PLC0415 - so help stays quick

    broken = {row.channel for row in delivery.standings if row.state is not State.DONE}
    for name, channel in delivery.release.settings.channels.items():
        path = folder_of(channel)
        if isinstance(channel, FolderChannel):
            if name not in broken:
                yield from _in_folder(show / channel.path, delivery.release.feed)
        elif is_host(channel):
            if name not in broken:
                yield from _elsewhere(delivery)
        elif path and _holds_something(show / path):
            yield message("files of `{channel}`", channel=name), show / path


def _in_folder(folder: Path, feed: str) -> Iterator[tuple[Message, Path]]:
    """Yield page and feed as files, if they are there."""
    if (folder / feed).is_file():
        yield message("page"), folder / paths.SHOW_PAGE
        yield message("feed"), folder / feed


def _elsewhere(delivery: Delivery) -> Iterator[tuple[Message, str]]:
    """Yield the addresses under which everybody finds page and feed."""
    address = delivery.release.settings.site.address
    yield message("page"), address(paths.SHOW_PAGE)
    yield message("feed"), address(delivery.release.feed)


def _holds_something(folder: Path) -> bool:
    return folder.is_dir() and any(one.name[0] != "." for one in folder.iterdir())
