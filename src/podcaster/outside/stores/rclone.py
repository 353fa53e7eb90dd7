"""Files at whatever the program rclone reaches: its own remotes, set up with `rclone config`.

rclone brings each file whole and compares it. It knows no conditions, and no file that only one
machine can make. So whoever replaces the feed first leaves a lock under a name of its own, and then
looks whether others have one: of two at once at least one sees the other's and steps back, if the
remote lists what was written before.

Source:
    rclone 1.60 to 1.75: `lsjson`, `cat`, `copyto`, `deletefile`, "Exit code".
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any, Final
from uuid import uuid4

from podcaster.doors.progress import Progress
from podcaster.doors.stores import ABSENT, Store, Stored, Upload
from podcaster.errors import DeliveryError, NotSentError
from podcaster.model.hosts import RcloneChannel
from podcaster.model.message import message
from podcaster.outside.stores.refusals import (
    broke_off,
    busy,
    no_connection,
    no_right,
    not_taken,
    not_there,
    outdated,
    server_says,
)
from podcaster.outside.stores.sources import opened

#: What rclone says with its exit code (its documentation, "Exit code").
MISSING: Final = frozenset({3, 4})
TEMPORARY: Final = 5

FLAGS: Final = (
    "--quiet", "--ask-password=false", "--retries=1", "--low-level-retries=3",
    "--contimeout=15s", "--timeout=120s",
)  # fmt: skip

#: What the names of locks begin with. A lock older than that belongs to a run that died; rclone
#: keeps the time at which a machine wrote, so the machines' clocks must not be further apart.
LOCK: Final = ".podcaster.lock-"
LOCK_LASTS: Final = timedelta(seconds=120)

_NO_LINE: Final = re.compile(
    r"connection refused|no such host|network is unreachable", re.IGNORECASE
)
_BROKEN: Final = re.compile(
    r"i/o timeout|connection reset|broken pipe|unexpected EOF", re.IGNORECASE
)
_NO_RIGHT: Final = re.compile(r"permission denied|access ?denied|forbidden", re.IGNORECASE)


@contextmanager
def open_rclone(settings: RcloneChannel, secrets: Mapping[str, str]) -> Iterator[Store]:
    """Lend the store; nothing is asked yet. `PASSWORD` opens rclone's encrypted configuration."""
    with TemporaryDirectory(prefix="podcaster-rclone-") as folder:
        yield RcloneStore(settings, Path(folder), secrets.get("PASSWORD", ""))


@dataclass(frozen=True)
class RcloneStore:
    """A folder of one of rclone's remotes.

    Attributes:
        settings: Where it is.
        work: A folder of this machine for what has to be a file on its way.
        password: Opens rclone's configuration, or "".
    """

    settings: RcloneChannel
    work: Path
    password: str = field(default="", repr=False)

    def put_if_absent(self, upload: Upload, progress: Progress) -> bool:
        """Bring it under its name."""
        there = self.stat(upload.path)
        if there is not None and there.size_bytes == upload.size_bytes:
            return False
        self._put(upload)
        progress(float(upload.size_bytes), float(upload.size_bytes))
        return True

    def put(self, upload: Upload, if_tag: str | None = None) -> Stored:
        """Put it in place of what stands there, if that is what should stand there."""
        if if_tag is None:
            return self._replace(upload)
        with self._locked(upload.path):
            there = self.stat(upload.path)
            if (there.tag if there else ABSENT) != if_tag:
                raise outdated(upload.path)
            return self._replace(upload)

    def _replace(self, upload: Upload) -> Stored:
        self._put(upload)
        stored = self.stat(upload.path)
        if stored is None or stored.size_bytes != upload.size_bytes:
            raise not_taken(upload.path, message("only a part of it arrived"))
        return stored

    def stat(self, path: str) -> Stored | None:
        """Look."""
        told = self._asked(path, "lsjson", "--stat", "--hash", "--", self._at(path))
        found = json.loads(told) if told else None
        return _stored(found) if found and not found["IsDir"] else None

    def read(self, path: str, start: int = 0, stop: int | None = None) -> bytes:
        """Read a piece."""
        length = -1 if stop is None else stop - start
        place = self._at(path)
        told = self._asked(path, "cat", f"--offset={start}", f"--count={length}", "--", place)
        if told is None:
            raise not_there(path)
        return told

    def listed(self, paths: Sequence[str]) -> Mapping[str, Stored]:
        """Look for many at once."""
        wanted = self.work / "wanted"
        wanted.write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
        how = ("-R", "--files-only", "--hash", "--files-from-raw", str(wanted))
        told = self._asked("", "lsjson", *how, "--", self._at(""))
        return {one["Path"]: _stored(one) for one in json.loads(told or b"[]")}

    def delete_listed(self, paths: Sequence[str]) -> int:
        """Remove them one by one."""
        gone = (self._asked(path, "deletefile", "--", self._at(path)) for path in paths)
        return sum(told is not None for told in gone)

    @contextmanager
    def _locked(self, path: str) -> Iterator[None]:
        """Keep other machines of ours away, as long as the block lasts; `path` is to be replaced.

        Raises:
            RefusedError: If another one is at work.
        """
        mine = f"{LOCK}{uuid4().hex}"
        digest = sha256(b"podcaster").hexdigest()
        self._put(Upload(mine, b"podcaster", 9, digest, "text/plain", "no-cache"), path)
        try:
            if self._others(mine):
                raise busy(self.settings.remote)
            yield
        finally:
            with suppress(DeliveryError):
                self._asked(mine, "deletefile", "--", self._at(mine))

    def _others(self, mine: str) -> list[str]:
        """Return the locks of others that are at work; those of runs that died are removed."""
        told = self._asked("", "lsjson", "--files-only", f"--include=/{LOCK}*", "--", self._at(""))
        written = {one["Path"]: _moment(one["ModTime"]) for one in json.loads(told or b"[]")}
        now = written.pop(mine, datetime.now(UTC))
        for lock in [lock for lock, at in written.items() if now - at >= LOCK_LASTS]:
            self._asked(lock, "deletefile", "--", self._at(lock))
            del written[lock]
        return list(written)

    def _at(self, path: str) -> str:
        return f"{self.settings.remote}:{PurePosixPath(self.settings.folder) / path}"

    def _put(self, upload: Upload, told: str = "") -> None:
        """Bring a file; `told` is what people are told it was for, if not for itself."""
        with opened(upload) as source:
            file = upload.source
            if isinstance(file, bytes):
                file = self.work / "upload"
                file.write_bytes(source.read())
        headers = ("--header-upload", f"Cache-Control: {upload.cache_control}")
        self._asked(
            told or upload.path,
            "copyto",
            "--ignore-times",
            *headers,
            "--",
            str(file),
            self._at(upload.path),
        )

    def _asked(self, path: str, *arguments: str) -> bytes | None:
        """Run rclone and return what it prints; None: it finds nothing there.

        Raises:
            DeliveryError: If it can't.
        """
        kept = {k: one for k, one in os.environ.items() if not k.startswith("PODCASTER_")}
        secret = {"RCLONE_CONFIG_PASS": self.password} if self.password else {}
        try:
            ran = subprocess.run(  # noqa: S603 - no shell; the settings let plain names through
                ["rclone", *FLAGS, *arguments],  # noqa: S607 - the user's own rclone
                capture_output=True,
                env={**kept, **secret},
                check=False,
            )
        except FileNotFoundError:
            raise NotSentError(
                message("the program `{name}` is not installed", name="rclone"),
                hint=message("install it, or take the channel out of publish.yaml"),
            ) from None
        if ran.returncode in MISSING and arguments[0] != "copyto":
            return None
        if ran.returncode:
            raise self._refused(path, ran.returncode, ran.stderr.decode("utf-8", "replace"))
        return ran.stdout

    def _refused(self, path: str, code: int, told: str) -> DeliveryError:
        """Say what rclone objects to."""
        remote = self.settings.remote
        if "didn't find section" in told:
            return NotSentError(
                message("rclone knows no remote `{remote}`", remote=remote),
                hint=message("`rclone listremotes` lists them; `rclone config` makes one"),
            )
        if _NO_LINE.search(told):
            return no_connection(remote)
        if code == TEMPORARY or _BROKEN.search(told):
            return broke_off(remote)
        if _NO_RIGHT.search(told):
            return no_right(path)
        lines = [line for line in told.splitlines() if line.strip()]
        said = re.sub(r"^[\d/: ]+ *\w+ *: *", "", lines[-1]) if lines else str(code)
        return not_taken(path, server_says(said.replace(self.password or "\0", "…")))


def _moment(text: str) -> datetime:
    """Read a moment as rclone writes it: with up to nine figures of a second (RFC 3339)."""
    return datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text))


def _stored(found: Mapping[str, Any]) -> Stored:
    """Return a file's facts; its tag is a digest where the remote knows one, else its time."""
    hashes = found.get("Hashes") or {}
    name = min(hashes, default="")
    tag = f"{name}-{hashes[name]}" if name else found["ModTime"]
    return Stored(found["Size"], f"{tag}-{found['Size']}", hashes.get("sha256", ""))
