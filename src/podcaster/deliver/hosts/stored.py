"""The host over any store: what changed, in the right order, the feed last and conditional.

Audio first, sidecars and pages after it, then the feed, only if the one that stands there is the
one that stood there when this began. Wherever it breaks off, listeners have the old feed, and all
that it names. Nothing is removed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from podcaster.deliver.channel import Guarantee, HostMemory, Written
from podcaster.deliver.hosts.inventory import Inventory, Kept, read_inventory, write_inventory
from podcaster.deliver.hosts.turns import turn_of
from podcaster.deliver.revisions import item_revisions
from podcaster.doors.progress import Progress, silent_progress
from podcaster.doors.stores import ABSENT, Store, Stored, StoreOpener, Upload
from podcaster.errors import OutdatedError, RefusedError
from podcaster.model.artefacts import Artefact, Document, Media
from podcaster.model.message import message
from podcaster.model.paths import FEED
from podcaster.model.release import Release
from podcaster.model.serving import A_WHILE, FOR_EVER
from podcaster.workspace import Workspace


@dataclass(frozen=True)
class StoredHost:
    """A host that keeps its files in a store elsewhere.

    Attributes:
        name: The channel's name in publish.yaml.
        settings: What publish.yaml says about it.
        open_store: Opens the store.
        now: The moment of this run.
        secrets: By their last word.
    """

    name: str
    settings: Any
    open_store: StoreOpener
    now: datetime
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    guarantee: Guarantee = Guarantee.IDEMPOTENT

    def host(self, release: Release, progress: Progress, memory: HostMemory) -> Written:
        """Bring what changed; see the top of this file."""
        with self.open_store(self.settings, self.secrets) as store:
            there = read_inventory(store)
            self._refuse_older(release, there, memory)
            feed = store.stat(FEED)
            shipment = _Shipment(store, there, self._day, release.artefacts)
            tag = write_inventory(store, self._begun(release, there, memory))
            kept = shipment.bring(feed.tag if feed else ABSENT, progress)
            ours = replace(self._begun(release, there, memory), tag=tag)
            write_inventory(store, replace(ours, files={**ours.files, **kept.files}))
        return Written(kept.written, kept.unchanged, 0, ours.generation, frozenset(there.items))

    def generation(self) -> int:
        """Return how often has been published there, by whomever.

        Raises:
            DeliveryError: If the store can't be asked.
        """
        with self.open_store(self.settings, self.secrets) as store:
            return read_inventory(store).generation

    @property
    def _day(self) -> str:
        return self.now.date().isoformat()

    def _begun(self, release: Release, there: Inventory, memory: HostMemory) -> Inventory:
        """Return the list with which this publish tells others that it began."""
        items = {
            item: (guid, revision) for item, (revision, guid, _) in item_revisions(release).items()
        }
        coming = {one.path: _kept(one, self._day) for one in release.artefacts}
        files = {**there.files, **{p: k for p, k in coming.items() if p not in there.files}}
        return Inventory(there.generation + 1, memory.writer, items, files, there.tag)

    def _refuse_older(self, release: Release, there: Inventory, memory: HostMemory) -> None:
        """Stop if somebody else published what this folder does not hold.

        Raises:
            OutdatedError: If so.
        """
        if there.writer in {"", memory.writer} or there.generation == memory.generation:
            return
        ours = {guid: revision for revision, guid, _ in item_revisions(release).values()}
        if all(ours.get(guid) == revision for guid, revision in there.items.values()):
            return
        raise OutdatedError(
            message("another machine published here, and this folder does not hold all of that"),
            hint=message(
                "bring this folder up to date, then say `podcaster adopt --channel {name}`",
                name=self.name,
            ),
        )


def stored_host(name: str, settings: Any, workspace: Workspace) -> StoredHost:  # noqa: ANN401 - a row's type
    """Make the host that `settings` describe."""
    secrets = workspace.secrets_of(name)
    return StoredHost(name, settings, workspace.open_store, workspace.now, secrets)


@dataclass(frozen=True)
class _Brought:
    """What a shipment came to."""

    written: int
    unchanged: int
    files: Mapping[str, Kept]


@dataclass(frozen=True)
class _Shipment:
    """One bringing: where to, what stood there by our own list, what shall stand there."""

    store: Store
    there: Inventory
    day: str
    artefacts: Sequence[Artefact]

    def bring(self, feed_tag: str, progress: Progress) -> _Brought:
        """Bring the artefacts in their order.

        Raises:
            OutdatedError: If another feed stands there than when this began.
        """
        ordered = sorted(self.artefacts, key=turn_of)
        standing = self.store.listed([one.path for one in ordered])
        tags = {one.path: standing[one.path].tag for one in ordered if self._same(one, standing)}
        unchanged = len(tags)
        fresh = [one for one in ordered if one.path not in tags]
        for number, artefact in enumerate(fresh, 1):
            tags[artefact.path] = self._put(artefact, feed_tag)
            progress(float(number), float(len(fresh)))
        files = {one.path: replace(_kept(one, self.day), tag=tags[one.path]) for one in ordered}
        return _Brought(len(fresh), unchanged, files)

    def _same(self, artefact: Artefact, standing: Mapping[str, Stored]) -> bool:
        there, known = standing.get(artefact.path), self.there.files.get(artefact.path)
        if there is None or there.size_bytes != artefact.size_bytes:
            return False
        if there.sha256:
            return there.sha256 == artefact.sha256
        return bool(known and known.tag == there.tag and known.sha256 == artefact.sha256)

    def _put(self, artefact: Artefact, feed_tag: str) -> str:
        upload = upload_of(artefact)
        if isinstance(artefact, Media):
            self.store.put_if_absent(upload, silent_progress)
            there = self.store.stat(artefact.path)
            if there is None or there.size_bytes != artefact.size_bytes:
                raise RefusedError(
                    message("`{path}` did not arrive whole", path=artefact.path),
                    hint=message("run the same command again"),
                )
            return there.tag
        return self.store.put(upload, feed_tag if artefact.path == FEED else None).tag


def upload_of(artefact: Artefact) -> Upload:
    """Return an artefact as a store takes it."""
    document = isinstance(artefact, Document)
    return Upload(
        artefact.path,
        artefact.content if isinstance(artefact, Document) else artefact.source,
        artefact.size_bytes,
        artefact.sha256,
        artefact.mime_type,
        A_WHILE if document else FOR_EVER,
    )


def _kept(artefact: Artefact, day: str) -> Kept:
    return Kept(artefact.sha256, artefact.size_bytes, "", day)
