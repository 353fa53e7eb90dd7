"""A bad line: a TCP proxy on loopback that breaks connections in chosen ways.

    with bad_line("127.0.0.1", 8080) as line:
        line.faults.append("cut:17")
        ... http://127.0.0.1:{line.port} ...

| fault | what happens to the next connection |
|---|---|
| `refuse` | it is reset as its first byte comes, which is not taken |
| `drop_request` | the request is swallowed, then it is reset: nothing arrives over there |
| `lose_response` | the request arrives, the answer is swallowed, then it is reset |
| `cut:N` | the answer ends after N bytes |
| `reset:N` | the answer is broken off by a reset after N bytes |
| `delay:S` | the answer comes S seconds late |
| `stop:N` | when N bytes in all have arrived over there, it ends there and is reset here |

`line.upward` counts the bytes that arrived over there.
"""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Final

BLOCK_BYTES: Final = 65_536
PATIENCE_S: Final = 60.0


@dataclass
class BadLine:
    """Where it listens, where it leads, and what happens to the next connections."""

    port: int
    faults: list[str] = field(default_factory=list)
    met: list[str] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)

    @property
    def upward(self) -> int:
        """How many bytes arrived over there, of all connections."""
        return sum(self.blocks)

    def fault(self) -> tuple[str, float]:
        """Take the next fault and its figure."""
        name, _, figure = (self.faults.pop(0) if self.faults else "").partition(":")
        self.met.append(name)
        return name, float(figure or 0)


@contextmanager
def bad_line(host: str, port: int) -> Iterator[BadLine]:
    """Lead to `host:port` while the block lasts."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        line = BadLine(listening.getsockname()[1])
        thread = threading.Thread(target=_listen, args=(listening, line, (host, port)), daemon=True)
        thread.start()
        try:
            yield line
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join(PATIENCE_S)


def _listen(listening: socket.socket, line: BadLine, target: tuple[str, int]) -> None:
    with suppress(OSError):
        while True:
            near, _ = listening.accept()
            near.settimeout(PATIENCE_S)
            fault = line.fault()
            args = (near, target, line.blocks, *fault)
            threading.Thread(target=_carry, args=args, daemon=True).start()


def _carry(
    near: socket.socket, target: tuple[str, int], blocks: list[int], fault: str, figure: float
) -> None:
    """Carry one connection, as far as its fault lets it come."""
    with near, suppress(OSError):
        if fault == "refuse":  # not sooner: inside connect() it is another fault to the client
            near.recv(1, socket.MSG_PEEK)
            return _reset(near)
        if fault == "drop_request":
            near.recv(BLOCK_BYTES)
            return _reset(near)
        with socket.create_connection(target, PATIENCE_S) as far:
            most = int(figure) if fault == "stop" else None
            pumping = threading.Thread(target=_pump, args=(near, far, blocks, most), daemon=True)
            pumping.start()
            if fault == "delay":
                time.sleep(figure)
            with suppress(OSError):
                _answer(far, near, fault, int(figure))
            near.shutdown(socket.SHUT_RD)  # nothing is closed while somebody still reads from it
            pumping.join()
        if fault in {"lose_response", "reset", "stop"}:
            _reset(near)
    return None


def _answer(far: socket.socket, near: socket.socket, fault: str, figure: int) -> None:
    """Carry the answer back: all of it, a part, or nothing."""
    left = figure if fault in {"cut", "reset"} else None
    while block := far.recv(BLOCK_BYTES):
        if fault == "lose_response":
            continue
        near.sendall(block if left is None else block[:left])
        if left is not None:
            left -= len(block)
            if left <= 0:
                break


def _pump(source: socket.socket, sink: socket.socket, blocks: list[int], most: int | None) -> None:
    """Carry the request; when `most` bytes have arrived, the other side sees the line end."""
    with suppress(OSError):
        while block := source.recv(BLOCK_BYTES)[: None if most is None else most - sum(blocks)]:
            sink.sendall(block)
            blocks.append(len(block))
        if most is not None:
            sink.shutdown(socket.SHUT_RDWR)


def _reset(near: socket.socket) -> None:
    """Close so that the other side gets a reset, not an end."""
    near.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    near.close()
