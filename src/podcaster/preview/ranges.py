"""Which bytes of a file somebody asks for."""

from __future__ import annotations

import re
from typing import Final

_RANGE: Final = re.compile(r"bytes=(\d*)-(\d*)")


class UnsatisfiableError(ValueError):
    """The file has no such bytes."""


def byte_range(asked: str | None, size: int) -> tuple[int, int] | None:
    """Return the first byte and the one behind the last; None means the whole file.

    What is no range of bytes, or several of them, is answered with the whole file.

    Raises:
        UnsatisfiableError: If the range lies outside the file.

    Source:
        RFC 9110, 14.1.2 and 14.2.
    """
    match = _RANGE.fullmatch((asked or "").strip())
    if not match or not any(match.groups()):
        return None
    first, last = match.groups()
    if not first:
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), min(size, int(last) + 1) if last else size
        if last and int(last) < start:
            return None
    if start >= size or start >= end:
        raise UnsatisfiableError
    return start, end
