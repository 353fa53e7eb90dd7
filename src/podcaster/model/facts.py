"""What load finds out about files, so that check needs no I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from podcaster.model.audio import AudioFacts
from podcaster.model.episode import KeptAudio
from podcaster.model.message import Message


@dataclass(frozen=True)
class KnownAudio:
    """Whose audio stood at an address elsewhere when the show was built last.

    Attributes:
        guid: Of the episode.
        size_bytes: As the feed said it; 0 if it did not.
    """

    guid: str
    size_bytes: int = 0


@dataclass(frozen=True)
class LastBuild:
    """What the last build said of the episodes.

    Attributes:
        guids: Slug -> GUID.
        audio: Address -> whose linked audio stood there.
    """

    guids: Mapping[str, str] = field(default_factory=dict)
    audio: Mapping[str, KnownAudio] = field(default_factory=dict)


@dataclass(frozen=True)
class Unreadable:
    """Why a file could not be read, and what to do.

    Attributes:
        why: What is wrong; it names the file.
        hint: What to do.
        code: The finding's code, if the file could not even be opened; "" if it is no good inside.
    """

    why: Message
    hint: Message | None = None
    code: str = ""


@dataclass(frozen=True)
class AudioFile:
    """An audio file of the show.

    Attributes:
        file: Relative to the show's folder, with `/`.
        path: The same, to be opened.
        facts: What its header says, or why it could not be read.
        kept: How it is published if it is finished already; None if it is to be mastered.
        stems: If it is one of several that sound together (the longest one): all of them.
    """

    file: str
    path: Path
    facts: AudioFacts | Unreadable
    kept: KeptAudio | None = None
    stems: tuple[StemFile, ...] = ()


@dataclass(frozen=True)
class StemFile:
    """One of several files that sound together, and where it stands in the mix (-1 to 1)."""

    audio: AudioFile
    pan: float = 0.0


@dataclass(frozen=True)
class PictureFacts:
    """What a picture's header says.

    Attributes:
        format: Pillow's name: `JPEG`, `PNG`, `WEBP`, `GIF`, `SVG` ...
        width: Pixels.
        height: Pixels.
        mode: Pillow's colour mode: `RGB`, `CMYK`, `L`, `P`, `RGBA` ...
        has_alpha: Whether it has transparency.
        size_bytes: Length of the file.
    """

    format: str
    width: int
    height: int
    mode: str
    has_alpha: bool
    size_bytes: int


@dataclass(frozen=True)
class PictureFile:
    """A picture of the show, with its alternative text."""

    file: str
    path: Path
    alt: str
    facts: PictureFacts | Unreadable


@dataclass(frozen=True)
class PlainFile:
    """Any other file of the show, such as a PDF.

    Attributes:
        file: Relative to the show's folder.
        path: The same, to be opened.
        size_bytes: Its length, or None if it can't be read.
        start: Its first bytes, which tell what it is.
    """

    file: str
    path: Path
    size_bytes: int | None
    start: bytes = b""


@dataclass(frozen=True)
class TemplateSource:
    """A template's text and where it stands.

    Attributes:
        name: How others refer to it, such as `episode.html.j2`.
        file: `templates/<name>`, or a name inside the package.
        text: What it says.
        own: Whether it is one of the show's.
        replaces: Whether it stands in for a default one.
    """

    name: str
    file: str
    text: str
    own: bool
    replaces: bool = False
