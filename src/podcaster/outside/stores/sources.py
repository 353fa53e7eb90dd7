"""The bytes of an upload, looked at before they leave."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import BinaryIO

from podcaster.doors.stores import Upload
from podcaster.errors import FolderError, system_reason
from podcaster.model.findings import Place
from podcaster.model.message import message


@contextmanager
def opened(upload: Upload) -> Iterator[BinaryIO]:
    """Open what an upload is made of; it is what it was when it was measured.

    A name that is made from the content must never stand over another content, so the whole of
    a file is read once before its first byte leaves.

    Raises:
        FolderError: If it can't be read, or is another file by now.
    """
    source = upload.source
    file: BufferedReader | BytesIO
    with BytesIO(source) if isinstance(source, bytes) else _opened_file(source) as file:
        if file_digest(file, "sha256").hexdigest() != upload.sha256:
            raise FolderError(
                message("changed while it was copied"),
                place=Place(upload.path if isinstance(source, bytes) else str(source)),
                hint=message("run the same command again"),
            )
        file.seek(0)
        yield file


def _opened_file(path: Path) -> BufferedReader:
    try:
        return path.open("rb")
    except OSError as error:
        raise FolderError(
            message("can't be read: {reason}", reason=system_reason(error)),
            place=Place(str(path)),
            hint=message("run the same command again"),
        ) from error
