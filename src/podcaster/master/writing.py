"""What is said when a finished file can't be written."""

from __future__ import annotations

import errno
from pathlib import Path

from podcaster.errors import FolderError
from podcaster.model.findings import Place
from podcaster.model.message import message


def unwritable(path: Path, cause: OSError) -> FolderError:
    """Say why the system does not let us write to `path`."""
    if cause.errno in {errno.ENOSPC, errno.EDQUOT}:
        what = message("the disk is full")
        hint = message("make room: an hour needs about 60 MB for each format")
    else:
        reason = cause.strerror or type(cause).__name__
        what = message("can't be written: {reason}", reason=reason)
        hint = message("check that the folder exists and that you may write to it")
    return FolderError(what, place=Place(str(path)), hint=hint)
