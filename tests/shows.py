"""Builds small show folders: `a_show(tmp_path)` is complete, German, and free of findings.

    folder = a_show(tmp_path, show={"type": "serial"}, episode={"number": None})
    an_episode(folder, "zwei", guid="2", title="Zwei", status="draft")
    change(folder / "publish.yaml", "Government", "Goverment")
    draft = load(folder, a_workspace(folder))

A change to None leaves the key out; what `files` maps to None is not written.
"""

from __future__ import annotations

import io
import json
import wave
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from tests.fakes import FakeAudio, FakeHistory, FakeWeb

from podcaster.doors.audio import AudioDoor
from podcaster.model.facts import KnownAudio, LastBuild
from podcaster.workspace import Workspace

#: The moment of every test run.
NOW: Final = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)

#: Length of the raw audio of each episode.
SECONDS: Final = 20.0

PUBLISH: Final[dict[str, dict[str, object]]] = {
    "show": {
        "title": "Stadt im Gespräch",
        "summary": "Über Sicherheit im öffentlichen Raum, mit Mitarbeiter*innen aus den Städten.",
        "language": "de",
        "author": "Forum Urbane Sicherheit",
        "owner": {"name": "Geschäftsstelle", "email": "podcast@stadt.test"},
        "categories": ["Government", "News > Politics"],
        "link": "https://stadt.test/podcast",
        "artwork": {"file": "artwork.png", "alt": "Schriftzug auf rotem Grund"},
        "guid": "917393e3-1b1e-5cef-ace4-edaa54e1f810",
        "copyright": "Forum Urbane Sicherheit 2026",
        "licence": {"name": "cc-by-4.0"},
        "topics": ["Sicherheit"],
        "people": [{"name": "Moderation", "role": "host"}],
        "grants": [{"name": "secu4all", "statement": "Gefördert von der Europäischen Union."}],
        "legal": {"imprint": "https://stadt.test/impressum"},
    },
    "site": {"url": "https://hoeren.stadt.test"},
    "channels": {
        "public": {"type": "folder"},
        "website": {"type": "handover"},
    },
}

EPISODE: Final[dict[str, object]] = {
    "guid": "2026-eins",
    "title": "Plätze: Wem gehört die Stadt?",
    "summary": "„Schwierige Plätze“ und was Mitarbeiter*innen der Städte dort erleben.",
    "status": "published",
    "published_at": "2026-03-05T06:00:00+01:00",
    "number": 1,
    "topics": ["Plätze"],
    "people": [{"name": "Gast aus Hannover", "role": "guest"}],
    "soundbites": [{"start_s": 2, "duration_s": 15, "title": "Worum es geht"}],
}

NEWS: Final[dict[str, object]] = {
    "kind": "news",
    "title": "Neues Positionspapier",
    "summary": "Sicherheit von Mandatsträger*innen.",
    "status": "published",
    "published_at": "2026-03-06T09:00:00+01:00",
}

NOTES: Final = """\
Wir sprechen über **Plätze** und Mitarbeiter*innen.

- [Forum](https://stadt.test)
"""

CHAPTERS: Final = """\
00:00:00.000 Begrüßung
00:00:05.500 Wem gehört die Stadt? <https://stadt.test/plaetze>
00:12 Was tun?
"""

TRANSCRIPT: Final = """\
WEBVTT

00:00.000 --> 00:04.000
<v Moderation>Herzlich willkommen, liebe Hörer*innen.

00:04.500 --> 00:19.000
<v Gast aus Hannover>Danke &amp; guten Tag.
"""


def a_show(
    folder: Path,
    *,
    episode: Mapping[str, object] | None = None,
    files: Mapping[str, str | bytes | None] | None = None,
    **sections: Mapping[str, object] | None,
) -> Path:
    """Write a show with one published episode, `eins`, and return its folder.

    Args:
        folder: Where; its own name does not matter.
        episode: Changes to the keys of `episode.yaml`.
        files: Further files, or None for one that shall be missing; names with `/`.
        sections: `show`, `audio`, `site`, `channels`: changes to their keys; None drops a section.
    """
    written = PUBLISH | {
        name: None if changes is None else {**PUBLISH.get(name, {}), **changes}
        for name, changes in sections.items()
    }
    everything: dict[str, str | bytes | None] = {
        "publish.yaml": as_yaml(written),
        "artwork.png": a_picture(),
        **_episode_files("episodes/eins", EPISODE | dict(episode or {})),
        **(files or {}),
    }
    write(folder, everything)
    return folder


def an_episode(show: Path, folder: str, **changes: object) -> Path:
    """Add an episode; its GUID is the folder's name unless `changes` say otherwise."""
    written = EPISODE | {"guid": folder, "number": None} | changes
    write(show, _episode_files(f"episodes/{folder}", written))
    return show / "episodes" / folder


def a_news_item(show: Path, folder: str, **changes: object) -> Path:
    """Add a news item of its own."""
    written = as_yaml(NEWS | changes)
    write(show / "news" / folder, {"news.yaml": written, "news.md": "Das **Papier** ist da.\n"})
    return show / "news" / folder


def a_workspace(
    folder: Path,
    *,
    now: datetime = NOW,
    published: Mapping[str, str] | None = None,
    built: Mapping[str, str] | None = None,
    known_audio: Mapping[str, KnownAudio] | None = None,
    audio: AudioDoor | None = None,
) -> Workspace:
    """Return a workspace whose doors are fakes."""
    return Workspace(
        folder=folder.resolve(),
        audio=audio or FakeAudio(),
        web=FakeWeb(),
        history=FakeHistory(published or {}, LastBuild(built or {}, known_audio or {})),
        now=now,
    )


def change(file: Path, old: str, new: str) -> None:
    """Replace `old`, which has to be there, once."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def write(folder: Path, files: Mapping[str, str | bytes | None]) -> None:
    """Write files below `folder`; None writes nothing."""
    for name, content in files.items():
        if content is None:
            continue
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


@cache
def a_tone(
    seconds: float = SECONDS, *, rate_hz: int = 16000, channels: int = 1, level: float = 0.2
) -> bytes:
    """Return a WAV file (16 bit): a tone that swells and sinks about twice a second."""
    time_s = np.arange(round(seconds * rate_hz)) / rate_hz
    swell = 0.55 + 0.45 * np.sin(2 * np.pi * 2.1 * time_s)
    samples = level * swell * np.sin(2 * np.pi * 220.0 * time_s)
    frames = np.repeat((samples * 32767).astype("<i2")[:, None], channels, axis=1)
    return _wav(frames, rate_hz, channels)


def _wav(frames: NDArray[np.int16], rate_hz: int, channels: int) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(frames.tobytes())
    return buffer.getvalue()


@cache
def clicks(seconds: float, *, rate_hz: int = 16000) -> bytes:
    """Return a WAV file that no gain makes louder: one full-scale sample a second, no more."""
    samples = np.zeros(round(seconds * rate_hz), "<i2")
    samples[::rate_hz] = 32767
    return _wav(samples, rate_hz, 1)


@cache
def a_picture(
    width: int = 1400, height: int = 1400, *, mode: str = "RGB", kind: str = "PNG"
) -> bytes:
    """Return a picture of one colour."""
    buffer = io.BytesIO()
    Image.new(mode, (width, height), 0).save(buffer, kind)
    return buffer.getvalue()


def as_yaml(values: Mapping[str, object], indent: str = "") -> str:
    """Return block YAML; what is None is left out; texts are quoted where they need it."""
    lines = []
    for key, value in values.items():
        if isinstance(value, Mapping) and value:
            lines.append(f"{indent}{key}:\n{as_yaml(value, indent + '  ')}")
        elif value is not None:
            lines.append(f"{indent}{key}: {_flow(value)}\n")
    return "".join(lines)


def _flow(value: object) -> str:
    """Return a value as YAML on one line: plain where that is safe, else as JSON."""
    plain = isinstance(value, str) and value.replace(" ", "").isalnum() and not value.isnumeric()
    return str(value) if plain else json.dumps(value, ensure_ascii=False)


def _episode_files(folder: str, written: Mapping[str, object]) -> dict[str, str | bytes | None]:
    return {
        f"{folder}/episode.yaml": as_yaml(written),
        f"{folder}/notes.md": NOTES,
        f"{folder}/chapters.txt": CHAPTERS,
        f"{folder}/transcript.vtt": TRANSCRIPT,
        f"{folder}/raw.wav": a_tone(),
    }


def at(workspace: Workspace, now: datetime) -> Workspace:
    """Return the same workspace at another moment."""
    return replace(workspace, now=now)
