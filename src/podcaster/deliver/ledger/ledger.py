"""The ledger: who took what, when, under which name; in `.podcaster/` or on a server.

A row's intent is on disk before the first byte leaves the house. A row that still says `sending`
when nobody sends any more is in doubt, and what is in doubt is never repeated by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Engine, insert, select, update

from podcaster.deliver.channel import HostMemory, Receipt
from podcaster.deliver.ledger.claims import (
    KEY_COLUMNS,
    Claim,
    held,
    highest_fence,
    id_of,
    kept_before,
    present_fence,
)
from podcaster.deliver.ledger.file import writing_to
from podcaster.deliver.ledger.records import (
    Key,
    Snapshot,
    written_message,
)
from podcaster.deliver.ledger.snapshot import snapshot_of
from podcaster.deliver.ledger.tables import APPROVAL, ATTEMPT, CHANNEL, DELIVERY, META, database_now
from podcaster.errors import NotSentError
from podcaster.model.delivery import State
from podcaster.model.message import message

#: A claim that nobody renews is given up after this time.
LEASE: Final = timedelta(seconds=60)

REDACTED: Final = "***"


@dataclass(frozen=True)
class Ledger:
    """An open ledger.

    Attributes:
        engine: The database.
        now: The moment of this run.
        secrets: Values that are struck out of whatever is written.
        owner: Under which name leases are held: one per folder and machine.
        who: Name of the person.
    """

    engine: Engine
    now: datetime
    secrets: tuple[str, ...] = field(default=(), repr=False)
    owner: str = ""
    who: str = ""

    @property
    def shared(self) -> bool:
        """Whether several machines use it."""
        return self.engine.dialect.name != "sqlite"

    def snapshot(self) -> Snapshot:
        """Return everything it says now."""
        with self.engine.connect() as connection:
            return snapshot_of(connection)

    def begin(self, channels: Iterable[str]) -> None:
        """Note since when channels have been the show's; those that are known stay."""
        with writing_to(self.engine) as connection:
            known = set(connection.scalars(select(CHANNEL.c.name)))
            new = [{"name": name, "begun_at": self.now} for name in channels if name not in known]
            if new:
                connection.execute(insert(CHANNEL), new)

    def host_memory(self, channel: str) -> HostMemory:
        """Return what is remembered about a host."""
        with self.engine.connect() as connection:
            name = connection.scalar(select(META.c.value).where(META.c.name == "id"))
            row = CHANNEL.c
            known = connection.scalar(select(row.generation).where(row.name == channel))
        return HostMemory(name or "", known or 0)

    def health(self, channel: str) -> tuple[int, datetime | None]:
        """Return how often in a row a channel failed, and until when it is left alone."""
        row = CHANNEL.c
        with self.engine.connect() as connection:
            asked = select(row.failures, row.rests_until).where(row.name == channel)
            found = connection.execute(asked).first()
        return (found.failures, found.rests_until) if found else (0, None)

    def note_channel(self, channel: str, **values: object) -> None:
        """Note how often was published there, or whether it rests."""
        with writing_to(self.engine) as connection:
            connection.execute(update(CHANNEL).where(CHANNEL.c.name == channel).values(values))

    def renew(self, claims: Iterable[Claim]) -> None:
        """Hold claims for another while."""
        with writing_to(self.engine) as connection:
            until = database_now(connection) + LEASE
            for claim in claims:
                connection.execute(update(DELIVERY).where(*held(claim)).values(lease_until=until))

    def claim(
        self,
        keys: Sequence[Key],
        *,
        repeatable: bool,
        facts: Mapping[str, Mapping[str, object]] | None = None,
    ) -> tuple[Claim, ...]:
        """Write down the intent to deliver; nothing may leave the house before this returns.

        Args:
            keys: What is to be delivered.
            repeatable: Whether it may be done again by itself when it was interrupted.
            facts: Item -> what is kept along with it, such as what people will see.

        Returns:
            The claims, in order; nothing if somebody else has changed one of them meanwhile.
        """
        with writing_to(self.engine) as connection:
            if any(present_fence(connection, key) != key.seen for key in keys):
                return ()
            intent = Receipt(State.SENDING)
            claims = tuple(
                self._put(connection, key, intent, repeatable=repeatable, tries=1) for key in keys
            )
            lease = {"lease_owner": self.owner, "lease_until": database_now(connection) + LEASE}
            for key, claim in zip(keys, claims, strict=True):
                payload = {**claim.payload, **self._clean((facts or {}).get(key.item, {}))}
                connection.execute(
                    update(DELIVERY).where(*held(claim)).values(lease | {"payload": payload})
                )
            return claims

    def record(
        self,
        key: Key,
        receipt: Receipt,
        facts: Mapping[str, object] | None = None,
        above: int = 0,
    ) -> int:
        """Write down a state that needed no sending, and `facts` along with it.

        Returns:
            The row's fence: higher than `above`, and than all others.
        """
        with writing_to(self.engine) as connection:
            claim = self._put(connection, key, receipt, repeatable=True, tries=0, above=above)
            if facts:
                payload = {**claim.payload, **self._clean(facts)}
                connection.execute(update(DELIVERY).where(*held(claim)).values(payload=payload))
        return claim.fence

    def approve(self, revisions: Iterable[tuple[str, str]]) -> None:
        """Write down that these revisions of these items may be told, says this person."""
        said = [
            {"item": item, "revision": revision, "who": self.who, "at": self.now}
            for item, revision in sorted(revisions)
        ]
        with writing_to(self.engine) as connection:
            connection.execute(insert(APPROVAL), said)

    def keep(self, claim: Claim, facts: Mapping[str, object], *, repeatable: bool) -> None:
        """Add facts to what is being sent, before the next byte leaves.

        Raises:
            NotSentError: If somebody else has taken the claim away: nothing must leave any more.
        """
        with writing_to(self.engine) as connection:
            known = connection.scalar(select(DELIVERY.c.payload).where(DELIVERY.c.id == claim.id))
            payload = {**(known or {}), **self._clean(facts)}
            kept = connection.execute(
                update(DELIVERY)
                .where(*held(claim))
                .values(
                    payload=payload,
                    repeatable=repeatable,
                    lease_until=database_now(connection) + LEASE,
                )
            )
        if kept.rowcount == 0:
            raise NotSentError(
                message("another run has taken this over"),
                hint=message("`podcaster status` says what became of it"),
            )

    def settle(self, answered: Iterable[tuple[Claim, Receipt]]) -> None:
        """Write down what a channel answered; a claim that was taken away changes nothing."""
        with writing_to(self.engine) as connection:
            for claim, receipt in answered:
                connection.execute(
                    update(DELIVERY).where(*held(claim)).values(self._values(receipt))
                )
                self._log(connection, claim, receipt)

    def _put(
        self,
        connection: Connection,
        key: Key,
        receipt: Receipt,
        *,
        repeatable: bool,
        tries: int,
        above: int = 0,
    ) -> Claim:
        """Insert or take over the row of `key` under a new fence."""
        row = DELIVERY.c.id == id_of(key)
        old = connection.execute(select(DELIVERY).where(row)).first()
        payload = kept_before(connection, key, old)
        claim = Claim(id_of(key), max(above, highest_fence(connection)) + 1, payload)
        values = {**self._values(receipt), "fence": claim.fence, "repeatable": repeatable}
        values["payload"] = payload
        again = receipt.state is State.READY  # a person says: from the beginning
        values["tries"] = 0 if again else tries + (old.tries if old else 0)
        if tries and not (old and old.first_intent_at):
            values["first_intent_at"] = self.now
        if old:
            connection.execute(update(DELIVERY).where(row).values(values))
        else:
            names = {name: getattr(key, name) for name in KEY_COLUMNS}
            connection.execute(insert(DELIVERY).values(id=claim.id, **names, **values))
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
            "lease_owner": None,
            "lease_until": None,
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
                who=self.who or None,
                remote_url=self._clean(receipt.url),
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
