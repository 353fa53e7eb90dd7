"""A long file from the web onto the disk, continued where an earlier try broke off.

Source:
    RFC 9110, section 14 (ranges) and section 13.1.5 (`If-Range`).
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import requests
import urllib3

from podcaster.doors.progress import Progress
from podcaster.doors.web import Download
from podcaster.errors import FolderError, PodcasterError, not_written, system_remedy
from podcaster.model.findings import Place
from podcaster.model.message import Message, message

BLOCK_BYTES: Final = 65_536

#: A server that sends less in this time is taken for one that never ends.
WINDOW_S: Final = 30.0
LEAST_BYTES_A_WINDOW: Final = 30_000

_RANGE: Final = re.compile(r"bytes (\d{1,15})-\d{1,15}/(\d{1,15})")

#: What a server sends instead of a file that is gone.
_PAGES: Final = (b"<!doctype", b"<html", b"<?xml")


@dataclass(frozen=True)
class PartFile:
    """What has come of a file: `<name>.part`, and beside it what the server calls that version.

    Attributes:
        path: Where the whole file shall stand.
        url: Where it comes from.
    """

    path: Path
    url: str

    @property
    def file(self) -> Path:
        """What has come."""
        return self.path.with_name(f"{self.path.name}.part")

    @property
    def note(self) -> Path:
        """Where it came from, and which version it was."""
        return self.path.with_name(f"{self.path.name}.part.json")

    @property
    def size_bytes(self) -> int:
        """How much has come."""
        return self.file.stat().st_size if self.file.is_file() else 0

    def headers(self) -> dict[str, str]:
        """Return what asks for the rest, if the server would know which version is meant."""
        try:
            noted = json.loads(self.note.read_text("utf-8"))
            known = str(noted["version"]) if noted["url"] == self.url else ""
        except (OSError, ValueError, TypeError, KeyError):
            known = ""
        if not (known and self.size_bytes):
            return {}
        return {"Range": f"bytes={self.size_bytes}-", "If-Range": known}

    def begin(self, version: str) -> None:
        """Forget an earlier try."""
        with _written_to(self.path):
            self.file.write_bytes(b"")
            note = {"url": self.url, "version": version}
            self.note.write_text(json.dumps(note), "utf-8")

    def finish(self) -> None:
        """Give the file its name."""
        with _written_to(self.path):
            self.file.replace(self.path)
        self.drop()

    def drop(self) -> None:
        """Take away what is left of tries."""
        self.file.unlink(missing_ok=True)
        self.note.unlink(missing_ok=True)


def receive(
    answer: urllib3.BaseHTTPResponse, part: PartFile, most_bytes: int, progress: Progress
) -> Download | None:
    """Write a server's answer into `part`, and finish it.

    Returns:
        What came, or None if it broke off; then `part` holds what can be continued.

    Raises:
        PodcasterError: If it is no file that can be taken.
        FolderError: If it can't be written.
    """
    if answer.status == requests.codes.requested_range_not_satisfiable:
        part.drop()
        return None
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    _refuse_other(answer, kind)
    total = _begin(answer, part)
    if total is not None and total > most_bytes:
        part.drop()
        raise _too_long(most_bytes)
    if not _append(answer, part, most_bytes, total, progress):
        return None
    size = part.size_bytes
    part.finish()
    return Download(kind, size)


def _refuse_other(answer: urllib3.BaseHTTPResponse, kind: str) -> None:
    """Refuse answers that are no file as it is.

    Raises:
        PodcasterError: For other states, packed content, pages.
    """
    if answer.status not in {requests.codes.ok, requests.codes.partial_content}:
        raise _refused(message("the server answered {status}", status=answer.status))
    if answer.headers.get("Content-Encoding", "identity").lower() != "identity" or kind in {
        "text/html",
        "application/xhtml+xml",
    }:
        raise _refused(_NO_AUDIO)


def _begin(answer: urllib3.BaseHTTPResponse, part: PartFile) -> int | None:
    """Prepare `part` for what comes; return how long the whole is, if the server says it."""
    found = _RANGE.fullmatch(answer.headers.get("Content-Range", ""))
    if answer.status == requests.codes.partial_content and found:
        if int(found[1]) == part.size_bytes:
            return int(found[2])
        part.drop()
        raise _refused(message("the server sent another piece than was asked for"))
    tag = answer.headers.get("ETag", "")
    strong = tag if tag and not tag.startswith("W/") else ""
    part.begin(strong or answer.headers.get("Last-Modified", ""))
    length = answer.headers.get("Content-Length", "")
    return int(length) if length.isdecimal() else None


def _append(
    answer: urllib3.BaseHTTPResponse,
    part: PartFile,
    most_bytes: int,
    total: int | None,
    progress: Progress,
) -> bool:
    """Append what comes; tell whether it is whole."""
    size = part.size_bytes
    with _written_to(part.path), part.file.open("ab") as file:
        for block in _blocks(answer):
            if not size and block.lstrip()[:9].lower().startswith(_PAGES):
                raise _refused(_NO_AUDIO)
            size += len(block)
            if size > most_bytes:
                raise _too_long(most_bytes)
            file.write(block)
            progress(float(size), float(total or 0))
    return size == total if total is not None else size > 0


def _blocks(answer: urllib3.BaseHTTPResponse) -> Iterator[bytes]:
    """Yield what comes until it ends, breaks off, or comes too slowly."""
    began, came = time.monotonic(), 0
    while True:
        try:
            block = answer.read1(BLOCK_BYTES, decode_content=False)
        except (urllib3.exceptions.HTTPError, OSError, ValueError):
            return
        if not block:
            return
        came += len(block)
        yield block
        if time.monotonic() - began > WINDOW_S:
            if came < LEAST_BYTES_A_WINDOW:
                return
            began, came = time.monotonic(), 0


@contextmanager
def _written_to(path: Path) -> Iterator[None]:
    """Turn what the operating system objects to while writing into words."""
    try:
        yield
    except OSError as error:
        raise FolderError(
            not_written(error), place=Place(str(path)), hint=system_remedy(error)
        ) from error


_NO_AUDIO: Final = message("the server sent a page, no audio")


def _too_long(most_bytes: int) -> PodcasterError:
    return _refused(message("it is larger than {most} MB", most=most_bytes // 1_000_000))


def _refused(what: Message) -> PodcasterError:
    return PodcasterError(what, hint=message("look at the address, or save the file and name that"))
