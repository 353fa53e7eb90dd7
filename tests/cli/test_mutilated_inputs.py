"""Files that something happened to: whatever it was, they are read, or there are words for it."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from tests.cli.command_line import run
from tests.recordings import MADE, written

Data = bytearray
#: At least so many accidents for each kind of file, always the same ones.
EACH: Final = 8


def overwritten(data: Data, draw: random.Random) -> None:
    """Change bytes of the header."""
    for _ in range(draw.randrange(1, 6)):
        data[draw.randrange(min(200, len(data)))] = draw.randrange(256)


def flipped(data: Data, draw: random.Random) -> None:
    """Change a single bit anywhere."""
    data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)


def cut_off(data: Data, draw: random.Random) -> None:
    """Let it end anywhere."""
    del data[draw.randrange(len(data)) :]


def cut_out(data: Data, draw: random.Random) -> None:
    """Let something be missing."""
    start = draw.randrange(len(data))
    del data[start : start + draw.randrange(1, 5000)]


def put_in(data: Data, draw: random.Random) -> None:
    """Let something be too much."""
    start = draw.randrange(len(data))
    data[start:start] = draw.randbytes(draw.randrange(1, 3000))


ACCIDENTS: Final[tuple[Callable[[Data, random.Random], None], ...]] = (
    overwritten, flipped, cut_off, cut_out, put_in,
)  # fmt: skip


@pytest.mark.parametrize("kind", MADE)
def test_whatever_happens_to_a_file_there_are_words_for_it(kind: str, tmp_path: Path) -> None:
    draw = random.Random(kind)  # noqa: S311 - no secret; the same draws every time
    whole = MADE[kind](tmp_path / "whole").read_bytes()

    for accident in ACCIDENTS * (EACH // len(ACCIDENTS) + 1):
        data = bytearray(whole)
        accident(data, draw)
        path = written(tmp_path / "talk.wav", bytes(data))

        outcome = run("measure", path)

        assert outcome.code in {0, 1}
        assert "mistake in the program" not in outcome.err
        if outcome.code:
            assert outcome.err.startswith(f"{path}: ")
            assert "\nhint: " in outcome.err
