"""What a folder host wrote, and how each file looked when it was done."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from os import stat_result
from pathlib import Path

from podcaster.deliver.hosts.files import write_file
from podcaster.model.artefacts import Artefact, Document


@dataclass(frozen=True)
class Entry:
    """One file that we wrote.

    A file whose stamp is the same was not touched since and need not be read again. The time of
    its last status change can't be set back, as the time of its last change can.

    Attributes:
        sha256: Digest of its content.
        document: Whether it is a document, which goes when the release no longer has it.
        stamp: Length, time of last change and of last status change; empty until it is written.
    """

    sha256: str
    document: bool
    stamp: tuple[int, ...] = ()


#: Path in the built folder -> what stands there.
Manifest = Mapping[str, Entry]


def entry_for(artefact: Artefact, stat: stat_result | None = None) -> Entry:
    """Return the entry of an artefact, with the stamp of its file if that is written."""
    return Entry(
        artefact.sha256,
        isinstance(artefact, Document),
        stamp_of(stat) if stat else (),
    )


def stamp_of(stat: stat_result) -> tuple[int, ...]:
    """Return what changes whenever a file does."""
    return (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)


def manifest_file(state: Path, folder: Path) -> Path:
    """Return where the manifest of `folder` is kept."""
    return state / "hosts" / f"{sha256(str(folder).encode()).hexdigest()[:16]}.json"


def read_manifest(file: Path) -> Manifest:
    """Read a manifest; one that is missing or damaged lists nothing."""
    try:
        files = json.loads(file.read_bytes())["files"]
        return {
            str(path): Entry(
                str(entry["sha256"]), bool(entry["document"]), tuple(map(int, entry["stamp"]))
            )
            for path, entry in files.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def write_manifest(file: Path, folder: Path, manifest: Manifest) -> None:
    """Write a manifest whole or not at all.

    Raises:
        FolderError: If it can't be written.
    """
    files = {path: asdict(entry) for path, entry in sorted(manifest.items())}
    text = json.dumps({"version": 1, "folder": str(folder), "files": files}, indent=1)
    write_file(file, [text.encode()])
