"""Which chapters count: those of a file, else of the notes, else of the audio's own tags."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from podcaster.doors.audio import HeaderDoor
from podcaster.load.chapter_notes import parse_noted_chapters, without_noted_chapters
from podcaster.load.chapters_file import ChaptersFile
from podcaster.model.audio import AudioFacts
from podcaster.model.draft import SourceFile
from podcaster.model.episode import LinkedAudio
from podcaster.model.facts import AudioFile

#: A single mark in a file's tags is what encoders leave behind.
FEWEST_TAGGED: Final = 2


@dataclass(frozen=True)
class ChosenChapters:
    """What an episode's chapters are.

    Attributes:
        file: The chapters that count, or None.
        overruled: Time stamps in the notes beside a file of chapters, or None.
        notes: The notes without the list that became chapters.
    """

    file: ChaptersFile | None
    overruled: ChaptersFile | None
    notes: str


def choose_chapters(
    named: ChaptersFile | None,
    notes: tuple[str, str],
    audio: AudioFile | LinkedAudio | None,
    door: HeaderDoor,
) -> ChosenChapters:
    """Return the chapters that count.

    Args:
        named: Those of the file beside `episode.yaml`; they always win.
        notes: The notes' file and text.
        audio: The recording, whose tags count last.
        door: Reads those tags.
    """
    file, text = notes
    noted = parse_noted_chapters(file, text)
    if named is not None:
        told = noted if noted and noted.chapters else None
        return ChosenChapters(named, told, text)
    if noted is not None:
        return ChosenChapters(noted, None, _without(text, noted))
    return ChosenChapters(_tagged(audio, door), None, text)


def _without(text: str, noted: ChaptersFile) -> str:
    return without_noted_chapters(text, noted) if noted.chapters else text


def _tagged(audio: AudioFile | LinkedAudio | None, door: HeaderDoor) -> ChaptersFile | None:
    """Return the chapters in a recording's tags, without what no player could show."""
    if not isinstance(audio, AudioFile) or not isinstance(audio.facts, AudioFacts):
        return None
    end_s = audio.facts.duration_s or float("inf")
    by_start = {one.start_s: one for one in door.chapters(audio.path) if one.start_s < end_s}
    if len(by_start) < FEWEST_TAGGED:
        return None
    return ChaptersFile(tuple(by_start.values()), SourceFile(audio.file))
