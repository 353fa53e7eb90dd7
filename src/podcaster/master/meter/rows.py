"""Arrays of many windows in one file: rows of any length, as columns by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Final, TypeAlias
from zipfile import BadZipFile, ZipFile

import numpy as np
from numpy.lib.format import write_array
from numpy.typing import NDArray

#: One array for each window.
Column: TypeAlias = Sequence[NDArray[Any]]

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
    with ZipFile(path, "w") as archive:  # as numpy's savez, but one column at a time in memory
        for name, array in chain([(OWNER, np.array(owner))], _arrays(columns)):
            with archive.open(f"{name}.npy", "w", force_zip64=True) as file:
                write_array(file, array)


def _arrays(columns: Mapping[str, Column]) -> Iterator[tuple[str, NDArray[Any]]]:
    """Yield two arrays for each column: its rows one after the other, and their lengths."""
    for name, rows in columns.items():
        yield name, np.concatenate(rows)
        yield name + LENGTHS, np.array([len(row) for row in rows])


def read_rows(path: Path, owner: str) -> dict[str, list[NDArray[Any]]]:
    """Return what `write_rows` kept; nothing if it is another's, not there, or damaged."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            if str(kept[OWNER]) != owner:
                return {}
            names = [name for name in kept.files if name + LENGTHS in kept.files]
            return {
                name: np.split(kept[name], np.cumsum(kept[name + LENGTHS])[:-1]) for name in names
            }
    except UNREADABLE:
        return {}
