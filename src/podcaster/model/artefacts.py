"""Files of the built folder: documents held in memory, media referred to by their source."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path


@dataclass(frozen=True)
class Document:
    """A finished document.

    Attributes:
        path: Where it stands in the built folder, with `/`.
        content: Its bytes.
        mime_type: Its media type.
        item: Which episode or news item it belongs to (`episode/<slug>`), "" for the show.
    """

    path: str
    content: bytes
    mime_type: str
    item: str = ""

    @property
    def sha256(self) -> str:
        """Digest of its content, hexadecimal."""
        return sha256(self.content).hexdigest()

    @property
    def size_bytes(self) -> int:
        """Length of its content."""
        return len(self.content)


@dataclass(frozen=True)
class Media:
    """A finished file that stays where it is until a host copies it.

    Attributes:
        path: Where it shall stand in the built folder; its name holds part of its digest.
        source: Where it is now.
        mime_type: Its media type.
        size_bytes: Its length.
        sha256: Digest of its content, hexadecimal.
        item: See `Document.item`.
        size_px: Width and height of a picture, where they are known.
    """

    path: str
    source: Path
    mime_type: str
    size_bytes: int
    sha256: str
    item: str = ""
    size_px: tuple[int, int] | None = None


Artefact = Document | Media
