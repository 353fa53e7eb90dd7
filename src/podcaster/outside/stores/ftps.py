"""Files on an FTP server, encrypted: a part beside it first, then a rename that takes its place.

Both the commands and the files travel under TLS, with a certificate that is trusted; the second
goes on with the first one's session, which many servers demand. The protocol knows neither
conditions nor digests. A file's tag is its time and length; another content in the same second gets
another time. Between looking and renaming, a folder that only one machine can make keeps others
of ours away.

Source:
    RFC 959 (STOR, REST, RNFR), RFC 3659 (SIZE, MDTM, MLSD), RFC 4217 (TLS); draft-somers-ftp-mfxx
    (MFMT).
"""

from __future__ import annotations

import time
from calendar import timegm
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from ftplib import Error as FtpError
from ftplib import error_perm
from hashlib import sha256
from pathlib import PurePosixPath
from typing import BinaryIO, Final

from podcaster.doors.progress import Progress, silent_progress
from podcaster.doors.stores import Store, Stored, Upload
from podcaster.model.hosts import FtpsChannel
from podcaster.model.message import message
from podcaster.outside.stores.ftps_login import FtpsClient, logged_in, saying
from podcaster.outside.stores.parted import bring, bring_if_absent, part_beside
from podcaster.outside.stores.refusals import busy, no_right, not_taken, not_there

BLOCK_BYTES: Final = 65_536
LOCK: Final = ".podcaster.lock"

#: A lock older than this belongs to a run that died: it is held for three requests.
LOCK_LASTS_S: Final = 120

#: Times at servers know whole seconds only.
A_SECOND_S: Final = 1.1

MISSING: Final = ("550", "553", "501")


@contextmanager
def open_ftps(settings: FtpsChannel, secrets: Mapping[str, str]) -> Iterator[Store]:
    """Log in; log out when the block ends."""
    with logged_in(settings, secrets) as client:
        yield FtpsStore(settings, client, client.features())


@dataclass(frozen=True)
class FtpsStore:
    """A folder on an FTP server.

    Attributes:
        settings: Where it is.
        client: The connection.
        features: What the server says that it can.
    """

    settings: FtpsChannel
    client: FtpsClient = field(repr=False)
    features: frozenset[str] = frozenset()
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
            return self._facts(self._at(path))

    def read(self, path: str, start: int = 0, stop: int | None = None) -> bytes:
        """Read a piece."""
        with self.saying(path):
            if self._facts(self._at(path)) is None:
                raise not_there(path)
            return self.client.piece(self._at(path), start, stop)

    def listed(self, paths: Sequence[str]) -> Mapping[str, Stored]:
        """Look for many, a folder at a time where the server can list in a form of its own."""
        if "MLST" not in self.features:
            found = {path: self.stat(path) for path in paths}
            return {path: stored for path, stored in found.items() if stored}
        folders: dict[PurePosixPath, set[str]] = defaultdict(set)
        for path in paths:
            folders[PurePosixPath(path).parent].add(PurePosixPath(path).name)
        return {
            str(folder / name): stored
            for folder, names in folders.items()
            for name, stored in self._in_folder(folder)
            if name in names
        }

    def delete_listed(self, paths: Sequence[str]) -> int:
        """Remove them one by one."""
        gone = 0
        for path in paths:
            if self.stat(path) is None:
                continue
            with self.saying(path):
                self.client.delete(self._at(path))
            gone += 1
        return gone

    def _at(self, path: str) -> str:
        return str(PurePosixPath(self.settings.folder) / path)

    def _in_folder(self, folder: PurePosixPath) -> Iterator[tuple[str, Stored]]:
        """Return the files of a folder; one that is not there has none."""
        with self.saying(str(folder)):
            try:
                for name, facts in self.client.files(self._at(str(folder))):
                    if facts.get("type") == "file":
                        yield name, _stored(int(facts["size"]), facts["modify"])
            except error_perm as error:
                if not str(error).startswith(MISSING):
                    raise

    def _facts(self, place: str) -> Stored | None:
        try:
            size = self.client.size(place)
            modified = self.client.sendcmd(f"MDTM {place}")
        except error_perm as error:
            if str(error).startswith(MISSING):
                return None
            raise
        return _stored(size or 0, modified.partition(" ")[2])

    def part(self, path: str, mark: str = "") -> str:
        """Return where `path` is written before it takes its name; its folder is made."""
        part = part_beside(self._at(path), mark)
        self._make(part.parent)
        return str(part)

    def take_place(self, part: str, path: str) -> None:
        """Give `part` its name."""
        self.client.rename(part, self._at(path))

    def drop(self, part: str) -> None:
        """Remove a part."""
        self.client.delete(part)

    def _make(self, folder: PurePosixPath) -> None:
        """Make a folder and those above it; what can't be made shows when a file goes into it."""
        if folder in self._made or folder == folder.parent:
            return
        self._make(folder.parent)
        with suppress(error_perm):
            self.client.mkd(str(folder))
        self._made.add(folder)

    def arrived(self, part: str, source: BinaryIO) -> int:
        """Return how much of `source` stands in `part` already; 0 if it is something else."""
        there = self._facts(part)
        if there is None or "REST STREAM" not in self.features:
            return 0
        ours, theirs = sha256(source.read(there.size_bytes)), sha256()
        for block in self.client.blocks(part):
            theirs.update(block)
        same = source.tell() == there.size_bytes and ours.digest() == theirs.digest()
        return there.size_bytes if same else 0

    def send(
        self, source: BinaryIO, part: str, upload: Upload, done: int, progress: Progress
    ) -> None:
        """Write `source` from `done` on to the end of `part`, and see that all is there."""
        source.seek(done)

        def blocks() -> Iterator[bytes]:
            sent = done
            while block := source.read(BLOCK_BYTES):
                yield block
                sent += len(block)
                progress(float(sent), float(upload.size_bytes))

        self.client.store(part, blocks(), done)
        arrived = self._facts(part)
        if arrived is None or arrived.size_bytes != upload.size_bytes:
            raise not_taken(upload.path, message("only a part of it arrived"))

    def replace(self, source: BinaryIO, part: str, upload: Upload) -> Stored:
        """Give `part` its name, with another time than what stood there."""
        place = self._at(upload.path)
        before, fresh = self._facts(place), self._facts(part)
        if before and fresh and before.tag == fresh.tag:
            time.sleep(A_SECOND_S)
            self.send(source, part, upload, 0, silent_progress)
        self.take_place(part, upload.path)
        stored = self._facts(place)
        if stored is None:
            raise not_there(upload.path)
        return stored

    @contextmanager
    def locked(self, part: str) -> Iterator[None]:
        """Keep other machines of ours away; a lock that a dead run left is taken over."""
        lock = self._at(LOCK)
        try:
            self.client.mkd(lock)
        except error_perm:
            if not self._is_stale(part):
                raise busy(self.settings.server) from None
        try:
            yield
        finally:
            with suppress(FtpError):
                self.client.rmd(lock)

    def _is_stale(self, part: str) -> bool:
        """Tell whether a lock is there that is old, by the server's clock.

        Raises:
            RefusedError: If there is none: the server lets us make no folder.
        """
        if "MLST" not in self.features:
            return False
        there = dict(self.client.files(self._at(".")))
        if LOCK not in there:
            raise no_right(LOCK)
        now = self._facts(part)
        age_s = _seconds(now.tag) - _seconds(there[LOCK]["modify"]) if now else 0.0
        return age_s >= LOCK_LASTS_S

    @contextmanager
    def saying(self, path: str) -> Iterator[None]:
        """Turn what the server or the line objects to into words."""
        with saying(self.settings.server, path):
            yield


def _stored(size_bytes: int, modified: str) -> Stored:
    """Return a file's facts; some servers give parts of seconds in one answer, some in none."""
    return Stored(size_bytes, f"{modified[:14]}-{size_bytes}")


def _seconds(moment: str) -> float:
    """Return a moment as the protocol writes it (UTC), in seconds."""
    return float(timegm(time.strptime(moment[:14], "%Y%m%d%H%M%S")))
