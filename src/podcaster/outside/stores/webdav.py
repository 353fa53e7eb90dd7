"""Files on a WebDAV server: a part beside it first, then a MOVE that takes its place at once.

Servers keep no condition on what a MOVE replaces, so the feed is locked, looked at and replaced
(RFC 4918, 9.10); a new one comes with `Overwrite: F`, which they do keep.

The protocol has no way to go on with a file that broke off. Apache's mod_dav takes pieces with
their place (`Content-Range` in a PUT) and can be told by what it says of itself; others get the
whole file: who does not know that header takes the piece for the file (RFC 9110, 14.5).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO, BinaryIO, Final
from urllib.parse import quote, urlsplit

import requests
from requests.auth import HTTPBasicAuth

from podcaster.doors.progress import Progress, silent_progress
from podcaster.doors.stores import ABSENT, Store, Stored, Upload
from podcaster.errors import DeliveryError, RefusedError
from podcaster.model.hosts import WebDavChannel
from podcaster.model.message import message
from podcaster.outside.stores.parted import part_beside
from podcaster.outside.stores.refusals import (
    PASSING,
    broke_off,
    busy,
    no_right,
    not_let_in,
    not_now,
    not_taken,
    not_there,
    outdated,
    server_says,
)
from podcaster.outside.stores.requesting import asked, new_session, wording_line
from podcaster.outside.stores.sources import opened

LOCK: Final = (
    b'<?xml version="1.0"?><lockinfo xmlns="DAV:"><lockscope><exclusive/></lockscope>'
    b"<locktype><write/></locktype><owner>podcaster</owner></lockinfo>"
)
#: What Apache's mod_dav_fs says of itself to OPTIONS, and nobody else.
TAKES_PIECES: Final = "<http://apache.org/dav/propset/fs/1>"
PIECE_BYTES: Final = 5 * 1024 * 1024

#: A lock of a run that died ends by itself.
LOCK_LASTS: Final = "Second-120"

MISSING: Final = frozenset({404, 410})
MADE_BEFORE: Final = 405
NO_PARENT: Final = 409


@contextmanager
def open_webdav(settings: WebDavChannel, secrets: Mapping[str, str]) -> Iterator[Store]:
    """Keep one connection while the block lasts; nothing is asked yet."""
    with new_session() as session:
        password = secrets.get("PASSWORD", "")
        session.auth = HTTPBasicAuth(settings.user.encode(), password.encode())
        yield WebDavStore(settings, session)


@dataclass(frozen=True)
class WebDavStore:
    """A folder on a WebDAV server.

    Attributes:
        settings: Where it is.
        session: The connection, with the login.
    """

    settings: WebDavChannel
    session: requests.Session = field(repr=False)
    _made: set[PurePosixPath] = field(default_factory=set, repr=False)

    def put_if_absent(self, upload: Upload, progress: Progress) -> bool:
        """Bring it under its name; where the server takes pieces, one that broke off goes on."""
        there = self.stat(upload.path)
        if there is not None and there.size_bytes == upload.size_bytes:
            return False
        self._put(upload, {}, upload.sha256[:8], progress)
        progress(float(upload.size_bytes), float(upload.size_bytes))
        return True

    def put(self, upload: Upload, if_tag: str | None = None) -> Stored:
        """Put it in place of what stands there, if the condition holds."""
        if if_tag is None:
            self._put(upload, {})
        elif if_tag == ABSENT:
            self._refuse_another(upload.path, if_tag)
            self._put(upload, {"Overwrite": "F"})
        else:
            self._refuse_another(upload.path, if_tag)
            with self._locked(upload.path) as condition:
                self._refuse_another(upload.path, if_tag)
                self._put(upload, condition)
        stored = self.stat(upload.path)
        if stored is None:
            raise not_there(upload.path)
        return stored

    def stat(self, path: str) -> Stored | None:
        """Look."""
        answer = self._ask("HEAD", path)
        if answer.status_code in MISSING:
            return None
        self._refuse(answer, path)
        if "Content-Length" not in answer.headers:  # an answer cut inside its head
            raise broke_off(urlsplit(self.settings.url).hostname or "")
        size = int(answer.headers["Content-Length"])
        tag = answer.headers.get("ETag") or f"{answer.headers.get('Last-Modified', '')}-{size}"
        return Stored(size, tag)

    def read(self, path: str, start: int = 0, stop: int | None = None) -> bytes:
        """Read a piece."""
        end = "" if stop is None else str(stop - 1)
        answer = self._ask("GET", path, headers={"Range": f"bytes={start}-{end}"})
        if answer.status_code in MISSING:
            raise not_there(path)
        self._refuse(answer, path)
        whole = answer.status_code == requests.codes.ok
        return answer.content[start:stop] if whole else answer.content

    def listed(self, paths: Sequence[str]) -> Mapping[str, Stored]:
        """Look for each, over one connection."""
        found = {path: self.stat(path) for path in paths}
        return {path: stored for path, stored in found.items() if stored}

    def delete_listed(self, paths: Sequence[str]) -> int:
        """Remove them one by one."""
        gone = 0
        for path in paths:
            answer = self._ask("DELETE", path)
            if answer.status_code not in MISSING:
                self._refuse(answer, path)
                gone += 1
        return gone

    def _put(
        self,
        upload: Upload,
        condition: Mapping[str, str],
        mark: str = "",
        progress: Progress = silent_progress,
    ) -> None:
        """Send it under another name, see that it is whole, give it its own."""
        target = PurePosixPath(upload.path)
        part = str(part_beside(upload.path, mark))
        with opened(upload) as source:
            self._make(target.parent)
            if mark and upload.size_bytes > PIECE_BYTES and self._takes_pieces():
                self._send_rest(source, part, upload, progress)
            else:
                headers = {"Content-Type": upload.mime_type}
                self._refuse(self._ask("PUT", part, headers=headers, data=source), upload.path)
        arrived = self.stat(part)
        if arrived is None or arrived.size_bytes != upload.size_bytes:
            raise not_taken(upload.path, message("only a part of it arrived"))
        headers = {"Destination": self._at(upload.path), "Overwrite": "T", **condition}
        try:
            self._refuse(self._ask("MOVE", part, headers=headers), upload.path)
        except RefusedError:
            self._ask("DELETE", part)
            raise

    def _takes_pieces(self) -> bool:
        return TAKES_PIECES in self._ask("OPTIONS", "").headers.get("DAV", "")

    def _send_rest(self, source: BinaryIO, part: str, upload: Upload, progress: Progress) -> None:
        """Write what is not there yet to its place in `part`, piece by piece."""
        size_bytes = upload.size_bytes
        done = self._arrived(part, source, size_bytes)
        source.seek(done)
        while block := source.read(PIECE_BYTES):
            place = {"Content-Range": f"bytes {done}-{done + len(block) - 1}/{size_bytes}"}
            self._refuse(self._ask("PUT", part, headers=place, data=block), upload.path)
            done += len(block)
            progress(float(done), float(size_bytes))

    def _arrived(self, part: str, source: BinaryIO, size_bytes: int) -> int:
        """Return how much of `source` stands in `part` already, and see that `part` is there."""
        there = self.stat(part)
        if there is None or there.size_bytes > size_bytes:
            self._refuse(self._ask("PUT", part, data=b""), part)
            return 0
        done = 0
        while block := source.read(min(PIECE_BYTES, there.size_bytes - done)):
            if self.read(part, done, done + len(block)) != block:
                break
            done += len(block)
        return done

    def _refuse_another(self, path: str, if_tag: str) -> None:
        there = self.stat(path)
        if (there.tag if there else ABSENT) != if_tag:
            raise outdated(path)

    @contextmanager
    def _locked(self, path: str) -> Iterator[dict[str, str]]:
        """Keep others away from a file that is there; a server without locks goes without."""
        headers = {"Timeout": LOCK_LASTS, "Depth": "0", "Content-Type": "application/xml"}
        answer = self._ask("LOCK", path, headers=headers, data=BytesIO(LOCK))
        if answer.status_code == requests.codes.locked:
            raise busy(urlsplit(self.settings.url).hostname or "")
        token = answer.headers.get("Lock-Token", "") if answer.ok else ""
        try:
            yield {"If": f"<{self._at(path)}> ({token})"} if token else {}
        finally:
            with suppress(DeliveryError):
                if token:
                    self._ask("UNLOCK", path, headers={"Lock-Token": token})

    def _make(self, folder: PurePosixPath) -> None:
        """Make a folder and those above it, up to the one the settings name."""
        if folder in self._made:
            return
        answer = self._ask("MKCOL", f"{folder}/" if folder.name else "")
        if answer.status_code in MISSING | {NO_PARENT} and folder.name:
            self._make(folder.parent)
            answer = self._ask("MKCOL", f"{folder}/")
        if answer.status_code != MADE_BEFORE:
            self._refuse(answer, str(folder))
        self._made.add(folder)

    def _at(self, path: str) -> str:
        return f"{self.settings.url.rstrip('/')}/{quote(path)}"

    def _ask(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        data: IO[bytes] | bytes | None = None,
    ) -> requests.Response:
        """Send one request; what the line objects to becomes words."""
        url, host = self._at(path), urlsplit(self.settings.url).hostname or ""
        with wording_line(host):
            return asked(self.session, method, url, headers, data)

    def _refuse(self, answer: requests.Response, path: str) -> None:
        """Raise what an answer means that is none of the good ones.

        Raises:
            DeliveryError: If so.
        """
        status, host = answer.status_code, urlsplit(self.settings.url).hostname or ""
        if answer.ok and status < requests.codes.multiple_choices:
            return
        if status == requests.codes.unauthorized:
            raise not_let_in(host, self.settings.user, "PASSWORD")
        if status == requests.codes.forbidden:
            raise no_right(path)
        if status == requests.codes.precondition_failed:
            raise outdated(path)
        if status == requests.codes.locked:
            raise busy(host)
        if status in PASSING:
            raise not_now(host, status)
        raise not_taken(path, server_says(f"{status} {answer.reason}"))
