"""Findings with their places, as short as rules want to say them."""

from __future__ import annotations

from podcaster.model import codes
from podcaster.model.draft import Draft, EpisodeDraft, SourceFile
from podcaster.model.episode import LinkedAudio
from podcaster.model.facts import Unreadable
from podcaster.model.findings import Finding, Place
from podcaster.model.message import Message


def at(
    source: SourceFile,
    path: tuple[str | int, ...],
    code: str,
    what: Message,
    hint: Message | None = None,
) -> Finding:
    """Return a finding at the value that `path` leads to, or about the file if it says nothing."""
    place = source.place(*path) if path[:1] in source.values and path else Place(source.file)
    return codes.finding(code, place, what, hint, source=source.line(place))


def in_file(file: str, code: str, what: Message, hint: Message | None = None) -> Finding:
    """Return a finding about a file as a whole."""
    return codes.finding(code, Place(file), what, hint)


def is_reported(draft: Draft, episode: EpisodeDraft, key: str, file: str) -> bool:
    """Tell whether load has found why `file`, or the one that `key` names, could not be read."""
    broken = {row.place.file for row in draft.findings}
    named = (key,) in episode.source.values
    return file in broken or (named and episode.source.file in broken)


def feed_of(draft: Draft, episode: EpisodeDraft) -> str:
    """Return the language of the edition whose feed carries an episode; "" for the show's own."""
    editions = {edition.language for edition in draft.settings.show.editions}
    language = episode.written.language or ""
    return language if language in editions else ""


def length_s(episode: EpisodeDraft) -> float | None:
    """Return how long the raw or linked audio is, or None if its header does not say."""
    audio = episode.audio
    if audio is None:
        return None
    if isinstance(audio, LinkedAudio):
        return audio.duration_s
    return None if isinstance(audio.facts, Unreadable) else audio.facts.duration_s or None


def clock(seconds: float) -> str:
    """Return a time as people write it: `1:02:03` or `02:03.5`."""
    whole_ms = round(seconds * 1000)
    minutes, ms = divmod(whole_ms, 60_000)
    hours, minutes = divmod(minutes, 60)
    rest = f"{ms / 1000:06.3f}".rstrip("0").rstrip(".")
    return f"{hours}:{minutes:02}:{rest}" if hours else f"{minutes:02}:{rest}"
