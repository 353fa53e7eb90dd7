"""Where a person finds what was made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from podcaster.cli.columns import in_columns
from podcaster.cli.words import say
from podcaster.model import paths
from podcaster.model.message import Gettext, Message, message
from podcaster.settings import FolderChannel

if TYPE_CHECKING:
    from podcaster.model.release import Release


def places(release: Release, show: Path, gettext: Gettext) -> list[str]:
    """Return lines with the page, the feed, and the folder of each channel that writes files.

    Args:
        release: What was delivered.
        show: The show's folder.
        gettext: Says the labels.
    """
    return in_columns([(say(label, gettext), str(path)) for label, path in _rows(release, show)])


def _rows(release: Release, show: Path) -> Iterator[tuple[Message, Path]]:
    for name, channel in release.settings.channels.items():
        folder = show / channel.path
        if isinstance(channel, FolderChannel):
            yield message("page"), folder / paths.SHOW_PAGE
            yield message("feed"), folder / release.feed
        elif folder.is_dir():
            yield message("files of `{channel}`", channel=name), folder
