"""Files on an SFTP server: a part beside it first, then a rename that takes its place at once.

The protocol knows neither conditions nor digests. A file's tag is its time and length; each
`put` moves the time on by a second at least, so another content never has the same tag. Between
looking and renaming, a lock file keeps other machines of ours away.
"""

from __future__ import annotations

import errno
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePosixPath
from typing import BinaryIO, Final

import paramiko

from podcaster.doors.progress import Progress
from podcaster.doors.stores import Store, Stored, Upload
from podcaster.model.hosts import SftpChannel
from podcaster.model.message import message
from podcaster.outside.stores.parted import bring, bring_if_absent, part_beside
from podcaster.outside.stores.refusals import (
    broke_off,
    busy,
    no_right,
    not_taken,
    not_there,
    server_says,
)
from podcaster.outside.stores.sftp_login import logged_in

BLOCK_BYTES: Final = 262_144
LOCK: Final = ".podcaster.lock"

#: A lock older than this belongs to a run that died: it is held for three requests.
LOCK_LASTS_S: Final = 120


@contextmanager
def open_sftp(settings: SftpChannel, secrets: Mapping[str, str]) -> Iterator[Store]:
    """Log in; log out when the block ends."""
    with logged_in(settings, secrets) as (transport, client):
        yield SftpStore(settings, transport, client)


@dataclass(frozen=True)
class SftpStore:
    """A folder on an SFTP server.

    Attributes:
        settings: Where it is.
        transport: The connection.
        client: SFTP on it.
    """

    settings: SftpChannel
    transport: paramiko.Transport = field(repr=False)
    client: paramiko.SFTPClient = field(repr=False)
    _made: set[PurePosixPath] = field(default_factory=set, repr=False)

    def put_if_absent(self, upload: Upload, progress: Progress) -> bool:
        """Bring it under its name; a part that an earlier run left is gone on with."""
        return bring_if_absent(self, upload, progress)

    def put(self, upload: Upload, if_tag: str | None = None) -> Stored:
        """Put it in place of what stands there."""
        return bring(self, upload, if_tag)

    def stat(self, path: str) -> Stored | None:
        """Look."""
        with self.saying(path):
            try:
                return _stored(self.client.stat(self._at(path)))
            except FileNotFoundError:
                return None

    def read(self, path: str, start: int = 0, stop: int | None = None) -> bytes:
        """Read a piece."""
        with self.saying(path):
            try:
                with self.client.open(self._at(path), "rb") as file:
                    if start == 0 and stop is None:
                        file.prefetch()
                    file.seek(start)
                    return file.read(None if stop is None else stop - start)
            except FileNotFoundError:
                raise not_there(path) from None

    def listed(self, paths: Sequence[str]) -> Mapping[str, Stored]:
        """Look for many, a folder at a time."""
        folders: dict[str, set[str]] = defaultdict(set)
        for path in paths:
            folders[str(PurePosixPath(path).parent)].add(PurePosixPath(path).name)
        found: dict[str, Stored] = {}
        for folder, names in folders.items():
            with self.saying(folder), suppress(FileNotFoundError):
                for one in self.client.listdir_attr(self._at(folder)):
                    if one.filename in names:
                        found[str(PurePosixPath(folder) / one.filename)] = _stored(one)
        return found

    def delete_listed(self, paths: Sequence[str]) -> int:
        """Remove them one by one."""
        gone = 0
        for path in paths:
            with self.saying(path), suppress(FileNotFoundError):
                self.client.remove(self._at(path))
                gone += 1
        return gone

    def _at(self, path: str) -> str:
        return str(PurePosixPath(self.settings.folder) / path)

    def part(self, path: str, mark: str = "") -> str:
        """Return where `path` is written before it takes its name; its folder is made."""
        part = part_beside(self._at(path), mark)
        self._make(part.parent)
        return str(part)

    def take_place(self, part: str, path: str) -> None:
        """Give `part` its name."""
        self.client.posix_rename(part, self._at(path))

    def drop(self, part: str) -> None:
        """Remove a part."""
        self.client.remove(part)

    def _make(self, folder: PurePosixPath) -> None:
        """Make a folder and those above it."""
        if folder in self._made or folder == folder.parent:
            return
        try:
            self.client.stat(str(folder))
        except FileNotFoundError:
            self._make(folder.parent)
            self.client.mkdir(str(folder))
        self._made.add(folder)

    def arrived(self, part: str, source: BinaryIO) -> int:
        """Return how much of `source` stands in `part` already; 0 if it is something else."""
        try:
            size = self.client.stat(part).st_size or 0
        except FileNotFoundError:
            return 0
        ours, theirs = sha256(source.read(size)), sha256()
        with self.client.open(part, "rb") as file:
            file.prefetch(size)
            while block := file.read(BLOCK_BYTES):
                theirs.update(block)
        return size if source.tell() == size and ours.digest() == theirs.digest() else 0

    def send(
        self, source: BinaryIO, part: str, upload: Upload, done: int, progress: Progress
    ) -> None:
        """Write `source` from `done` on to the end of `part`.

        Blocks follow each other without waiting for an answer; the last waits for all answers,
        so no hole goes unnoticed.
        """
        source.seek(done)
        with self.client.open(part, "ab" if done else "wb") as file:
            while block := source.read(BLOCK_BYTES):
                done += len(block)
                file.set_pipelined(done < upload.size_bytes)
                file.write(block)
                progress(float(done), float(upload.size_bytes))
        if self.client.stat(part).st_size != upload.size_bytes:
            raise not_taken(upload.path, message("only a part of it arrived"))

    def replace(self, source: BinaryIO, part: str, upload: Upload) -> Stored:
        """Give `part` its name, with a time after that of what stood there."""
        del source
        fresh, before = self.client.stat(part), self.stat(upload.path)
        moment = fresh.st_mtime or 0
        if before is not None and moment <= (earliest := int(before.tag.partition("-")[0])):
            self.client.utime(part, (earliest + 1, earliest + 1))
        self.take_place(part, upload.path)
        return _stored(self.client.stat(self._at(upload.path)))

    @contextmanager
    def locked(self, part: str) -> Iterator[None]:
        """Keep other machines of ours away; a lock that a dead run left is taken over."""
        lock = self._at(LOCK)
        try:
            self.client.open(lock, "x").close()
        except OSError:
            now = self.client.stat(part).st_mtime or 0
            if now - (self.client.stat(lock).st_mtime or 0) < LOCK_LASTS_S:
                raise busy(self.settings.server) from None
            self.client.open(lock, "w").close()
        try:
            yield
        finally:
            with suppress(FileNotFoundError):
                self.client.remove(lock)

    @contextmanager
    def saying(self, path: str) -> Iterator[None]:
        """Turn what the server or the line objects to into words."""
        try:
            yield
        except (OSError, EOFError, paramiko.SSHException) as error:
            gone = not self.transport.is_active() or isinstance(error, TimeoutError)
            if gone or not isinstance(error, OSError):
                raise broke_off(self.settings.server) from error
            if error.errno in {errno.EACCES, errno.EPERM}:
                raise no_right(path) from error
            raise not_taken(path, server_says(error.strerror or str(error))) from error


def _stored(facts: paramiko.SFTPAttributes) -> Stored:
    return Stored(facts.st_size or 0, f"{facts.st_mtime}-{facts.st_size}")
