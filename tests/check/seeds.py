"""Ways to spoil a faultless show."""

from __future__ import annotations

import io
import json
import wave
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from tests.shows import a_news_item, a_picture, an_episode, change, write

EPISODE = "episodes/eins/episode.yaml"
NOTES = "episodes/eins/notes.md"
CHAPTERS = "episodes/eins/chapters.txt"
TRANSCRIPT = "episodes/eins/transcript.vtt"

LINKED: dict[str, object] = {
    "url": "https://ton.test/eins.mp3",
    "type": "audio/mpeg",
    "bytes": 1000,
    "duration_s": 20,
}

Seed = Callable[[Path], object]


@dataclass(frozen=True)
class Fault:
    """What is done to a faultless show, and what has to be found."""

    name: str
    seed: Seed
    code: str
    place: str
    says: str = ""
    hint: str = ""
    stops: bool = True


def edit(file: str, old: str, new: str) -> Seed:
    return lambda show: change(show / file, old, new)


def put(file: str, content: str | bytes) -> Seed:
    return lambda show: write(show, {file: content})


def remove(file: str) -> Seed:
    return lambda show: (show / file).unlink()


def channels(text: str) -> Seed:
    return edit("publish.yaml", "channels:\n", f"channels:\n{text}")


def picture(mode: str = "RGB", kind: str = "PNG", width: int = 1400, height: int = 1400) -> Seed:
    return put("artwork.png", a_picture(width, height, mode=mode, kind=kind))


def copied(folder: str, **changes: object) -> Seed:
    return lambda show: an_episode(show, folder, **changes)


def linked(**changes: object) -> Seed:
    """Link the audio of the first episode in place of its file."""
    audio = {key: value for key, value in (LINKED | changes).items() if value is not None}

    def seed(show: Path) -> None:
        (show / "episodes/eins/raw.wav").unlink()
        with (show / EPISODE).open("a", encoding="utf-8") as file:
            file.write(f"audio: {json.dumps(audio)}\n")

    return seed


def both(*seeds: Seed) -> Seed:
    return lambda show: [seed(show) for seed in seeds]


def item(text: str, **changes: object) -> Seed:
    """Add a news item with further lines."""

    def seed(show: Path) -> None:
        folder = a_news_item(show, "papier", **changes)
        with (folder / "news.yaml").open("a", encoding="utf-8") as file:
            file.write(text)

    return seed


def empty_wav() -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setparams((1, 2, 44100, 0, "NONE", ""))
    return buffer.getvalue()


def bomb() -> bytes:
    """Return a picture of a few kilobytes that unfolds into half a gigabyte."""
    buffer = io.BytesIO()
    Image.new("1", (64000, 64000)).save(buffer, "PNG")
    return buffer.getvalue()


def link(name: str, target: str) -> Seed:
    def seed(show: Path) -> None:
        (show / name).unlink(missing_ok=True)
        (show / name).symlink_to(target)

    return seed
