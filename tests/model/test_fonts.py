"""A font is told by what stands in it, and a file that was cut off is none."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcaster.model.fonts import Fonts, font_kind

DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


def a_truetype(length: int = 100) -> bytes:
    """Return a file with one table of `length` bytes behind its list."""
    table = struct.pack(">4sIII", b"glyf", 0, 28, length)
    return b"\0\1\0\0" + struct.pack(">HHHH", 1, 16, 0, 0) + table + bytes(length)


def test_a_whole_font_is_known_by_its_first_bytes() -> None:
    woff2 = b"wOF2\0\1\0\0" + (48).to_bytes(4, "big") + bytes(36)

    assert font_kind(woff2, len(woff2)) == "woff2"
    assert font_kind(a_truetype(), len(a_truetype())) == "ttf"
    assert font_kind(b"OTTO" + a_truetype()[4:], len(a_truetype())) == "otf"


@given(st.integers(0, 127))
def test_a_font_that_is_cut_off_is_none(length: int) -> None:
    assert font_kind(a_truetype()[:length], length) is None


@given(st.binary(max_size=200))
def test_any_bytes_can_be_looked_at(start: bytes) -> None:
    assert font_kind(start, len(start)) in {None, "woff2", "ttf", "otf"}


def test_a_real_font_is_one() -> None:
    if not DEJAVU.is_file():
        pytest.fail("`apt-get install fonts-dejavu-core` brings the font of this test")
    content = DEJAVU.read_bytes()

    assert font_kind(content[:1024], len(content)) == "ttf"
    assert font_kind(content[:1024], len(content) // 2) is None


def test_files_are_named_by_their_use() -> None:
    fonts = Fonts.model_validate({"text": "a.woff2"})

    assert fonts.files() == {"text": "a.woff2"}
