"""What templates see of a mastered show: plain values, nothing that reaches a disk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from podcaster.model import paths
from podcaster.model.chapters import Chapter
from podcaster.model.licence import Licence
from podcaster.model.mastered import Enclosure, Mastered, MasteredEpisode
from podcaster.model.people import Person
from podcaster.render import inherited
from podcaster.render.excerpts import ExcerptView, excerpt_views
from podcaster.render.files import (
    FileView,
    GrantView,
    PictureView,
    card_view,
    cover_view,
    grants_view,
)
from podcaster.render.filters import say
from podcaster.render.labels import label
from podcaster.render.transcript import MIME_TYPES, editions_of, forms_of
from podcaster.render.transcript_text import Paragraph, paragraphs
from podcaster.render.waveform import WaveView, wave_view
from podcaster.settings import Settings
from podcaster.words import language_of_words

#: Media type -> what listeners know it as.
_FORMATS: Final = {"audio/mpeg": "MP3", "audio/mp4": "M4A", "audio/ogg": "Opus"}

#: Forms of a transcript that people want -> what they know them as.
_DOWNLOADS: Final[dict[paths.TranscriptForm, str]] = {
    "transcript": "WebVTT",
    "transcript_srt": "SRT",
    "transcript_text": "TXT",
}

#: Roles of those who are heard.
_HEARD: Final = frozenset({"host", "co-host", "guest", "guest host", "reporter", "narrator"})


@dataclass(frozen=True)
class PersonView:
    """Somebody who takes part.

    Attributes:
        label: The role in words, "" where the name says it already.
        link: A page of their own elsewhere, or None.
        has_page: Whether `path` leads somewhere: only who is in an episode that is out has a page.
    """

    name: str
    role: str
    label: str
    link: str | None
    has_page: bool = True

    @property
    def path(self) -> str:
        """Where the page of their episodes stands in the built folder."""
        return paths.person_page(self.name)


@dataclass(frozen=True)
class EditionView:
    """The episode in another language."""

    language: str
    title: str
    summary: str
    notes: str
    link: str | None
    transcript: FileView | None


@dataclass(frozen=True)
class EpisodeView:
    """An episode as pages, fragments, news and posts show it.

    Attributes:
        path: Its page in the built folder.
        url: The absolute address that leads to it.
        language: What it is spoken and written in.
        words: The language of our own words around it: its own if we know it, else the show's.
        label: `Folge 12`, `Trailer` ...: number and kind in words; "" where there is neither.
        people: Those of the show, then its own.
        audio: One file per format; the first is the one to play.
        notes: Show notes in Markdown.
        transcript: What is said, by paragraphs; empty if there is none.
        transcript_files: The same in every form to be downloaded: WebVTT, SRT, plain text.
        card: The picture for links to it, 1200 by 627 pixels; none where there is only artwork.
        excerpts: Films of its soundbites, where the show wants them.
        waveform: Its drawing; none for audio that stands elsewhere.
    """

    slug: str
    guid: str
    title: str
    summary: str
    language: str
    words: str
    label: str
    season: int | None
    number: int | None
    kind: str
    published_at: datetime
    duration_s: float
    path: str
    url: str
    people: tuple[PersonView, ...]
    topics: tuple[str, ...]
    audio: tuple[FileView, ...]
    chapters: tuple[Chapter, ...]
    notes: str
    transcript: tuple[Paragraph, ...]
    transcript_files: tuple[FileView, ...]
    cover: PictureView
    editions: tuple[EditionView, ...]
    grants: tuple[GrantView, ...] = ()
    licence: Licence | None = None
    card: PictureView | None = None
    waveform: WaveView | None = None
    excerpts: tuple[ExcerptView, ...] = ()

    @property
    def item(self) -> str:
        """Its name in plans and in the ledger."""
        return f"episode/{self.slug}"

    @property
    def transcript_file(self) -> FileView | None:
        """The transcript as WebVTT, to be downloaded; None where it has no times."""
        return next((one for one in self.transcript_files if one.mime_type == "text/vtt"), None)

    @property
    def oembed(self) -> str:
        """Where its oEmbed stands in the built folder."""
        return paths.embed_of(self.slug, "oembed")

    @property
    def podlove(self) -> str:
        """Where stands what Podlove's player is told of it."""
        return paths.podlove_of(self.slug)

    @property
    def embed_page(self) -> str:
        """Where the page stands that shows how to embed it."""
        return paths.embed_of(self.slug, "embed")

    @property
    def voices(self) -> tuple[str, ...]:
        """The names of those who are heard."""
        return tuple(one.name for one in self.people if one.role in _HEARD)


def episode_view(episode: MasteredEpisode, mastered: Mastered) -> EpisodeView:
    """Return what templates see of `episode`."""
    settings = mastered.settings
    return replace(
        _without_pictures(episode, mastered),
        card=card_view(episode.card, settings),
        waveform=wave_view(episode),
        excerpts=excerpt_views(episode, settings),
        grants=grants_view(mastered, episode.draft.written.grants),
        licence=episode.draft.written.licence or settings.show.licence,
    )


def _without_pictures(episode: MasteredEpisode, mastered: Mastered) -> EpisodeView:
    draft, settings, show = episode.draft, mastered.settings, mastered.settings.show
    written, path = draft.written, paths.page_of(draft.slug)
    language = written.language or show.language
    words = language_of_words(language, show.language)
    return EpisodeView(
        slug=draft.slug,
        guid=written.guid,
        title=written.title,
        summary=written.summary,
        language=language,
        words=words,
        label=label(written, words),
        season=written.season,
        number=written.number,
        kind=written.kind,
        published_at=written.published_at,
        duration_s=episode.enclosure.duration_s,
        path=path,
        url=written.link or settings.site.address(path),
        people=people_view(inherited.people_of(episode.draft, settings), words),
        topics=written.topics,
        audio=tuple(_audio(one, settings) for one in episode.enclosures),
        chapters=episode.chapters,
        notes=draft.notes,
        transcript=paragraphs(episode.transcript) if episode.transcript else (),
        transcript_files=_transcript_files(episode, settings),
        cover=cover_view(episode.cover or mastered.cover, settings),
        editions=_editions(episode, settings),
    )


def people_view(people: tuple[Person, ...], language: str) -> tuple[PersonView, ...]:
    """Return `people`, each once, with their roles in words."""
    return tuple(
        PersonView(one.name, one.role, _role(one, language), one.link)
        for one in dict.fromkeys(people)
    )


def _audio(enclosure: Enclosure, settings: Settings) -> FileView:
    return FileView(
        enclosure.media.path if enclosure.media else "",
        enclosure.address(settings),
        enclosure.mime_type,
        enclosure.size_bytes,
        _FORMATS.get(enclosure.mime_type, enclosure.mime_type),
    )


def _role(person: Person, language: str) -> str:
    """Return the role in words; a person called `Moderation` needs none."""
    role = say(language, person.role)
    return "" if role.casefold() == person.name.casefold() else role


def _transcript_files(episode: MasteredEpisode, settings: Settings) -> tuple[FileView, ...]:
    own = next((one.transcript for one in editions_of(episode) if one.infix == ""), None)
    forms = forms_of(own) if own else ()
    named = [
        (paths.transcript_of(episode.draft.slug, form=form), form, label)
        for form, label in _DOWNLOADS.items()
        if form in forms
    ]
    return tuple(
        FileView(path, settings.site.address(path), MIME_TYPES[form], label=label)
        for path, form, label in named
    )


def _editions(episode: MasteredEpisode, settings: Settings) -> tuple[EditionView, ...]:
    slug, said = episode.draft.slug, {one.infix for one in editions_of(episode)}
    pages = {language: paths.transcript_page_of(slug, language) for language in said if language}
    return tuple(
        EditionView(
            one.language,
            one.title,
            one.summary,
            episode.draft.edition_notes.get(one.language, ""),
            one.link,
            FileView(path, settings.site.address(path), "text/html")
            if (path := pages.get(one.language))
            else None,
        )
        for one in episode.draft.written.editions
    )
