"""The show's folder: files are met here only, and none outside of it.

Everything that can be wrong with a file (missing, too large, unreadable, not UTF-8, a link that
leads elsewhere, a pipe) becomes a finding or an empty answer; nothing is raised.
"""

from __future__ import annotations

import codecs
import errno
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from podcaster.errors import system_reason
from podcaster.load.known import Known
from podcaster.model.codes import finding
from podcaster.model.findings import Finding, Place
from podcaster.model.message import Message, message
from podcaster.workspace import real_path

#: No text of a show comes near; an hour's transcript has 0.1 MB.
LARGEST_YAML_BYTES: Final = 1_000_000
LARGEST_TEXT_BYTES: Final = 10_000_000

#: What other programs leave behind, and what the user sets aside.
_ASIDE: Final = (".", "_")


@dataclass(frozen=True)
class ShowFolder:
    """The folder of one show, and what was found wrong while reading it.

    Attributes:
        root: The folder, absolute, links resolved.
        findings: Grows while the folder is read.
        known: What some files were found to be before.
    """

    root: Path
    findings: list[Finding] = field(default_factory=list)
    known: Known = field(default_factory=Known)

    def report(
        self,
        code: str,
        place: Place,
        what: Message,
        hint: Message | None = None,
        *,
        source: str = "",
    ) -> None:
        """Note a finding."""
        self.findings.append(finding(code, place, what, hint, source=source))

    def path(self, file: str) -> Path:
        """Return where `file` (relative, with `/`) is.

        A name is found in whatever Unicode form the disk has it: macOS takes umlauts apart.
        """
        exact = self.root / file
        if exact.is_symlink() or _exists(exact) or file.isascii():
            return exact
        wanted = unicodedata.normalize("NFC", exact.name)
        same = (path for path in _entries(exact.parent) if normal(path.name) == wanted)
        return next(same, exact)

    def encloses(self, path: Path) -> bool:
        """Tell whether `path`, with all links followed, is inside the folder."""
        try:
            return real_path(path).is_relative_to(self.root)
        except (OSError, ValueError):
            # A link that leads to itself, or a name that no file system takes.
            return False

    def has(self, file: str) -> bool:
        """Tell whether there is a `file`, or a link of this name."""
        path = self.path(file)
        return path.is_symlink() or _exists(path)

    def why_not(self, file: str) -> tuple[str, Message, Message | None] | None:
        """Return why `file` can't be opened, as code, words and hint, or None if it can."""
        path = self.path(file)
        if not self.has(file):
            return (
                "PC110",
                message("there is no file `{file}`", file=file),
                self._alike(path),
            )
        if is_circle(path):
            return (
                "PC109",
                message("`{file}` is a link that leads back to itself", file=file),
                message("put the file itself into the folder"),
            )
        if not self.encloses(path):
            return (
                "PC109",
                message("`{file}` is a link that leads out of the show's folder", file=file),
                message("put the file itself into the folder"),
            )
        if not path.is_file():
            return (
                "PC101",
                message("`{file}` is no file", file=file),
                message("put a file of this name there, or name another"),
            )
        return None

    def _alike(self, path: Path) -> Message:
        """Return a hint for a missing file: one whose name differs only in capital letters."""
        same = [
            entry.name
            for entry in _entries(path.parent)
            if normal(entry.name).casefold() == normal(path.name).casefold()
        ]
        if same:
            return message("did you mean `{close}`?", close=same[0])
        return message("put it into the folder, or remove the line that names it")

    def read_bytes(self, file: str, place: Place, most: int) -> bytes | None:
        """Return what `file` holds, or None after a finding at `place`."""
        if refusal := self.why_not(file):
            code, what, hint = refusal
            self.report(code, place, what, hint)
            return None
        path = self.path(file)
        try:
            if path.stat().st_size > most:
                self._too_large(file, place, most)
                return None
            return path.read_bytes()
        except OSError as error:
            self.report("PC101", place, *unreadable(file, error))
            return None

    def _too_large(self, file: str, place: Place, most: int) -> None:
        self.report(
            "PC101",
            place,
            message("`{file}` is larger than {most} MB", file=file, most=most // 1_000_000),
            message("see whether it is the right file"),
        )

    def read_text(
        self, file: str, place: Place | None = None, most: int = LARGEST_TEXT_BYTES
    ) -> str | None:
        """Return the text of `file`, or None after a finding.

        Args:
            file: Relative to the show's folder.
            place: Where a missing file is to be reported; the file itself if None.
            most: Its largest size in bytes.
        """
        content = self.read_bytes(file, place or Place(file), most)
        if content is None:
            return None
        try:
            return content.removeprefix(codecs.BOM_UTF8).decode("utf-8")
        except UnicodeDecodeError as error:
            at = _place_of_byte(file, content, error.start)
            line = content.splitlines()[at.line - 1].decode("utf-8", "replace")
            self.report(
                "PC102",
                at,
                message("this is not written in UTF-8"),
                message("open it in an editor and save it with the encoding UTF-8"),
                source=line.replace("\0", ""),  # UTF-16, as Windows saves "Unicode"
            )
            return None

    def folders(self, parent: str) -> tuple[str, ...]:
        """Return the folders inside `parent` by name, without those that are set aside."""
        inside = self.root / parent
        if inside.is_symlink() and not self.encloses(inside):
            self._leads_out(parent)
            return ()
        names = [path for path in _entries(inside) if path.is_dir() and not _aside(path.name)]
        for path in names:
            if not self.encloses(path):
                self._leads_out(f"{parent}/{path.name}")
        return tuple(sorted(path.name for path in names if self.encloses(path)))

    def leave_out(self, beside: str, name: str, hint: Message) -> None:
        """Report a folder that lacks its YAML file, or has it under a like name.

        Args:
            beside: The folder, relative to the show's.
            name: The file that should stand in it, such as `episode.yaml`.
            hint: What to do if nothing like it is there.
        """
        found = name.replace(".yaml", ".yml")
        if self.has(f"{beside}/{found}"):
            hint = message("rename `{found}` to `{name}`", found=found, name=name)
        self.report(
            "PC311",
            Place(beside),
            message("there is no `{name}` in this folder, so it is left out", name=name),
            hint,
        )

    def _leads_out(self, name: str) -> None:
        self.report(
            "PC109",
            Place(name),
            message("`{file}` is a link that leads out of the show's folder", file=name),
            message("put the folder itself here"),
        )

    def files(self, parent: str) -> tuple[str, ...]:
        """Return the files directly inside `parent` by name, without those that are set aside."""
        inside = self.root / parent
        if not self.encloses(inside):
            return ()
        return tuple(
            sorted(
                path.name for path in _entries(inside) if path.is_file() and not _aside(path.name)
            )
        )


def is_circle(path: Path) -> bool:
    """Tell whether links lead from `path` in a circle."""
    try:
        real_path(path)
    except OSError as error:
        return error.errno == errno.ELOOP
    except ValueError:
        return False
    return False


def normal(name: str) -> str:
    """Return `name` in Unicode's composed form."""
    return unicodedata.normalize("NFC", name)


def unreadable(file: str, error: OSError) -> tuple[Message, Message]:
    """Return words and hint for a file that the system does not let us read."""
    return (
        message("`{file}` can't be read ({reason})", file=file, reason=system_reason(error)),
        message("see whether you may open it yourself"),
    )


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        # A name too long for the file system, or with a zero byte in it.
        return False


def _aside(name: str) -> bool:
    return name.startswith(_ASIDE)


def _entries(folder: Path) -> Iterable[Path]:
    try:
        return sorted(folder.iterdir())
    except (OSError, ValueError):
        return ()


def _place_of_byte(file: str, content: bytes, position: int) -> Place:
    before = content[:position]
    line_start = before.rfind(b"\n") + 1
    column = len(before[line_start:].decode("utf-8", "replace")) + 1
    return Place(file, before.count(b"\n") + 1, column)
