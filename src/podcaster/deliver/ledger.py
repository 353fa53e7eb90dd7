"""The ledger: who took what, when, under which name; an SQLite file in `.podcaster/`.

A row's intent is on disk before the first byte leaves the house. A row that still says `sending`
when nobody sends any more is in doubt, and what is in doubt is never repeated by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import Connection, Engine, delete, func, insert, inspect, select, update

from podcaster.deliver.channel import HostMemory, Receipt
from podcaster.deliver.files import writing
from podcaster.deliver.ledger_file import database_errors, engine_of, writing_to
from podcaster.deliver.ledger_snapshot import snapshot_of
from podcaster.deliver.ledger_tables import ATTEMPT, CHANNEL, DELIVERY, META, METADATA, VERSION
from podcaster.deliver.records import (
    Key,
    Snapshot,
    written_message,
)
from podcaster.errors import FolderError
from podcaster.model.delivery import State
from podcaster.model.findings import Place
from podcaster.model.message import message

FILE: Final = "ledger.sqlite"

#: A secret shorter than this would be found in innocent words.
SHORTEST_SECRET: Final = 6
REDACTED: Final = "***"


@dataclass(frozen=True)
class Claim:
    """The right to deliver one thing; whoever claims it later takes the right away.

    Attributes:
        id: The row.
        fence: Grows with every claim; only the highest may write.
        payload: What earlier tries kept.
    """

    id: str
    fence: int
    payload: Mapping[str, object] = field(default_factory=dict, hash=False, compare=False)


@dataclass(frozen=True)
class Ledger:
    """An open ledger.

    Attributes:
        engine: The database.
        now: The moment of this run.
        secrets: Values that are struck out of whatever is written.
    """

    engine: Engine
    now: datetime
    secrets: tuple[str, ...] = field(default=(), repr=False)

    def snapshot(self) -> Snapshot:
        """Return everything it says now."""
        with self.engine.connect() as connection:
            return snapshot_of(connection)

    def begin(self, channels: Iterable[str]) -> None:
        """Note since when channels have been the show's; those that are known stay."""
        with self.engine.connect() as connection:
            known = set(connection.scalars(select(CHANNEL.c.name)))
        new = [{"name": name, "begun_at": self.now} for name in channels if name not in known]
        if new:
            with writing_to(self.engine) as connection:
                connection.execute(insert(CHANNEL), new)

    def host_memory(self, channel: str) -> HostMemory:
        """Return what is remembered about a host."""
        with self.engine.connect() as connection:
            facts = {one.name: one.value for one in connection.execute(select(META))}
        return HostMemory(facts.get("id", ""), int(facts.get(f"generation {channel}", 0)))

    def note_generation(self, channel: str, generation: int) -> None:
        """Note how often has been published at a host by now."""
        name = f"generation {channel}"
        with writing_to(self.engine) as connection:
            connection.execute(delete(META).where(META.c.name == name))
            connection.execute(insert(META).values(name=name, value=str(generation)))

    def claim(self, keys: Sequence[Key], *, repeatable: bool) -> tuple[Claim, ...]:
        """Write down the intent to deliver; nothing may leave the house before this returns.

        Returns:
            The claims, in order; nothing if somebody else has changed one of them meanwhile.
        """
        with writing_to(self.engine) as connection:
            if any(_present_fence(connection, key) != key.seen for key in keys):
                return ()
            intent = Receipt(State.SENDING)
            return tuple(
                self._put(connection, key, intent, repeatable=repeatable, tries=1) for key in keys
            )

    def record(self, key: Key, receipt: Receipt) -> None:
        """Write down a state that needed no sending."""
        with writing_to(self.engine) as connection:
            self._put(connection, key, receipt, repeatable=True, tries=0)

    def keep(self, claim: Claim, facts: Mapping[str, object], *, repeatable: bool) -> None:
        """Add facts to what is being sent, before the next byte leaves."""
        with writing_to(self.engine) as connection:
            known = connection.scalar(select(DELIVERY.c.payload).where(DELIVERY.c.id == claim.id))
            payload = {**(known or {}), **self._clean(facts)}
            connection.execute(
                update(DELIVERY)
                .where(DELIVERY.c.id == claim.id, DELIVERY.c.fence == claim.fence)
                .values(payload=payload, repeatable=repeatable)
            )

    def settle(self, answered: Iterable[tuple[Claim, Receipt]]) -> None:
        """Write down what a channel answered; a claim that was taken away changes nothing."""
        with writing_to(self.engine) as connection:
            for claim, receipt in answered:
                connection.execute(
                    update(DELIVERY)
                    .where(DELIVERY.c.id == claim.id, DELIVERY.c.fence == claim.fence)
                    .values(self._values(receipt))
                )
                self._log(connection, claim, receipt)

    def _put(
        self, connection: Connection, key: Key, receipt: Receipt, *, repeatable: bool, tries: int
    ) -> Claim:
        """Insert or take over the row of `key` under a new fence."""
        row = DELIVERY.c.id == _id(key)
        old = connection.execute(select(DELIVERY).where(row)).first()
        payload = old.payload if old else {}
        claim = Claim(_id(key), _highest_fence(connection) + 1, payload)
        values = {**self._values(receipt), "fence": claim.fence, "repeatable": repeatable}
        values["tries"] = tries + (old.tries if old else 0)
        if tries and not (old and old.first_intent_at):
            values["first_intent_at"] = self.now
        if old:
            connection.execute(update(DELIVERY).where(row).values(values))
        else:
            names = {name: getattr(key, name) for name in _KEY_COLUMNS}
            connection.execute(insert(DELIVERY).values(id=claim.id, payload={}, **names, **values))
        self._log(connection, claim, receipt)
        return claim

    def _values(self, receipt: Receipt) -> dict[str, Any]:
        return {
            "state": receipt.state,
            "how": receipt.how,
            "problem": self._clean(written_message(receipt.why)),
            "remote_id": self._clean(receipt.remote_id),
            "remote_url": self._clean(receipt.url),
            "not_before": receipt.not_before,
            "updated_at": self.now,
        }

    def _log(self, connection: Connection, claim: Claim, receipt: Receipt) -> None:
        connection.execute(
            insert(ATTEMPT).values(
                delivery_id=claim.id,
                fence=claim.fence,
                at=self.now,
                state=receipt.state,
                how=receipt.how,
                detail=self._clean(written_message(receipt.why)),
            )
        )

    def _clean(self, value: Any) -> Any:  # noqa: ANN401 - any JSON-ready value
        """Strike out secrets, wherever they stand."""
        if isinstance(value, str):
            for secret in self.secrets:
                value = value.replace(secret, REDACTED)
            return value
        if isinstance(value, Mapping):
            return {name: self._clean(inner) for name, inner in value.items()}
        return [self._clean(inner) for inner in value] if isinstance(value, list | tuple) else value


_KEY_COLUMNS: Final = ("channel", "item", "operation", "revision", "guid")


@contextmanager
def opened_ledger(
    state: Path, now: datetime, secrets: Mapping[str, str] | None = None
) -> Iterator[Ledger]:
    """Open the ledger in `state`; one that is missing is begun.

    Raises:
        FolderError: If it can't be read or written, or is none of ours.
    """
    hidden = tuple(text for text in (secrets or {}).values() if len(text) >= SHORTEST_SECRET)
    file = state / FILE
    with writing(state):
        state.mkdir(parents=True, exist_ok=True)
    with database_errors(file):
        engine = engine_of(file, "rwc")
        with writing_to(engine) as connection:
            if not inspect(connection).get_table_names():
                METADATA.create_all(connection)
                facts = {"version": VERSION, "begun_at": now.isoformat(), "id": uuid4().hex}
                rows = [{"name": name, "value": value} for name, value in facts.items()]
                connection.execute(insert(META), rows)
            _check_version(connection, file)
        yield Ledger(engine, now, hidden)


def read_ledger(state: Path) -> Snapshot:
    """Return what the ledger in `state` says; nothing is made if there is none.

    Raises:
        FolderError: If it can't be read, or is none of ours.
    """
    file = state / FILE
    with database_errors(file):
        if not file.is_file() or file.stat().st_size == 0:
            return Snapshot()
        with engine_of(file, "rw").connect() as connection:
            _check_version(connection, file)
            return snapshot_of(connection)


def _check_version(connection: Connection, file: Path) -> None:
    """Refuse what a newer version of this program wrote."""
    version = connection.scalar(select(META.c.value).where(META.c.name == "version"))
    if version != VERSION:
        raise FolderError(
            message("was written by another version of `podcaster`"),
            place=Place(str(file)),
            hint=message("bring `podcaster` up to date"),
        )


def _id(key: Key) -> str:
    names = f"{key.channel}|{key.item}|{key.operation}|{key.revision}"
    return sha256(names.encode()).hexdigest()


def _highest_fence(connection: Connection) -> int:
    return int(connection.scalar(select(func.max(DELIVERY.c.fence))) or 0)


def _present_fence(connection: Connection, key: Key) -> int:
    """Return the fence of the row that is present for the same item; 0: there is none."""
    row = DELIVERY.c
    same = (row.channel == key.channel) & (row.operation == key.operation)
    named = (row.item == key.item, row.guid == key.guid)  # one index each
    found = (connection.scalar(select(func.max(row.fence)).where(same, one)) for one in named)
    return max(int(fence or 0) for fence in found)
