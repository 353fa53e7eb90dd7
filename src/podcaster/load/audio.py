"""Raw audio: which file it is, and what its header says."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from podcaster.doors.audio import HeaderDoor
from podcaster.errors import AudioError
from podcaster.load.folder import ShowFolder
from podcaster.model.draft import SourceFile
from podcaster.model.episode import Episode, KeptAudio, LinkedAudio
from podcaster.model.facts import AudioFile, StemFile, Unreadable
from podcaster.model.findings import Place
from podcaster.model.message import message

SUFFIXES: Final = (
    "wav", "flac", "mp3", "m4a", "aac", "opus", "ogg", "oga", "aif", "aiff", "caf", "mp4",
)  # fmt: skip


def load_audio(
    folder: ShowFolder, door: HeaderDoor, beside: str, written: Episode, source: SourceFile
) -> AudioFile | LinkedAudio | None:
    """Return the audio that an episode names, or the only one in its folder."""
    if isinstance(written.audio, LinkedAudio):
        return written.audio
    if isinstance(written.audio, KeptAudio):
        file = probe(folder, door, f"{beside}/{written.audio.file}")
        return replace(file, kept=written.audio)
    if isinstance(written.audio, tuple):
        return _together(
            tuple(
                StemFile(probe(folder, door, f"{beside}/{one.file}"), one.pan)
                for one in written.audio
            )
        )
    name = written.audio or _only_audio(folder, beside, written, source)
    return probe(folder, door, f"{beside}/{name}") if name else None


def load_beds(
    folder: ShowFolder, door: HeaderDoor, beside: str, written: Episode
) -> tuple[AudioFile | None, ...]:
    """Return the music of each passage; None where that is the show's."""
    names = (passage.file for passage in written.beds or ())
    return tuple(probe(folder, door, f"{beside}/{name}") if name else None for name in names)


def _together(stems: tuple[StemFile, ...]) -> AudioFile:
    """Return the longest of several files that sound together: what lies inside it, lies inside."""
    longest = max(stems, key=lambda stem: getattr(stem.audio.facts, "duration_s", 0.0))
    return replace(longest.audio, stems=stems)


def probe(folder: ShowFolder, door: HeaderDoor, file: str) -> AudioFile:
    """Read the header of `file`."""
    path = folder.path(file)
    if refusal := folder.why_not(file):
        return AudioFile(file, path, Unreadable(refusal[1], refusal[2], refusal[0]))
    try:
        return AudioFile(file, path, door.probe(path))
    except AudioError as error:
        return AudioFile(file, path, Unreadable(error.what, error.hint))


def is_audio(name: str) -> bool:
    """Tell whether a file is audio by its name."""
    return name.rpartition(".")[2].lower() in SUFFIXES


def _only_audio(
    folder: ShowFolder, beside: str, written: Episode, source: SourceFile
) -> str | None:
    music = {passage.file for passage in written.beds or ()}
    names = [name for name in folder.files(beside) if is_audio(name) and name not in music]
    if len(names) > 1:
        folder.report(
            "PC402",
            Place(source.file),
            message("there are several audio files here: {names}",
                    names=", ".join(f"`{name}`" for name in names)),
            message("say which one it is: `audio: {name}`", name=names[0]),
        )  # fmt: skip
    return names[0] if len(names) == 1 else None
