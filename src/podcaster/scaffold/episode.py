"""A new episode: its folder, with everything but the words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from podcaster.errors import UsageError
from podcaster.model.message import message
from podcaster.scaffold.folders import create_in
from podcaster.scaffold.texts import filled, quoted, text_of

#: What stands in a draft until its author has found the words.
SUMMARIES = {
    "de": "Worum es in dieser Folge geht, in ein bis zwei Sätzen.",
    "en": "What this episode is about, in one or two sentences.",
}


@dataclass(frozen=True)
class NewEpisode:
    """What is known about an episode before anybody has written a word.

    Attributes:
        slug: Name of its folder, and stem of its addresses.
        guid: Its name for ever.
        title: Its title.
        published_at: When it comes out, with the zone of whoever asked.
        language: Of the comments in its files.
        audio: The recording, which is copied, or None.
        published: Whether it is to go out.
        season: Its season, or None.
        number: Its number, or None.
    """

    slug: str
    guid: UUID
    title: str
    published_at: datetime
    language: str = "en"
    audio: Path | None = None
    published: bool = False
    season: int | None = None
    number: int | None = None


def create_episode(show: Path, episode: NewEpisode) -> Path:
    """Write the folder of a new episode, whole or not at all, and return it.

    Raises:
        UsageError: If there is one of that name.
        FolderError: If it can't be written.
    """
    folder = show / "episodes" / episode.slug
    if folder.exists() or (show / "news" / episode.slug).exists():
        raise UsageError(
            message("there is an episode or news item `{slug}` already", slug=episode.slug),
            hint=message("take another slug, or work on the one that is there"),
        )
    contents = episode_contents(episode)
    create_in(show / "episodes", {f"{episode.slug}/{name}": it for name, it in contents.items()})
    return folder


def episode_contents(episode: NewEpisode) -> dict[str, bytes | Path]:
    """Return every file of a new episode, by its name."""
    contents: dict[str, bytes | Path] = {
        "episode.yaml": _yaml(episode).encode(),
        "notes.md": _notes(episode).encode(),
    }
    if episode.audio:
        contents[_audio_name(episode.audio)] = episode.audio
    return contents


def _audio_name(audio: Path) -> str:
    """Return what the copy of a recording is called."""
    return f"audio{audio.suffix.lower()}"


def _yaml(episode: NewEpisode) -> str:
    """Return its episode.yaml."""
    waiting = SUMMARIES.get(episode.language, SUMMARIES["en"])
    return filled(
        "episode.yaml",
        episode.language,
        guid=str(episode.guid),
        title=quoted(episode.title),
        summary=quoted(episode.title if episode.published else waiting),
        status="published" if episode.published else "draft",
        published_at=episode.published_at.isoformat(timespec="seconds"),
        further=_further(episode),
    )


def _further(episode: NewEpisode) -> str:
    """Return the lines with season, number and audio, where there are any."""
    known = {
        "season": episode.season,
        "number": episode.number,
        "audio": quoted(_audio_name(episode.audio)) if episode.audio else None,
    }
    return "".join(f"{name}: {value}\n" for name, value in known.items() if value)


def _notes(episode: NewEpisode) -> str:
    """Return its show notes: a place to write, or the title if it goes out at once."""
    return f"{episode.title}\n" if episode.published else text_of("notes.md", episode.language)
