"""Work side by side in threads; results come in the order of the jobs.

Decoders, encoders and matrix products run without Python's lock, so threads are enough.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import cache
from queue import Empty, SimpleQueue
from threading import Event
from typing import Final, Generic, TypeVar

import numpy as np

R = TypeVar("R")

#: What is done step by step; it can be given up between two results.
Job = Callable[[], Iterable[R]]

#: Larger than any array that a worker makes; small enough to be kept three times over.
LARGE_BYTES: Final = 1 << 24
#: How often somebody who waits is told that the others go on.
PATIENCE_S: Final = 0.1


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):  # Linux; a container may allow fewer than there are
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def side_by_side(
    jobs: Iterable[Job[R]],
    *,
    workers: int | None = None,
    in_flight: int | None = None,
    meanwhile: Callable[[], None] = lambda: None,
) -> Iterator[Iterator[Iterator[R]]]:
    """Run jobs in threads, and lend their results: job by job, each step by step.

    When the block is left, for whatever reason, no job goes on.

    Args:
        jobs: Are called in threads; the iterable is walked through in this one.
        workers: How many threads; None: as many as there are processors.
        in_flight: How many jobs are taken from `jobs` before the first is done with; None: all.
        meanwhile: Is called in this thread now and then.
    """
    _keep_freed_memory()
    stopped = Event()
    with ThreadPoolExecutor(workers or processors(), "podcaster") as pool:
        try:
            runs = (_Run(job, pool, stopped) for job in jobs)
            yield (run.results(meanwhile) for run in _ahead(runs, in_flight))
        finally:
            stopped.set()
            pool.shutdown(wait=False, cancel_futures=True)


@cache
def _keep_freed_memory() -> None:
    """Make glibc keep what is freed, by freeing something large; other systems don't mind.

    It would hand every array of some megabytes back to the system and ask for the next one page by
    page, which took a third of the time of all meters.

    Source:
        mallopt(3), on the dynamic adjustment of M_MMAP_THRESHOLD.
    """
    np.empty(LARGE_BYTES, np.uint8)


def give_back_memory() -> None:
    """Make glibc hand back what was freed in any thread; nothing happens on other systems.

    What was noted piece by piece in threads lies scattered, and nothing large fits between.

    Source:
        malloc_trim(3).
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim:
        trim(0)


class _Run(Generic[R]):
    """A job that runs, or will.

    Args:
        job: What to do.
        pool: Does it.
        stopped: Is set when nobody wants the results any more.
    """

    def __init__(self, job: Job[R], pool: Executor, stopped: Event) -> None:
        self._done: SimpleQueue[R | None] = SimpleQueue()
        self._future = pool.submit(self._work, job, stopped)

    def results(self, meanwhile: Callable[[], None]) -> Iterator[R]:
        """Yield the results as they come; raise what the job raised."""
        while (result := self._next(meanwhile)) is not None:
            meanwhile()
            yield result
        meanwhile()
        self._future.result()

    def _next(self, meanwhile: Callable[[], None]) -> R | None:
        """Wait for the next result; None at the end."""
        while True:
            with suppress(Empty):
                return self._done.get(timeout=PATIENCE_S)
            meanwhile()

    def _work(self, job: Job[R], stopped: Event) -> None:
        """Do the job until it ends or nobody wants it."""
        try:
            for result in job():
                if stopped.is_set():
                    return
                self._done.put(result)
        finally:
            self._done.put(None)


def _ahead(runs: Iterable[_Run[R]], in_flight: int | None) -> Iterator[_Run[R]]:
    """Yield runs in order, so many of them started."""
    waiting: deque[_Run[R]] = deque()
    for run in runs:
        waiting.append(run)
        if in_flight is not None and len(waiting) >= in_flight:
            yield waiting.popleft()
    yield from waiting
