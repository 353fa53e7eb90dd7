"""What is said when a finished file can't be written."""

from __future__ import annotations

import errno
from pathlib import Path

from podcaster.errors import FolderError, system_reason
from podcaster.model.findings import Place
from podcaster.model.message import message


def unwritable(path: Path, cause: OSError) -> FolderError:
    """Say why the system does not let us write to `path`."""
    if cause.errno in {errno.ENOSPC, errno.EDQUOT}:
        what = message("the disk is full")
        hint = message("make room; finished work is kept and the next run goes on from there")
    else:
        what = message("can't be written: {reason}", reason=system_reason(cause))
        hint = message("check that the folder exists and that you may write to it")
    return FolderError(what, place=Place(str(path)), hint=hint)
