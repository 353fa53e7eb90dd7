"""Where a person finds what was made."""

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

    A host that did not take everything, and a folder that holds nothing, have no line.

    Args:
        delivery: What was delivered.
        show: The show's folder.
        gettext: Says the labels.
    """
    return in_columns([(say(label, gettext), str(path)) for label, path in _rows(delivery, show)])


def _rows(delivery: Delivery, show: Path) -> Iterator[tuple[Message, Path]]:
    broken = {row.channel for row in delivery.standings if row.state is not State.DONE}
    for name, channel in delivery.release.settings.channels.items():
        path = folder_of(channel)
        if path is None:
            continue
        folder = show / path
        if isinstance(channel, FolderChannel):
            feed = folder / delivery.release.feed
            if name not in broken and feed.is_file():
                yield message("page"), folder / paths.SHOW_PAGE
                yield message("feed"), feed
        elif folder.is_dir() and any(one.name[0] != "." for one in folder.iterdir()):
            yield message("files of `{channel}`", channel=name), folder
