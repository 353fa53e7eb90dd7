"""Builds shows as master leaves them, without any file: what render is tested with.

    mastered = a_mastered()                        three episodes, newest first, one news item
    mastered = a_mastered(show={"type": "serial"}, episodes=(an_episode(title="Neu"),))
    release = render(mastered, mastered.settings)

`an_episode()` has everything an episode can have; `a_plain_episode()` as little as possible;
`a_linked_episode()` has its audio elsewhere; `a_trailer()` is the show's trailer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import podcaster
from podcaster.model.artefacts import Media
from podcaster.model.chapters import Chapter
from podcaster.model.checked import Checked
from podcaster.model.draft import Draft, EpisodeDraft, NewsDraft, SourceFile
from podcaster.model.episode import Episode
from podcaster.model.facts import PictureFacts, PictureFile, TemplateSource
from podcaster.model.mastered import Cover, Enclosure, Mastered, MasteredEpisode, MasteredNews
from podcaster.model.news import NewsItem
from podcaster.model.transcript import Cue, Transcript
from podcaster.settings import Settings

NOW: Final = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)

SHOW: Final[dict[str, Any]] = {
    "title": "Stadt im Gespräch",
    "summary": "Über Sicherheit im öffentlichen Raum – mit „Praktiker*innen“ & Gästen.",
    "language": "de",
    "author": "Forum Urbane Sicherheit",
    "owner": {"name": "Geschäftsstelle", "email": "podcast@stadt.test"},
    "categories": ["Government", "News > Politics", "Society & Culture > Documentary"],
    "copyright": "Forum Urbane Sicherheit 2026",
    "licence": {"name": "cc-by-4.0"},
    "link": "https://stadt.test/podcast",
    "artwork": {"file": "artwork.png", "alt": "Schriftzug auf rotem Grund"},
    "guid": "917393e3-1b1e-5cef-ace4-edaa54e1f810",
    "topics": ["Sicherheit"],
    "people": [{"name": "Moderation", "role": "host"}],
    "grants": [
        {
            "name": "secu4all",
            "statement": "Gefördert durch die Europäische Union.",
            "link": "https://europa.test/secu4all",
            "emblem": {"file": "eu.png", "alt": "Flagge der Europäischen Union"},
        },
        {"name": "stiftung", "statement": "Mit Unterstützung der Stiftung Stadt & Land."},
    ],
    "support": [{"text": "Mitglied werden", "url": "https://stadt.test/mitglied?a=1&b=2"}],
    "subscribe": [{"text": "Apple Podcasts", "url": "https://podcasts.apple.test/id1"}],
    "legal": {
        "imprint": "https://stadt.test/impressum",
        "privacy": "https://stadt.test/datenschutz",
        "accessibility": "https://stadt.test/barrierefreiheit",
    },
    "trailer": "trailer",
}

SITE: Final[dict[str, Any]] = {"url": "https://hoeren.stadt.test/podcast"}

EPISODE: Final[dict[str, Any]] = {
    "guid": "5f0c7c3e-6d1f-4b8e-9a55-0b3a8a3d2c11",
    "title": "Sicherheit von Mitarbeiter*innen: „Was nun?“",
    "summary": "Was Städte für Mitarbeiter*innen & Mandatsträger*innen tun.",
    "status": "published",
    "published_at": "2026-03-05T06:00:00+01:00",
    "season": 2,
    "number": 12,
    "editions": [
        {
            "language": "en",
            "title": "Safety of municipal staff",
            "summary": "What cities do for their staff.",
            "link": "https://city.test/en/staff",
        }
    ],
    "topics": ["Kommunen", "Prävention"],
    "people": [
        {"name": "Gast aus Hannover", "role": "guest", "link": "https://hannover.test/gast"},
        {"name": "Tonstudio", "role": "audio engineer"},
    ],
    "soundbites": [{"start_s": 84.25, "duration_s": 20, "title": "Was hilft?"}],
    "location": {"name": "Hannover", "country": "DE", "geo": "geo:52.37,9.73", "osm": "R59418"},
    "artwork": {"file": "artwork.jpg", "alt": "Rathaus am Abend"},
    "licence": {"name": "Nur zum Hören", "url": "https://stadt.test/lizenz"},
    "grants": ["secu4all"],
}

NOTES: Final = """\
## Worum es geht

Zwei "Mitarbeiter*innen" und zwei Mandatsträger*innen erzählen[^1].

- [Positionspapier](https://stadt.test/papier?a=1&b=2)
- <info@stadt.test>

[^1]: Aufgenommen in Hannover.
"""

CHAPTERS: Final = (
    Chapter(0.0, "Begrüßung"),
    Chapter(75.5, "Was Städte tun & lassen", "https://stadt.test/plaetze?a=1&b=2"),
    Chapter(130.0, "Ausblick"),
)

TRANSCRIPT: Final = Transcript(
    "de",
    (
        Cue(9.0, 12.5, "Herzlich willkommen, liebe Hörer*innen.", "Moderation"),
        Cue(12.5, 20.25, "Heute geht es um Städte & Menschen; <laut> und leise.", "Moderation"),
        Cue(21.0, 30.0, "Danke für die Einladung.", "Gast aus Hannover"),
    ),
)

TRANSCRIPT_EN: Final = Transcript("en", (Cue(9.0, 12.5, "A warm welcome.", "Host"),))


def a_mastered(
    *,
    show: Mapping[str, Any] | None = None,
    site: Mapping[str, Any] | None = None,
    episodes: tuple[MasteredEpisode, ...] | None = None,
    news: tuple[MasteredNews, ...] | None = None,
    templates: Mapping[str, TemplateSource] | None = None,
) -> Mastered:
    """Return a show; `show` and `site` change keys of publish.yaml."""
    settings = Settings.model_validate(
        {"show": SHOW | dict(show or {}), "site": SITE | dict(site or {})}
    )
    episodes = (an_episode(), a_plain_episode(), a_trailer()) if episodes is None else episodes
    news = (a_news_item(),) if news is None else news
    draft = Draft(
        settings=settings,
        source=SourceFile("publish.yaml"),
        episodes=tuple(episode.draft for episode in episodes),
        news=tuple(item.draft for item in news),
        artwork=a_picture_file("artwork.png", settings.show.artwork.alt),
        templates=default_templates() | dict(templates or {}),
        now=NOW,
    )
    checked = Checked(draft, draft.episodes, (), draft.news)
    emblems = {
        grant.name: a_media(f"emblems/{grant.name}", "png")
        for grant in settings.show.grants
        if grant.emblem
    }
    return Mastered(checked, episodes, news, a_cover("", settings.show.artwork.alt), emblems)


def an_episode(
    slug: str = "012-mitarbeitende",
    *,
    notes: str = NOTES,
    chapters: tuple[Chapter, ...] = CHAPTERS,
    transcript: Transcript | None = TRANSCRIPT,
    news: str | None = None,
    **changes: object,
) -> MasteredEpisode:
    """Return an episode with everything; a change to None leaves the key out."""
    written = EPISODE | changes
    kept = {key: value for key, value in written.items() if value is not None}
    episode = Episode.model_validate(kept)
    folder = f"episodes/{slug}"
    return MasteredEpisode(
        draft=EpisodeDraft(
            slug=slug,
            folder=folder,
            written=episode,
            source=SourceFile(f"{folder}/episode.yaml"),
            notes=notes,
            notes_file=f"{folder}/notes.md",
            news=news,
            chapters=chapters,
            transcript=transcript,
            edition_notes={edition.language: "Some *notes*." for edition in episode.editions},
            edition_transcripts={edition.language: TRANSCRIPT_EN for edition in episode.editions},
        ),
        enclosures=(an_enclosure(slug),),
        chapters=chapters,
        transcript=transcript,
        edition_transcripts={edition.language: TRANSCRIPT_EN for edition in episode.editions},
        soundbites=episode.soundbites,
        cover=a_cover(f"{folder}/", episode.artwork.alt) if episode.artwork else None,
    )


def a_plain_episode(slug: str = "011-plaetze", **changes: object) -> MasteredEpisode:
    """Return an episode with what is required, and nothing else."""
    written: dict[str, object] = {
        "guid": "https://alt.stadt.test/folgen/11",
        "title": "Plätze",
        "summary": "Management von schwierigen Plätzen.",
        "status": "published",
        "published_at": "2026-02-05T06:00:00+01:00",
    }
    episode = Episode.model_validate(written | changes)
    folder = f"episodes/{slug}"
    draft = EpisodeDraft(slug, folder, episode, SourceFile(f"{folder}/episode.yaml"))
    return MasteredEpisode(draft, (an_enclosure(slug, duration_s=61.4),))


def a_linked_episode(slug: str = "010-angstraeume", **changes: object) -> MasteredEpisode:
    """Return an episode whose finished audio stands somewhere else."""
    plain = a_plain_episode(slug, **({"guid": "2026-zehn"} | changes))
    linked = Enclosure(
        "audio/mp4", 4_200_000, 301.0, url="https://cdn.stadt.test/alt.m4a?token=a&x=1"
    )
    return replace(plain, enclosures=(linked,))


def a_trailer(slug: str = "trailer", **changes: object) -> MasteredEpisode:
    """Return the show's trailer."""
    trailer: dict[str, object] = {
        "guid": "stadt-trailer",
        "title": "Worum es geht",
        "kind": "trailer",
        "season": 1,
        "published_at": "2026-01-05T06:00:00+01:00",
    }
    return a_plain_episode(slug, **(trailer | changes))


def a_news_item(slug: str = "positionspapier", **changes: object) -> MasteredNews:
    """Return a news item of its own."""
    written: dict[str, object] = {
        "title": "Neues Positionspapier",
        "summary": "Sicherheit von Mandatsträger*innen.",
        "status": "published",
        "published_at": "2026-03-06T09:00:00+01:00",
        "topics": ["Prävention"],
        "picture": {"file": "papier.png", "alt": "Das Papier auf einem Tisch"},
    }
    item = NewsItem.model_validate(written | changes)
    folder = f"news/{slug}"
    draft = NewsDraft(
        slug=slug,
        folder=folder,
        written=item,
        source=SourceFile(f"{folder}/news.yaml"),
        text="Das **Papier** für Mandatsträger*innen ist da.\n",
        text_file=f"{folder}/news.md",
    )
    return MasteredNews(draft, a_media(f"news/{slug}/picture", "jpg") if item.picture else None)


def an_enclosure(slug: str, *, duration_s: float = 184.6) -> Enclosure:
    """Return a finished MP3."""
    media = a_media(f"audio/{slug}", "mp3")
    return Enclosure(media.mime_type, media.size_bytes, duration_s, media)


def a_cover(folder: str, alt: str) -> Cover:
    """Return artwork whose files stand in `folder` ("" or with `/` at its end)."""
    small = replace(a_media(f"{folder}artwork", "jpg"), path=f"{folder}artwork-0a1b2c3d-600.jpg")
    return Cover(a_media(f"{folder}artwork", "jpg"), small, alt)


def a_media(stem: str, suffix: str) -> Media:
    """Return a file whose digest is that of its name."""
    digest = sha256(stem.encode()).hexdigest()
    kinds = {"mp3": "audio/mpeg", "mp4": "video/mp4", "jpg": "image/jpeg", "png": "image/png"}
    kind, path = kinds[suffix], f"{stem}-{digest[:8]}.{suffix}"
    parts = stem.split("/")
    item = f"episode/{parts[1]}" if parts[0] in {"audio", "episodes"} else ""
    return Media(path, Path("cache", digest), kind, 2_953_846, digest, item)


def a_picture_file(file: str, alt: str) -> PictureFile:
    """Return a picture of the show as load describes it."""
    return PictureFile(file, Path(file), alt, PictureFacts("PNG", 3000, 3000, "RGB", False, 9000))


@cache
def default_templates() -> dict[str, TemplateSource]:
    """Return the templates of the package, as load would."""
    folder = Path(podcaster.__file__).parent / "templates"
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        (name := path.relative_to(folder).as_posix()): TemplateSource(
            name, f"podcaster/templates/{name}", path.read_text(encoding="utf-8"), own=False
        )
        for path in files
    }
