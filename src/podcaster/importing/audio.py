"""The audio of an imported show, brought from its old host into the episodes' folders.

Each file comes on its own: what is finished stands in its folder and in its `episode.yaml`, what is
not stays linked. So the import may be stopped at any time, and continued with the same command.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Final, Literal
from urllib.parse import urlsplit

from podcaster.doors.progress import Progress, ProgressBar
from podcaster.doors.web import Download, PublicWebDoor
from podcaster.errors import PodcasterError
from podcaster.feeds.found import Repair
from podcaster.importing.yaml import yaml_of
from podcaster.load.yaml_file import parse_yaml
from podcaster.model.episode import LinkedAudio
from podcaster.model.findings import Place
from podcaster.model.message import Message, message
from podcaster.scaffold.folders import replace_file

#: keep: byte for byte as it is; master: as raw audio of an episode made here.
Use = Literal["keep", "master"]

#: Longest file that is taken: a film of hours.
LARGEST_AUDIO_BYTES: Final = 4_000_000_000

#: How many files come at once: gentle to one host.
AT_ONCE: Final = 3

#: Media type -> ending, for addresses that have none.
_ENDINGS: Final = {
    "audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/x-m4a": "m4a", "audio/m4a": "m4a",
    "audio/aac": "aac", "audio/ogg": "ogg", "audio/opus": "opus", "audio/wav": "wav",
    "audio/flac": "flac", "video/mp4": "mp4", "video/x-m4v": "m4v", "video/quicktime": "mov",
}  # fmt: skip

#: The block that an import writes, and nothing that a person has rearranged.
_BLOCK: Final = re.compile(r"^audio:\n(?:  [a-z_]+: [^\n]*\n)+", re.MULTILINE)


@dataclass(frozen=True)
class Linked:
    """An episode whose audio stands elsewhere.

    Attributes:
        file: Its `episode.yaml`.
        title: What it is called.
        audio: The link.
    """

    file: Path
    title: str
    audio: LinkedAudio


@dataclass(frozen=True)
class Brought:
    """What became of an episode's audio.

    Attributes:
        folder: Name of the episode's folder.
        file: Name of the file, or "" if it stays linked.
        size_bytes: Its length.
        repairs: What was not as the feed said, or why it stays linked.
    """

    folder: str
    file: str = ""
    size_bytes: int = 0
    repairs: tuple[Repair, ...] = ()


def bring_audio(
    folder: Path, urls: Iterable[str], web: PublicWebDoor, use: Use, progress: ProgressBar
) -> tuple[Brought, ...]:
    """Download the audio of every episode in `folder` that links to one of `urls`.

    Raises:
        FolderError: If it can't be written.
    """
    wanted = set(urls)
    linked = [one for one in _linked(folder) if one.audio.url in wanted]
    stop = Event()
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        jobs = [pool.submit(_bring, one, web, use, _until(stop, progress)) for one in linked]
        return tuple(job.result() for job in jobs)
    finally:
        stop.set()
        pool.shutdown(cancel_futures=True)


def _until(stop: Event, progress: ProgressBar) -> ProgressBar:
    """Return progress bars that end their work once `stop` is set: after Ctrl-C, or an error."""

    @contextmanager
    def bar(label: str) -> Iterator[Progress]:
        def tell(done: float, whole: float) -> None:
            if stop.is_set():
                raise CancelledError
            inner(done, whole)

        with progress(label) as inner:
            yield tell

    return bar


def _linked(folder: Path) -> Iterator[Linked]:
    for file in sorted((folder / "episodes").glob("*/episode.yaml")):
        value = parse_yaml(str(file), file.read_text("utf-8", "replace")).value
        audio = value.get("audio") if isinstance(value, dict) else None
        if not isinstance(value, dict) or not isinstance(audio, dict) or "url" not in audio:
            continue
        try:
            yield Linked(file, str(value.get("title", "")), LinkedAudio.model_validate(audio))
        except ValueError:  # `check` says what is wrong with it
            continue


@dataclass(frozen=True)
class _Coming:
    """Where a file stands on its way: hidden while it comes, noted as whole, then in its place.

    The note tells a file that was brought from one that somebody put there, if the machine stops
    before `episode.yaml` names it.
    """

    linked: Linked
    name: str

    @property
    def place(self) -> Path:
        return self.linked.file.parent / self.name

    @property
    def hidden(self) -> Path:
        return self.place.with_name(f".{self.name}")

    @property
    def note(self) -> Path:
        return self.place.with_name(f".{self.name}.whole")

    @property
    def whole(self) -> bool:
        return self.note.exists() and (self.hidden.exists() or self.place.exists())


def _bring(linked: Linked, web: PublicWebDoor, use: Use, progress: ProgressBar) -> Brought:
    """Bring one file; what can't be had stays linked."""
    folder = linked.file.parent.name
    coming = _Coming(linked, f"audio.{_ending(linked.audio)}")
    text = linked.file.read_text("utf-8", "replace")
    if not _BLOCK.search(text) or (coming.place.exists() and not coming.whole):
        what = message("`audio` was written by hand, so it stays linked")
        return Brought(folder, repairs=(_about(linked, what),))
    if coming.whole:
        return Brought(folder, coming.name, _put(coming, text, use))
    try:
        with progress(linked.title) as tell:
            came = web.download(linked.audio.url, coming.hidden, LARGEST_AUDIO_BYTES, tell)
    except PodcasterError as error:
        what = message("the audio stays linked: {reason}", reason=error.what)
        return Brought(folder, repairs=(_about(linked, what),))
    coming.note.touch()
    return Brought(folder, coming.name, _put(coming, text, use), tuple(_differences(linked, came)))


def _put(coming: _Coming, text: str, use: Use) -> int:
    """Put a file that is whole into its place and into `episode.yaml`; return its length."""
    if coming.hidden.exists():
        coming.hidden.replace(coming.place)
    block = yaml_of(_written(coming.linked.audio, coming.name, use))
    replace_file(coming.linked.file, _BLOCK.sub(lambda _: block, text, count=1).encode())
    coming.note.unlink(missing_ok=True)
    return coming.place.stat().st_size


def _written(audio: LinkedAudio, name: str, use: Use) -> dict[str, object]:
    if use == "master":
        return {"audio": name}
    seconds = audio.duration_s
    whole = int(seconds) if seconds and seconds == int(seconds) else seconds
    duration = {"duration_s": whole} if whole else {}
    return {"audio": {"file": name, "type": audio.type, **duration}}


def _ending(audio: LinkedAudio) -> str:
    """Return the ending of the address if it is one of audio, else that of the media type."""
    name = urlsplit(audio.url).path.rpartition(".")[2].lower()
    return name if name in _ENDINGS.values() else _ENDINGS.get(audio.type, "mp3")


def _differences(linked: Linked, came: Download) -> Iterator[Repair]:
    """Say what is not as the feed said; the file itself is right."""
    if linked.audio.bytes not in {None, came.size_bytes}:
        what = message("the feed says {said} bytes, the file has {size}",
                       said=linked.audio.bytes, size=came.size_bytes)  # fmt: skip
        yield _about(linked, what)


def _about(linked: Linked, what: Message) -> Repair:
    return Repair(Place(str(linked.file)), what)
