"""Every error a person can do something about.

    PodcasterError            exit 1
    ├── UsageError            exit 2   the command line or the folder named on it
    │   └── SettingsError     exit 2   publish.yaml can't be understood; carries findings
    ├── FindingsError         exit 1   check found errors; carries all findings
    ├── AudioError            exit 1   a file that can't be decoded, measured or encoded
    ├── TemplateError         exit 1   a template that can't be rendered
    ├── OwnMistakeError       exit 1   what was made breaks our own rules; nothing was written
    ├── FolderError           exit 1   a file or folder that can't be read or written, a full disk
    └── DeliveryError         exit 1   a channel that did not take it
        ├── NotSentError              provably nothing left the house: may be tried again
        ├── RefusedError              the other side said no: nothing was done there
        │   └── OutdatedError         something else stands there than what was read
        └── OutcomeUnknownError       it left, and nobody knows whether it arrived

Raised where it is known, converted at doors, worded in one place (`cli/words.py`).
"""

from __future__ import annotations

import errno
import os
import traceback
from pathlib import Path
from typing import ClassVar, Final

from podcaster.model.findings import Finding, Place
from podcaster.model.message import Message, message


class PodcasterError(Exception):
    """Something a person can mend.

    Args:
        what: What is wrong.
        place: Where, or None.
        hint: What to do, or None.
    """

    exit_code: ClassVar[int] = 1

    def __init__(
        self, what: Message, *, place: Place | None = None, hint: Message | None = None
    ) -> None:
        super().__init__(what)
        self.what = what
        self.place = place
        self.hint = hint

    def __str__(self) -> str:
        """Return `where: what` in English."""
        return f"{self.place}: {self.what}" if self.place else str(self.what)


class UsageError(PodcasterError):
    """The command line, or the folder it names, is not usable."""

    exit_code = 2


class FindingsError(PodcasterError):
    """The show has errors; nothing was made.

    Args:
        findings: All of them, warnings too, in the order of files and lines.
        what: The sentence that sums them up.
    """

    def __init__(self, what: Message, findings: tuple[Finding, ...]) -> None:
        super().__init__(what)
        self.findings = findings


class SettingsError(FindingsError, UsageError):
    """`publish.yaml` can't be understood, so nothing else can be judged."""

    exit_code = 2


class AudioError(PodcasterError):
    """Audio that can't be decoded, measured or encoded."""


class TemplateError(PodcasterError):
    """A template that can't be rendered."""


class OwnMistakeError(PodcasterError):
    """The program made something that breaks its own rules: nobody's fault but the program's."""


class FolderError(PodcasterError):
    """A file or folder that can't be read or written."""


class DeliveryError(PodcasterError):
    """A channel did not take what it was given."""


class NotSentError(DeliveryError):
    """Provably nothing left the house; it may be tried again."""


class RefusedError(DeliveryError):
    """The other side refused; nothing was done there."""


class OutdatedError(RefusedError):
    """Something else stands there than what was read; nothing was changed."""


class OutcomeUnknownError(DeliveryError):
    """It left the house, and nobody knows whether it arrived."""


_FULL: Final = {errno.ENOSPC, errno.EDQUOT}

_ROOM: Final = message("make room, then run the same command again")
_RIGHT: Final = message("give yourself the right to write there")
_MOVE: Final = message("move away what stands there, or choose another folder")
_ELSEWHERE: Final = message("choose another folder")
_OTHER_DISK: Final = message("choose a folder on another disk; USB sticks often end at 4 GB")

#: `OSError.errno` -> what it means to a person, and what to do when something was to be written;
#: the system itself speaks English only.
_SYSTEM: Final[dict[int, tuple[Message, Message]]] = {
    errno.ENOSPC: (message("the disk is full"), _ROOM),
    errno.EDQUOT: (message("the disk is full"), _ROOM),
    errno.EFBIG: (message("no file may grow so large there"), _OTHER_DISK),
    errno.EACCES: (message("permission denied"), _RIGHT),
    errno.EPERM: (message("permission denied"), _RIGHT),
    errno.EROFS: (message("this disk can only be read"), _ELSEWHERE),
    errno.ENOENT: (message("there is no such file or folder"), _ELSEWHERE),
    errno.ENOTDIR: (message("there is a file where a folder should be"), _MOVE),
    errno.EISDIR: (message("there is a folder where a file should be"), _MOVE),
    errno.EEXIST: (message("a file or folder of that name is in the way"), _MOVE),
    errno.ENOTEMPTY: (message("a file or folder of that name is in the way"), _MOVE),
    errno.ENAMETOOLONG: (message("the name is too long"), _ELSEWHERE),
}


def system_reason(error: OSError) -> Message:
    """Return what the operating system objects to, in a person's words."""
    unknown = message("the system says {reason}", reason=error.strerror or type(error).__name__)
    return _SYSTEM.get(error.errno or 0, (unknown, _ELSEWHERE))[0]


def system_remedy(error: OSError) -> Message:
    """Return what a person should do when the operating system refuses to write."""
    return _SYSTEM.get(error.errno or 0, (_ELSEWHERE, _ELSEWHERE))[1]


def is_full(error: OSError) -> bool:
    """Tell whether the disk is full."""
    return error.errno in _FULL


def not_written(error: OSError) -> Message:
    """Say that something can't be written, and what the operating system objects to."""
    if is_full(error):
        return message("the disk is full")
    return message("can't be written: {reason}", reason=system_reason(error))


def worded(error: Exception) -> PodcasterError:
    """Return whatever came up as an error in words."""
    match error:
        case PodcasterError():
            return error
        case OSError():
            return folder_error(error)
        case _:
            return our_mistake(error)


def folder_error(error: OSError) -> FolderError:
    """Return what the operating system objects to, and where."""
    place = Place(os.fspath(error.filename)) if isinstance(error.filename, str) else None
    return FolderError(system_reason(error), place=place)


def our_mistake(error: Exception) -> PodcasterError:
    """Return that the program is wrong, not the person; its text may hold secrets, so it stays."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "podcaster" in Path(frame.filename).parts] or frames
    where = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "?"
    return PodcasterError(
        message(
            "this is a mistake in the program, not yours: `{kind}` in `{where}`",
            kind=type(error).__name__,
            where=where,
        ),
        hint=message("run it again with PODCASTER_DEBUG=1 and report what it prints"),
    )
