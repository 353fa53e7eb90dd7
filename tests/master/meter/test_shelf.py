"""What lies on a shelf is read as any other array."""

from __future__ import annotations

import gc
import tempfile
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from podcaster.master.meter import shelf as shelves
from podcaster.master.meter.shelf import LEAST_BYTES, Row, Rows, Shelf, Shelved

#: More than a row that stays in memory.
LONG = LEAST_BYTES // 4
EMPTY = np.zeros((0, 2), np.float32)


def rows_of(lengths: list[int]) -> list[NDArray[np.float32]]:
    """Return arrays of so many rows, all numbers different."""
    ends = np.cumsum(lengths)
    return [
        np.arange(2 * (end - length), 2 * end, dtype=np.float32).reshape(-1, 2)
        for length, end in zip(lengths, ends.tolist(), strict=True)
    ]


@given(
    lengths=st.lists(st.sampled_from([0, 1, 3, LONG, LONG + 5]), max_size=6),
    first=st.integers(-400, 400),
    last=st.one_of(st.none(), st.integers(-400, 400)),
    within=st.tuples(st.integers(0, 300), st.integers(0, 600)),
)
@settings(deadline=None, max_examples=150)
def test_any_part_of_rows_is_that_of_all_of_them_together(
    lengths: list[int], first: int, last: int | None, within: tuple[int, int]
) -> None:
    arrays, shelf = rows_of(lengths), Shelf()
    together = np.concatenate([EMPTY, *arrays])

    rows = Rows([shelf.put(array) for array in arrays], EMPTY)

    assert len(rows) == len(together)
    assert np.array_equal(rows, together)
    assert np.array_equal(rows[first:last], together[first:last])
    part = rows.part(*within)
    assert np.array_equal(part, together[slice(*within)])
    assert np.array_equal(part[first:last], together[slice(*within)][first:last])


@pytest.mark.parametrize("kind", [np.float16, np.float32, np.int64])
def test_a_row_on_the_shelf_is_read_in_parts(kind: type[np.generic]) -> None:
    array = np.arange(4 * LONG).reshape(4, LONG).astype(kind)

    row = Shelf().put(array)

    assert isinstance(row, Shelved)
    assert len(row) == 4
    assert row[1:3].dtype == kind
    assert np.array_equal(row[1:3], array[1:3])
    assert np.array_equal([one[5:9] for one in row], array[:, 5:9])
    assert np.array_equal(row, array)


def test_what_finds_no_room_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shelves, "TemporaryFile", full)
    array, shelf = np.zeros(LONG + 1, np.float32), Shelf()

    assert shelf.put(array) is array
    assert shelf.put(array) is array


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only Linux tells what is open")
def test_the_file_goes_with_the_last_row() -> None:
    gc.collect()
    before = open_files()
    shelf = Shelf()
    rows: list[Row[np.float32]] = [shelf.put(np.zeros(LONG + 1, np.float32)) for _ in range(3)]
    del shelf
    assert len(open_files()) == len(before) + 1

    rows.clear()
    gc.collect()

    assert open_files() == before


def open_files() -> set[str]:
    """Return what this process has open in the folder for temporary files."""
    found = set()
    for number in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # that of the folder itself
            place = number.readlink()
            if place.is_relative_to(tempfile.gettempdir()):
                found.add(f"{number} {place}")
    return found
