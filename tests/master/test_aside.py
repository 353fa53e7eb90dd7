"""What waits on disk comes out as it went in, and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcaster.master.aside import Aside


@given(st.lists(st.binary(max_size=40)))
def test_pieces_come_out_as_they_went_in(pieces: list[bytes]) -> None:
    aside = Aside(None)

    assert list(aside.take(aside.put(pieces))) == pieces


def test_a_file_has_no_name(tmp_path: Path) -> None:
    aside = Aside(tmp_path)
    sizes = list(aside.put([b"one", b"two"]))

    assert list(tmp_path.iterdir()) == []
    assert list(aside.take(sizes)) == [b"one", b"two"]


def test_nothing_is_left_open_after_the_last_piece() -> None:
    aside = Aside(None)
    list(aside.take(aside.put([b"one"])))

    with pytest.raises(ValueError, match="closed"):
        next(aside.put([b"more"]))
