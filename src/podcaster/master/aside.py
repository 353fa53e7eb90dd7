"""Bytes that wait on disk for their turn, so that a long programme needs no more memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock


class Aside:
    """A file without a name: one thread puts pieces into it, another takes them out in order.

    Args:
        folder: On the disk where it shall be; None: in memory.

    Raises:
        OSError: If nothing can be written there.
    """

    def __init__(self, folder: Path | None) -> None:
        self._file = TemporaryFile(dir=folder) if folder else BytesIO()  # noqa: SIM115 - see `close`
        self._lock = Lock()
        self._put = 0
        self._taken = 0

    def put(self, pieces: Iterable[bytes]) -> Iterator[int]:
        """Put pieces in; yield the size of each when it can be taken."""
        for piece in pieces:
            with self._lock:
                self._file.seek(self._put)
                self._put += self._file.write(piece)
            yield len(piece)

    def take(self, sizes: Iterable[int]) -> Iterator[bytes]:
        """Yield what was put in, piece by piece; then the file goes."""
        for size in sizes:
            with self._lock:
                self._file.seek(self._taken)
                piece = self._file.read(size)
            self._taken += size
            yield piece
        self.close()

    def close(self) -> None:
        """Take the file away."""
        self._file.close()
