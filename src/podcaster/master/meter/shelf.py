"""Arrays of many windows, put away on disk: what hours hold in memory is where they lie."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import accumulate
from tempfile import TemporaryFile
from threading import Lock
from typing import Any, BinaryIO, Final, Generic, TypeAlias, TypeVar
from weakref import finalize

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T", bound=np.generic)

#: What is smaller stays in memory: where it lies would need as much.
LEAST_BYTES: Final = 512


class Shelf:
    """A file without a name in the folder for temporary files (`TMPDIR`).

    It is made with the first array, used from any thread, and goes with the last of its arrays.
    What it does not take, as there is no room or no such folder, stays in memory.
    """

    def __init__(self) -> None:
        self._file: BinaryIO | None = None
        self._end = 0
        self._full = False
        self._lock = Lock()

    def put(self, array: NDArray[T]) -> Row[T]:
        """Put an array away; return what stands for it."""
        if array.nbytes < LEAST_BYTES or self._full:
            return array
        data = np.ascontiguousarray(array).data.cast("B")
        try:
            with self._lock:
                at = self._written(data)
        except OSError:
            self._full = True
            return array
        return Shelved(self, at, array.shape, array.dtype)

    def _written(self, data: memoryview) -> int:
        """Write behind all else; return where that begins."""
        if self._file is None:
            self._file = TemporaryFile(buffering=0)  # noqa: SIM115 - goes with this
            finalize(self, self._file.close)
        at = self._end
        self._file.seek(at)
        while data:
            data = data[self._file.write(data) :]
        self._end = self._file.tell()
        return at

    def read(self, at: int, count_bytes: int) -> bytearray:
        """Read what was put at a place.

        Raises:
            OSError: If the disk can't.
        """
        assert self._file  # noqa: S101 - something was put there
        data = bytearray(count_bytes)
        with self._lock:
            self._file.seek(at)
            left = memoryview(data)
            while left and (count := self._file.readinto(left)):  # type: ignore[attr-defined]
                left = left[count:]
        return data


@dataclass(frozen=True, slots=True, eq=False)
class Shelved(Generic[T]):
    """An array that lies on a shelf; along its first axis it is used as any other.

    Attributes:
        shelf: Where it lies.
        at: The byte where it begins.
        shape: Of the array.
        dtype: Of the array.
    """

    shelf: Shelf
    at: int
    shape: tuple[int, ...]
    dtype: np.dtype[T]

    def __len__(self) -> int:
        return self.shape[0]

    def __iter__(self) -> Iterator[Row[T]]:
        """Yield its rows, which lie there, too."""
        inner = self.shape[1:]
        step = math.prod(inner) * self.dtype.itemsize
        for number in range(len(self)):
            yield Shelved(self.shelf, self.at + number * step, inner, self.dtype)

    def __getitem__(self, part: slice) -> NDArray[T]:
        """Read a part."""
        first, last, _ = part.indices(len(self))
        shape = (max(0, last - first), *self.shape[1:])
        step = math.prod(self.shape[1:]) * self.dtype.itemsize
        data = self.shelf.read(self.at + first * step, shape[0] * step)
        return np.frombuffer(data, self.dtype).reshape(shape)

    def __array__(self, dtype: Any = None, copy: Any = None) -> NDArray[T]:  # noqa: ANN401 - numpy's own signature
        """Read all of it."""
        return np.asarray(self[:], dtype)


class Rows(Generic[T]):
    """Rows one after the other, read as one array.

    Args:
        rows: Of one type; only the first axis differs.
        empty: Stands for none: an array of that type and no length.
    """

    def __init__(self, rows: Sequence[Row[T]], empty: NDArray[T]) -> None:
        self._rows = rows
        self._empty = empty
        self._starts = [0, *accumulate(map(len, rows))]
        self._within = range(self._starts[-1])

    def __len__(self) -> int:
        return len(self._within)

    def part(self, first: int, last: int) -> Rows[T]:
        """Return a part that is not read yet."""
        part = copy(self)
        part._within = self._within[first:last]  # noqa: SLF001 - of the same class
        return part

    def __getitem__(self, part: slice) -> NDArray[T]:
        """Read a part."""
        within = self._within[part]
        if not within:
            return self._empty
        first, last = within.start, within.stop
        number = bisect_right(self._starts, first) - 1
        found = []
        while number < len(self._rows) and self._starts[number] < last:
            start = self._starts[number]
            found.append(self._rows[number][max(0, first - start) : last - start])
            number += 1
        return np.concatenate(found)

    def __array__(self, dtype: Any = None, copy: Any = None) -> NDArray[T]:  # noqa: ANN401 - numpy's own signature
        """Read all of it."""
        return np.asarray(self[:], dtype)


#: An array, wherever it is; and in however many rows.
Row: TypeAlias = NDArray[T] | Shelved[T]
Long: TypeAlias = Row[T] | Rows[T]
