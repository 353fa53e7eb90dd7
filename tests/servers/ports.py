"""Ports that are free, and waiting until somebody answers there."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE_S = 60.0


def free_port() -> int:
    """Return a port of this machine that nobody holds at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


@contextmanager
def held_port() -> Iterator[int]:
    """Yield a port that nobody else is given while the block lasts.

    Who reuses addresses, as servers do, can listen there all the same.
    """
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        yield port


def wait_for(port: int) -> None:
    """Wait until somebody answers there."""
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), 1.0):
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
