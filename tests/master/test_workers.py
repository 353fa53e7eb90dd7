"""Threads keep the order, pass errors on as they are, and stop when nobody wants their results."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podcaster.errors import AudioError
from podcaster.master.workers import Job, give_back_memory, side_by_side
from podcaster.model.message import message

#: What the system says of this process's memory.
STATM: Final = Path("/proc/self/statm")


def late(numbers: Iterable[int], pause_s: float = 0.0) -> Iterator[int]:
    for number in numbers:
        time.sleep(pause_s)
        yield number


@given(
    lengths=st.lists(st.integers(0, 5), max_size=12),
    workers=st.integers(1, 4),
    in_flight=st.one_of(st.none(), st.integers(1, 6)),
)
@settings(max_examples=40, deadline=None)
def test_results_come_in_the_order_of_the_jobs(
    lengths: list[int], workers: int, in_flight: int | None
) -> None:
    expected = [[(job, at) for at in range(length)] for job, length in enumerate(lengths)]
    jobs = [partial(iter, results) for results in expected]

    with side_by_side(jobs, workers=workers, in_flight=in_flight) as running:
        found = [list(results) for results in running]

    assert found == expected


def test_no_more_jobs_are_taken_than_are_in_flight() -> None:
    taken: list[int] = []

    def jobs() -> Iterator[partial[Iterator[int]]]:
        for number in range(10):
            taken.append(number)
            yield partial(iter, [number])

    with side_by_side(jobs(), workers=2, in_flight=3) as running:
        list(next(running))
        assert taken == [0, 1, 2]
        list(next(running))
        assert taken == [0, 1, 2, 3]


def test_an_error_in_a_thread_comes_out_as_it_is() -> None:
    cause = AudioError(message("is damaged"))

    def broken() -> Iterator[int]:
        yield 1
        raise cause

    def found() -> Iterator[int]:
        jobs: list[Job[int]] = [broken, partial(late, count(), 0.01)]
        with side_by_side(jobs, workers=2) as running:
            yield from chain.from_iterable(running)

    results = found()
    assert next(results) == 1
    with pytest.raises(AudioError) as caught:
        next(results)

    assert caught.value is cause


@pytest.mark.parametrize("cause", [KeyboardInterrupt, RuntimeError])
def test_whatever_happens_outside_all_threads_end_at_their_next_step(
    cause: type[BaseException],
) -> None:
    endless = [partial(late, count(), 0.005) for _ in range(8)]
    before = threading.active_count()

    def work() -> None:
        with side_by_side(endless, workers=3) as running:
            for result in chain.from_iterable(running):
                if result > 3:
                    raise cause

    with pytest.raises(cause):
        work()

    assert threading.active_count() == before


def test_who_waits_is_called_now_and_then() -> None:
    called = threading.Semaphore(0)

    def after_three_calls() -> Iterator[int]:
        for _ in range(3):
            assert called.acquire(timeout=60)
        yield 1

    with side_by_side([after_three_calls], workers=1, meanwhile=called.release) as running:
        assert list(next(running)) == [1]


@pytest.mark.skipif(not STATM.exists(), reason="left out: needs /proc")
def test_memory_freed_in_threads_goes_back() -> None:
    held: list[bytearray] = []

    def note() -> Iterator[int]:
        held.extend(bytearray(1000 + size % 7) for size in range(60_000))
        yield 1

    before = resident_bytes()
    with side_by_side([note], workers=1) as running:
        assert list(next(running)) == [1]
    del held[:-1]  # the last one holds all before it back

    give_back_memory()

    assert resident_bytes() - before < 30_000_000


def resident_bytes() -> int:
    return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
