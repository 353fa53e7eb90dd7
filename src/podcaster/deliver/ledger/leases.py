"""Holds claims while the work lasts, where other machines could take them for abandoned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from podcaster.deliver.ledger.claims import Claim
from podcaster.deliver.ledger.ledger import LEASE, Ledger

#: So often a lease is renewed while it lasts.
RENEWALS: Final = 3


@contextmanager
def renewed(ledger: Ledger, claims: Sequence[Claim]) -> Iterator[None]:
    """Renew `claims` until the block ends; a ledger of one machine has a lock instead."""
    if not (ledger.shared and claims):
        yield
        return
    done = Event()

    def renew() -> None:
        while not done.wait(LEASE.total_seconds() / RENEWALS):
            with suppress(SQLAlchemyError):  # the server is away: the fence will tell
                ledger.renew(claims)

    thread = Thread(target=renew, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
