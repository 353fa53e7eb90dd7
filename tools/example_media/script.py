"""What is said in the example show: `dialogues.yaml` as frozen values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML

DIALOGUES: Final = Path(__file__).with_name("dialogues.yaml")
SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ„])")


@dataclass(frozen=True)
class Voice:
    """How somebody sounds.

    Attributes:
        pitch: Factor; 1.0 is the voice as it comes.
        speed: Factor; 1.0 is the voice as it comes.
        level_dbfs: Level of the speech (RMS) in the raw recording.
        position: Place in the stereo picture, from -1 (left) to 1 (right).
    """

    pitch: float
    speed: float
    level_dbfs: float
    position: float = 0.0


@dataclass(frozen=True)
class RecordingFormat:
    """What kind of file a recording is; `bitrate_kbps` is for Opus."""

    file: str
    rate_hz: int
    channels: int
    bitrate_kbps: int | None = None


@dataclass(frozen=True)
class Line:
    """One sentence and who says it.

    Attributes:
        speaker: Name of the voice.
        text: The sentence as it stands in the transcript.
        pause_s: Silence before it.
        chapter: Title of the chapter that starts with it, or None.
    """

    speaker: str
    text: str
    pause_s: float
    chapter: str | None = None


@dataclass(frozen=True)
class Dialogue:
    """All that is said in one episode, and how it is recorded."""

    slug: str
    recording: RecordingFormat
    voices: Mapping[str, Voice]
    lines: tuple[Line, ...]
    sidecars: bool = True


@dataclass(frozen=True)
class Script:
    """All dialogues, and how their words are pronounced."""

    dialogues: tuple[Dialogue, ...]
    pronunciation: Mapping[str, str]


@dataclass(frozen=True)
class Pauses:
    """Silence before a sentence, by what it starts; seconds."""

    sentence_s: float = 0.36
    turn_s: float = 0.55
    chapter_s: float = 1.1
    opening_s: float = 0.9


def load_script(path: Path = DIALOGUES) -> Script:
    """Read the dialogues of all episodes."""
    plain = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    dialogues = tuple(_dialogue(slug, entry) for slug, entry in plain["episodes"].items())
    return Script(dialogues, plain["pronunciation"])


def _dialogue(slug: str, entry: Mapping[str, Any]) -> Dialogue:
    """Make the dialogue of one episode."""
    return Dialogue(
        slug=slug,
        recording=RecordingFormat(**entry["recording"]),
        voices={name: Voice(**voice) for name, voice in entry["voices"].items()},
        lines=tuple(_lines(entry["chapters"], Pauses())),
        sidecars=entry.get("sidecars", True),
    )


def _lines(chapters: list[dict[str, Any]], pauses: Pauses) -> Iterator[Line]:
    """Yield sentence by sentence; a chapter, a turn and a sentence pause for different times."""
    pause_s = pauses.opening_s
    for chapter in chapters:
        title: str | None = chapter["title"]
        for turn in chapter["turns"]:
            for speaker, text in turn.items():
                for sentence in SENTENCE_END.split(text.strip()):
                    yield Line(speaker, sentence, pause_s, title)
                    pause_s, title = pauses.sentence_s, None
            pause_s = pauses.turn_s
        pause_s = pauses.chapter_s
