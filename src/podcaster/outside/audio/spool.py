"""Audio that comes through a pipe, kept on disk for as long as it is worked on.

Mastering reads its source several times and from several places; a pipe is read once.
"""

from __future__ import annotations

import os
import select
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, Final

from podcaster.errors import FolderError, PodcasterError, UsageError, not_written
from podcaster.model.findings import Place
from podcaster.model.message import message
from podcaster.outside.audio import refusals

#: Stands for what comes in on standard input.
STDIN: Final = Path("-")
#: Ten hours of eight channels, 96 kHz, 32 bit; more is no recording but a pipe that never ends.
MOST_BYTES: Final = 128 << 30
#: Left free on the disk, for others.
RESERVE_BYTES: Final = 256 << 20
PIECE_BYTES: Final = 1 << 20
MOMENT_S: Final = 0.5
_ELSEWHERE: Final = message("make room there, or let `TMPDIR` name a folder on a larger disk")


@contextmanager
def on_disk(path: Path) -> Iterator[Path]:
    """Lend a file that can be read again and again: `path` itself, or a copy of what it pours out.

    The copy lies in the folder for temporary files (`TMPDIR`) and is gone afterwards.

    Args:
        path: A file, a named pipe, `/dev/stdin`, or `-` for standard input.

    Raises:
        UsageError: If it is a keyboard.
        FolderError: If the copy does not fit on the disk, or the pipe can't be read.
    """
    if not _pours(path):
        yield path
        return
    with tempfile.NamedTemporaryFile(prefix="podcaster-") as copy:
        _fill(copy, path)
        try:
            yield Path(copy.name)
        except PodcasterError as error:
            if error.place is None or error.place.file != copy.name:
                raise
            raise type(error)(error.what, place=Place(str(path)), hint=error.hint) from error


def _pours(path: Path) -> bool:
    """Tell whether `path` can be read only once."""
    if path == STDIN:
        return True
    try:
        found = path.stat()
    except OSError:
        return False  # who opens it will say why
    mode = found.st_mode
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) or (stat.S_ISCHR(mode) and _is_stdin(found))


def _is_stdin(found: os.stat_result) -> bool:
    """Tell whether a file is what standard input is."""
    try:
        return os.path.samestat(found, os.fstat(0))
    except OSError:
        return False


def _fill(copy: IO[bytes], path: Path) -> None:
    """Write to `copy` all that `path` pours out.

    Raises:
        UsageError: If it is a keyboard.
        FolderError: If that is too much, or can't be read.
    """
    try:
        with _source(path) as source:
            _copied(source, copy, path)
    except OSError as cause:
        raise refusals.unreadable(path, cause) from cause


@contextmanager
def _source(path: Path) -> Iterator[BinaryIO]:
    """Open the pipe; a named one waits until somebody writes to it."""
    if path != STDIN and not _is_stdin(path.stat()):
        with path.open("rb") as pipe:
            yield pipe
        return
    if os.isatty(0):
        raise UsageError(
            message("is the keyboard here: no audio comes from it"),
            place=Place(str(path)),
            hint=message("send a recording into it: `{example}`", example="... - < talk.wav"),
        )
    with os.fdopen(os.dup(0), "rb") as pipe:
        yield pipe


def _copied(source: BinaryIO, copy: IO[bytes], path: Path) -> None:
    """Copy until the source ends.

    Raises:
        FolderError: If the disk has no room for it, or the source never ends.
    """
    free_bytes = shutil.disk_usage(copy.name).free - RESERVE_BYTES
    room = min(MOST_BYTES, max(0, free_bytes))
    written = 0
    for piece in _pieces(source.fileno()):
        written += len(piece)
        if written > room:
            raise _no_room(path, room)
        try:
            copy.write(piece)
        except OSError as cause:
            raise FolderError(
                not_written(cause), place=Place(copy.name), hint=_ELSEWHERE
            ) from cause
    copy.flush()


def _pieces(source: int) -> Iterator[bytes]:
    """Yield what comes, as it comes.

    A Ctrl-C between two lines of Python and the read they lead to would wait for as long as that
    read does: so nothing waits longer than a moment at a time.
    """
    while True:
        while not select.select([source], [], [], MOMENT_S)[0]:
            pass
        piece = os.read(source, PIECE_BYTES)
        if not piece:
            return
        yield piece


def _no_room(path: Path, room: int) -> FolderError:
    """Say that more came than there is room for."""
    what = message("pours out more than {n} MB, and there is no room for more", n=room >> 20)
    return FolderError(what, place=Place(str(path)), hint=_ELSEWHERE)
