"""Where unfinished work lies, and what is said when it can't be written."""

from __future__ import annotations

import errno
import os
import platform
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Final

from podcaster.errors import FolderError, is_full, not_written, system_remedy
from podcaster.model.findings import Place
from podcaster.model.message import message

#: Stands for this machine in names; several may share the folder.
_MACHINE: Final = sha256(platform.node().encode()).hexdigest()[:8]


@contextmanager
def workplace(parent: Path, name: str) -> Iterator[Path]:
    """Lend a folder for unfinished work, and take away what killed runs left of theirs.

    Args:
        parent: Where the finished work will stand, so that the last step is only a renaming.
        name: How the folder's name begins; it goes on with whose work it is.

    Raises:
        OSError: If there can't be one.
    """
    _sweep(parent, name)
    prefix = f"{name}-{_MACHINE}-{os.getpid()}-"
    with tempfile.TemporaryDirectory(prefix=prefix, dir=parent) as lent:
        yield Path(lent)


def _sweep(parent: Path, name: str) -> None:
    """Remove what runs on this machine left behind when they were killed."""
    begin = f"{name}-{_MACHINE}-"
    for left in parent.glob("*"):
        owner = left.name.removeprefix(begin).partition("-")[0]
        if left.name.startswith(begin) and owner.isdecimal() and not _is_running(int(owner)):
            shutil.rmtree(left, ignore_errors=True)


def _is_running(process: int) -> bool:
    """Whether there is a process of this number; when in doubt there is."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def unwritable(path: Path, cause: OSError) -> FolderError:
    """Say why the system does not let us write to `path`."""
    if is_full(cause):
        hint = message("make room, and run it again; episodes that are finished are kept")
    elif cause.errno == errno.EFBIG:
        hint = system_remedy(cause)
    else:
        hint = message("check that the folder exists and that you may write to it")
    return FolderError(not_written(cause), place=Place(str(path)), hint=hint)
