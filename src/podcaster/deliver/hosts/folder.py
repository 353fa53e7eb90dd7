"""The folder host: a complete copy, file by file, only what changed, the feed last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from os.path import lexists
from pathlib import Path
from stat import S_ISREG
from typing import Final

from podcaster.deliver.channel import Guarantee, HostMemory, Written
from podcaster.deliver.hosts.files import (
    digest_file,
    part_of,
    read_blocks,
    sync_folder,
    write_file,
    writing,
)
from podcaster.deliver.hosts.manifest import (
    Entry,
    Manifest,
    entry_for,
    manifest_file,
    read_manifest,
    write_manifest,
)
from podcaster.deliver.hosts.places import channel_folder, inner_path
from podcaster.deliver.hosts.turns import turn_of
from podcaster.deliver.lock import only_one
from podcaster.doors.progress import Progress, silent_progress
from podcaster.errors import FolderError
from podcaster.model.artefacts import Artefact, Document
from podcaster.model.findings import Place
from podcaster.model.hosts import FolderChannel
from podcaster.model.message import message
from podcaster.model.paths import FEED
from podcaster.model.release import Release
from podcaster.workspace import Workspace

_SHOW_GUID: Final = re.compile(rb"<podcast:guid>\s*([^<\s]+)\s*</podcast:guid>")


@dataclass(frozen=True)
class FolderHost:
    """A folder of this machine.

    Attributes:
        folder: Where the release is copied to, absolute.
        state: The show's `.podcaster/`.
    """

    folder: Path
    state: Path
    guarantee: Guarantee = Guarantee.IDEMPOTENT

    def host(self, release: Release, progress: Progress, memory: HostMemory) -> Written:
        """Copy what changed; see `write_folder`."""
        del memory
        return write_folder(release.artefacts, self.folder, self.state, progress)


def folder_host(name: str, settings: FolderChannel, workspace: Workspace) -> FolderHost:
    """Make the channel that `settings` describe."""
    del name
    folder = channel_folder(workspace.folder, settings.path)
    return FolderHost(folder, workspace.state)


def write_folder(
    artefacts: Sequence[Artefact],
    folder: Path,
    state: Path,
    progress: Progress = silent_progress,
) -> Written:
    """Make `folder` hold all `artefacts`, and say what that took.

    Media go first, then documents, the feed last: wherever it breaks off, the feed that stands
    there names only files that stand there, too. Documents that we wrote and that are no longer
    in the release are removed; media never are; files of others are not touched.

    Args:
        artefacts: Every file of the built folder.
        folder: Where they shall stand; made if it is missing.
        state: The show's `.podcaster/`; what we wrote is noted there.
        progress: Told how many files of how many are done.

    Raises:
        FolderError: If it can't or must not be written.
    """
    root = channel_folder(state.parent, folder)
    note = manifest_file(state, root)
    with only_one(note.with_suffix(".lock")):
        copy = _Copy(root, read_manifest(note), tuple(sorted(artefacts, key=turn_of)))
        standing = copy.standing()
        fresh = tuple(one for one in copy.artefacts if one.path not in standing)
        copy.refuse_strangers(fresh)
        if fresh or copy.stale:
            expected = {one.path: entry_for(one) for one in fresh}
            write_manifest(note, root, {**copy.manifest, **expected})
        written = copy.write(fresh, progress)
        removed = copy.remove_stale()
        finished = {**copy.kept_media, **standing, **written}
        if finished != copy.manifest:
            write_manifest(note, root, finished)
    return Written(len(written), len(standing), removed)


@dataclass(frozen=True)
class _Copy:
    """One copying: where to, what stood there by our own note, what shall stand there."""

    root: Path
    manifest: Manifest
    artefacts: tuple[Artefact, ...]

    @property
    def stale(self) -> tuple[str, ...]:
        """Documents that we wrote and that the release no longer has."""
        wanted = {one.path for one in self.artefacts}
        return tuple(
            path for path, entry in self.manifest.items() if entry.document and path not in wanted
        )

    @property
    def kept_media(self) -> Manifest:
        """Media of earlier releases, which stay."""
        return {path: entry for path, entry in self.manifest.items() if not entry.document}

    def standing(self) -> dict[str, Entry]:
        """Return the artefacts that stand there already, whole and unchanged."""
        found = ((one, self._standing(one)) for one in self.artefacts)
        return {one.path: entry for one, entry in found if entry}

    def _standing(self, artefact: Artefact) -> Entry | None:
        target = inner_path(self.root, artefact.path)
        with writing(target):
            try:
                stat = target.lstat()
            except (FileNotFoundError, NotADirectoryError):
                return None
            if not S_ISREG(stat.st_mode) or stat.st_size != artefact.size_bytes:
                return None
            entry = entry_for(artefact, stat)
            known = self.manifest.get(artefact.path)
            same = entry == known or digest_file(target) == artefact.sha256
        return entry if same else None

    def refuse_strangers(self, fresh: Sequence[Artefact]) -> None:
        """Stop before a file is overwritten that somebody else put there.

        Raises:
            FolderError: If there is one.
        """
        strange = (
            target
            for one in fresh
            if one.path not in self.manifest and lexists(target := self.root / one.path)
        )
        if (first := next(strange, None)) and not self._holds_this_show():
            raise FolderError(
                message("stands there already and was not written by this show"),
                place=Place(str(first)),
                hint=message("choose an empty folder, or move away what stands there"),
            )

    def _holds_this_show(self) -> bool:
        """Tell whether the feed that stands there is this show's: our note was lost, then."""
        documents = (one for one in self.artefacts if isinstance(one, Document))
        new = next((one.content for one in documents if one.path == FEED), b"")
        with suppress(OSError):
            return _show_guid(new) == _show_guid((self.root / FEED).read_bytes()) != b""
        return False

    def write(self, fresh: Sequence[Artefact], progress: Progress) -> dict[str, Entry]:
        """Write the artefacts in their order; before the feed everything else is on disk."""
        written: dict[str, Entry] = {}
        for artefact in fresh:
            if artefact.path == FEED:
                self._sync(written)
            target = inner_path(self.root, artefact.path)
            write_file(target, _verified(artefact))
            with writing(target):
                written[artefact.path] = entry_for(artefact, target.lstat())
            progress(float(len(written)), float(len(fresh)))
        self._sync(written)
        return written

    def _sync(self, written: Manifest) -> None:
        """Bring the names of what was written to disk."""
        with writing(self.root):
            for folder in sorted({(self.root / path).parent for path in written}):
                sync_folder(folder)

    def remove_stale(self) -> int:
        """Remove stale documents, and folders that are empty then; return how many files."""
        return sum(self._remove(inner_path(self.root, path)) for path in self.stale)

    def _remove(self, target: Path) -> bool:
        with writing(target):
            part_of(target).unlink(missing_ok=True)
            there = target.is_symlink() or target.is_file()
            if there:
                target.unlink()
        for folder in target.parents:
            if folder == self.root or not _removed_empty(folder):
                break
        return there


def _removed_empty(folder: Path) -> bool:
    try:
        folder.rmdir()
    except OSError:  # somebody else's files are in it
        return False
    return True


def _show_guid(feed: bytes) -> bytes:
    found = _SHOW_GUID.search(feed)
    return found.group(1) if found else b""


def _verified(artefact: Artefact) -> Iterator[bytes]:
    """Read an artefact; a file that is not what it was when it was measured is an error."""
    if isinstance(artefact, Document):
        yield artefact.content
        return
    digest = sha256()
    for block in read_blocks(artefact.source):
        digest.update(block)
        yield block
    if digest.hexdigest() != artefact.sha256:
        raise FolderError(
            message("changed while it was copied"),
            place=Place(str(artefact.source)),
            hint=message("run the same command again"),
        )
