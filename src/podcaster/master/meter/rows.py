"""Arrays of many windows in one file: rows of any length, as columns by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias
from zipfile import BadZipFile, ZipFile

import numpy as np
from numpy.lib.format import header_data_from_array_1_0, write_array_header_1_0
from numpy.typing import NDArray

from podcaster.master.meter.shelf import Row

#: One array for each window.
Column: TypeAlias = Sequence[Row[Any]]

#: What a damaged file, or one of another making, is found out by.
UNREADABLE: Final = (OSError, ValueError, KeyError, IndexError, TypeError, EOFError, BadZipFile)
#: Name of whose rows they are; of how long each row of a column is.
OWNER: Final = "owner"
LENGTHS: Final = ".lengths"


def write_rows(path: Path, owner: str, columns: Mapping[str, Column]) -> None:
    """Keep columns of arrays.

    Args:
        path: Is replaced.
        owner: Whose they are: `read_rows` asks for it.
        columns: By name; the arrays of one differ in their first axis at most. None is empty.

    Raises:
        OSError: If it can't be written.
    """
    with ZipFile(path, "w") as archive:  # as numpy's savez, but one row at a time in memory
        _put(archive, OWNER, [np.array([owner])])
        for name, rows in columns.items():
            _put(archive, name, rows)
            _put(archive, name + LENGTHS, [np.array([len(row) for row in rows])])


def _put(archive: ZipFile, name: str, rows: Column) -> None:
    """Write rows one after the other, as the one array that they make."""
    first = np.asarray(rows[0])
    header = header_data_from_array_1_0(first)
    header["shape"] = (sum(map(len, rows)), *first.shape[1:])
    with archive.open(f"{name}.npy", "w", force_zip64=True) as file:
        write_array_header_1_0(file, header)
        for row in rows:
            file.write(np.asarray(row, first.dtype).tobytes())


def read_rows(path: Path, owner: str) -> dict[str, list[NDArray[Any]]]:
    """Return what `write_rows` kept; nothing if it is another's, not there, or damaged."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            if str(kept[OWNER][0]) != owner:
                return {}
            names = [name for name in kept.files if name + LENGTHS in kept.files]
            return {
                name: np.split(kept[name], np.cumsum(kept[name + LENGTHS])[:-1]) for name in names
            }
    except UNREADABLE:
        return {}
