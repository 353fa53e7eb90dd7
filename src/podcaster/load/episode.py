"""One episode folder: episode.yaml and what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass

from podcaster.doors.audio import HeaderDoor
from podcaster.load import chapters as chapter_files
from podcaster.load.audio import load_audio, load_beds
from podcaster.load.chapter_sources import ChosenChapters, choose_chapters
from podcaster.load.chapters import load_chapters
from podcaster.load.chapters_file import ChaptersFile
from podcaster.load.extra import load_extra
from podcaster.load.folder import LARGEST_YAML_BYTES, ShowFolder
from podcaster.load.pictures import load_picture
from podcaster.load.transcript import load_transcript
from podcaster.load.transcript_file import TranscriptFile
from podcaster.load.transcript_names import other_transcripts, own_transcript
from podcaster.load.written import understand
from podcaster.load.yaml_file import parse_yaml
from podcaster.model import originals
from podcaster.model.draft import EpisodeDraft, SourceFile
from podcaster.model.episode import Edition, Episode, LinkedAudio
from podcaster.model.facts import AudioFile
from podcaster.model.findings import Place
from podcaster.model.message import message
from podcaster.model.transcript import Transcript


@dataclass(frozen=True)
class EpisodeFolder:
    """What is needed to read an episode.

    Attributes:
        show: The show's folder.
        name: Of this folder, inside `episodes/`.
        audio: Door to audio.
        language: The show's, "" if that could not be understood.
        people: Names of the show's people.
    """

    show: ShowFolder
    name: str
    audio: HeaderDoor
    language: str
    people: tuple[str, ...] = ()

    @property
    def beside(self) -> str:
        """Where its files stand, relative to the show's folder."""
        return f"episodes/{self.name}"


def load_episode(folder: EpisodeFolder) -> EpisodeDraft | None:
    """Read an episode; None after a finding if its `episode.yaml` can't be understood."""
    show, beside = folder.show, folder.beside
    file = f"{beside}/episode.yaml"
    if not show.has(file):
        hint = message("see `podcaster new --help`, or put `_` before the folder's name")
        show.leave_out(beside, "episode.yaml", hint)
        return None
    text = show.read_text(file, most=LARGEST_YAML_BYTES)
    if text is None:
        return None
    parsed = parse_yaml(file, text)
    understood = understand(Episode, parsed)
    show.findings.extend(understood.findings)
    if understood.written is None:
        return None
    return _read(folder, understood.written, parsed.source)


def _read(folder: EpisodeFolder, written: Episode, source: SourceFile) -> EpisodeDraft:
    audio = load_audio(folder.show, folder.audio, folder.beside, written, source)
    notes = _text(folder, written.notes, source) or ""
    chosen = _chosen(folder, written, source, audio, notes)
    transcript = _transcript(folder, written, source)
    own = written.artwork
    return EpisodeDraft(
        slug=written.slug or folder.name,
        folder=folder.beside,
        written=written,
        source=source,
        notes=chosen.notes,
        notes_file=f"{folder.beside}/{written.notes}",
        news=_news(folder),
        audio=audio,
        beds=load_beds(folder.show, folder.audio, folder.beside, written),
        chapters=chosen.file.chapters if chosen.file else (),
        silent_chapters=chosen.file.silent if chosen.file else (),
        chapters_source=chosen.file.source if chosen.file else None,
        noted_chapters=chosen.overruled.chapters if chosen.overruled else (),
        noted_source=chosen.overruled.source if chosen.overruled else None,
        transcript=transcript.transcript if transcript else None,
        transcript_source=transcript.source if transcript else None,
        artwork=load_picture(folder.show, folder.beside, own) if own else None,
        edition_notes=_edition_notes(folder, written, source),
        edition_transcripts=_edition_transcripts(folder, written, source),
        notes_html=_original(folder, originals.NOTES, notes),
        description_html=_original(folder, originals.DESCRIPTION, written.summary),
        extra=load_extra(folder.show, folder.beside),
    )


def _chosen(
    folder: EpisodeFolder,
    written: Episode,
    source: SourceFile,
    audio: AudioFile | LinkedAudio | None,
    notes: str,
) -> ChosenChapters:
    """Return the chapters that count, and note what is wrong with them."""
    named = _chapters(folder, written, source)
    file = f"{folder.beside}/{written.notes}"
    chosen = choose_chapters(named, (file, notes), audio, folder.audio)
    folder.show.findings.extend(chosen.file.findings if chosen.file else ())
    return chosen


def _text(folder: EpisodeFolder, name: str, source: SourceFile) -> str | None:
    """Return the show notes; only a file that `episode.yaml` names has to be there."""
    file = f"{folder.beside}/{name}"
    named_at = source.values.get(("notes",))
    if named_at is None and not folder.show.has(file):
        return None
    return folder.show.read_text(file, named_at)


def _original(folder: EpisodeFolder, name: str, text: str) -> str:
    """Return the HTML that stands in the feed for `text`, or ""."""
    file = f"{folder.beside}/{name}"
    html = folder.show.read_text(file) if folder.show.has(file) else None
    return originals.unmarked(html, text) if html else ""


def _news(folder: EpisodeFolder) -> str | None:
    file = f"{folder.beside}/news.md"
    return folder.show.read_text(file) if folder.show.has(file) else None


def _sidecar(folder: EpisodeFolder, named: str | None, usual: tuple[str, ...]) -> str | None:
    """Return the file that is named, else the first of the usual ones that is there."""
    if named:
        return f"{folder.beside}/{named}"
    files = (f"{folder.beside}/{name}" for name in usual)
    return next((file for file in files if folder.show.has(file)), None)


def _chapters(folder: EpisodeFolder, written: Episode, source: SourceFile) -> ChaptersFile | None:
    file = _sidecar(folder, written.chapters, chapter_files.NAMES)
    named_at = source.values.get(("chapters",))
    return load_chapters(folder.show, file, named_at) if file else None


def _transcript(
    folder: EpisodeFolder, written: Episode, source: SourceFile
) -> TranscriptFile | None:
    language = written.language or folder.language
    beside = folder.show.files(folder.beside)
    name = written.transcript or own_transcript(beside, language)
    named_at = source.values.get(("transcript",))
    if not name:
        return None
    file = f"{folder.beside}/{name}"
    return load_transcript(folder.show, file, language, named_at, _people(folder, written))


def _people(folder: EpisodeFolder, written: Episode) -> tuple[str, ...]:
    """Return the names of those who may speak."""
    return (*folder.people, *(person.name for person in written.people or ()))


def _edition_notes(folder: EpisodeFolder, written: Episode, source: SourceFile) -> dict[str, str]:
    texts = {
        edition.language: folder.show.read_text(
            f"{folder.beside}/{edition.notes}", source.place("editions", index, "notes")
        )
        for index, edition in enumerate(written.editions)
        if edition.notes
    }
    return {language: text for language, text in texts.items() if text is not None}


def _edition_transcripts(
    folder: EpisodeFolder, written: Episode, source: SourceFile
) -> dict[str, Transcript]:
    """Return the transcripts in other languages: those that editions name, and those beside."""
    named = {
        edition.language: _edition_transcript(folder, edition, source, index)
        for index, edition in enumerate(written.editions)
        if edition.transcript
    }
    language = written.language or folder.language
    beside = other_transcripts(folder.show.files(folder.beside), language)
    found = {
        tag: _loaded(folder, name, tag, None) for tag, name in beside.items() if tag not in named
    }
    return {tag: transcript for tag, transcript in (named | found).items() if transcript}


def _edition_transcript(
    folder: EpisodeFolder, edition: Edition, source: SourceFile, index: int
) -> Transcript | None:
    place = source.place("editions", index, "transcript")
    return _loaded(folder, str(edition.transcript), edition.language, place)


def _loaded(
    folder: EpisodeFolder, name: str, language: str, place: Place | None
) -> Transcript | None:
    loaded = load_transcript(folder.show, f"{folder.beside}/{name}", language, place)
    return loaded.transcript if loaded else None
