"""A site's repository: each news item becomes a file of its content, in a commit of its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath
from typing import Final

from podcaster.deliver.announcers.outbox import ENDINGS, day_of
from podcaster.deliver.channel import Guarantee, How, Memory, Receipt
from podcaster.deliver.hosts.files import read_blocks
from podcaster.doors.git import GitPlace, Repository, Signature
from podcaster.errors import OutdatedError
from podcaster.model.delivery import State
from podcaster.model.release import Announcement
from podcaster.model.websites import GitChannel
from podcaster.workspace import Workspace

#: So often others may be faster before we give way.
TRIES: Final = 5


@dataclass(frozen=True)
class Git:
    """A branch of a site's repository.

    What stands there already is left: so the same item is one commit, whatever became of an answer.

    Attributes:
        repository: The branch.
        folder: Where the site has its news, in the repository.
        author: Who the commits are by.
        email: Their address.
        clock: The time of day, for what is taken back.
        updates: Whether changed items are changed there.
        topics: Only these; empty: all.
    """

    repository: Repository = field(repr=False)
    folder: str
    author: str
    email: str
    clock: Callable[[], datetime]
    updates: bool = True
    topics: tuple[str, ...] = ()
    guarantee: Guarantee = Guarantee.IDEMPOTENT

    def announce(self, announcement: Announcement, memory: Memory) -> Receipt:
        """Add the item's files, if they are not there yet."""
        kind, _, slug = announcement.item.partition("/")
        named = f"{self.folder}/{day_of(announcement)}-{kind}-{slug}.html"
        path = memory.recall("path") or named
        memory.prepare(path=path)  # another day may be written on it by the next try
        return self._brought(path, announcement)

    def update(self, remote_id: str, announcement: Announcement, memory: Memory) -> Receipt:
        """Change the files that are there."""
        del memory
        return self._brought(remote_id, announcement)

    def delete(self, remote_id: str) -> None:
        """Remove the item's files in a commit; the history keeps them."""
        words = f"{PurePosixPath(remote_id).stem}\n"
        self._changed(dict.fromkeys(_paths(remote_id)), words, self._signature(self.clock()))

    def _brought(self, path: str, announcement: Announcement) -> Receipt:
        files = _files(path, announcement)
        words = f"{announcement.title}\n\n{announcement.link}\n"
        self._changed(files, words, self._signature(announcement.published_at))
        return Receipt(State.DONE, How.SENT, remote_id=path)

    def _signature(self, at: datetime) -> Signature:
        return Signature(self.author, self.email, at)

    def _changed(
        self, wanted: Mapping[str, bytes | None], words: str, signature: Signature
    ) -> None:
        """Make the branch hold what is wanted; look again if others were faster.

        Raises:
            OutdatedError: If others always were.
        """
        for rest in reversed(range(TRIES)):
            tip = self.repository.tip()
            changes = {
                path: content
                for path, content in wanted.items()
                if self.repository.read(tip, path) != content
            }
            if not changes:
                return
            made = self.repository.commit(tip, changes, words, signature)
            try:
                self.repository.push(made)
            except OutdatedError:
                if not rest:
                    raise
            else:
                return


def git(name: str, settings: GitChannel, workspace: Workspace) -> Git:
    """Make the channel that `settings` describe."""
    place = GitPlace(
        settings.repository,
        settings.branch,
        workspace.cache / "git" / name,
        settings.user,
        workspace.secrets_of(name).get("TOKEN", ""),
    )
    return Git(
        workspace.git(place),
        settings.folder,
        settings.author,
        settings.email,
        workspace.clock,
        settings.updates,
        settings.topics,
    )


def _files(path: str, announcement: Announcement) -> dict[str, bytes | None]:
    """Return path -> content of everything the item has there; None: what it has not any more."""
    files: dict[str, bytes | None] = dict.fromkeys(_paths(path))
    picture = announcement.picture
    shown = ""
    if picture:
        ending = ENDINGS.get(picture.mime_type) or PurePosixPath(picture.path).suffix
        shown = str(PurePosixPath(path).with_suffix(ending))
        files[shown] = b"".join(read_blocks(picture.source))
    files[path] = _text(announcement, PurePosixPath(shown).name).encode()
    return files


def _paths(path: str) -> tuple[str, ...]:
    """Return where an item's files may be: its text, and its picture of any kind."""
    pictures = sorted({str(PurePosixPath(path).with_suffix(one)) for one in ENDINGS.values()})
    return path, *pictures


def _text(announcement: Announcement, picture: str) -> str:
    """Return the news text below a front matter, as Hugo, Jekyll and Eleventy read it.

    Every JSON value is one of YAML's, too (YAML 1.2.2, section 1.2), so nothing in it can end it.
    """
    values: dict[str, object] = {
        "title": announcement.title,
        "date": announcement.published_at.isoformat(),
        "summary": announcement.summary,
        "language": announcement.language,
        "tags": list(announcement.topics),
        "link": announcement.link,
        "item": announcement.item,
    }
    if picture:
        values |= {"image": picture, "image_alt": announcement.picture_alt}
    lines = (f"{name}: {json.dumps(one, ensure_ascii=False)}" for name, one in values.items())
    return "\n".join(("---", *lines, "---", announcement.html.strip(), ""))
