"""The films of soundbites as pages show them, and what is said in them as captions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from podcaster.model import paths
from podcaster.model.artefacts import Document
from podcaster.model.episode import Soundbite
from podcaster.model.mastered import Mastered, MasteredEpisode
from podcaster.model.transcript import Transcript
from podcaster.render.files import FileView, file_view
from podcaster.render.transcript import to_webvtt
from podcaster.settings import Settings


@dataclass(frozen=True)
class ExcerptView:
    """A film of a soundbite.

    Attributes:
        title: Of the piece.
        films: Its shapes, the one for pages first: `wide`, `square`.
        captions: What is said in it as WebVTT, or None.
    """

    title: str
    films: tuple[FileView, ...]
    captions: FileView | None


def render_excerpts(mastered: Mastered, settings: Settings) -> tuple[Document, ...]:
    """Render the captions of every film."""
    del settings  # captions are the same for every one
    return tuple(document for one in mastered.episodes for document in _captions(one))


def excerpt_views(episode: MasteredEpisode, settings: Settings) -> tuple[ExcerptView, ...]:
    """Return the films of an episode as templates see them."""
    captions = {one.path for one in _captions(episode)}
    return tuple(
        ExcerptView(
            one.title,
            tuple(file_view(one.films[shape], settings, shape) for shape in ("wide", "square")),
            FileView(path, settings.site.address(path), "text/vtt") if path in captions else None,
        )
        for number, one in enumerate(episode.excerpts, 1)
        if (path := paths.captions_of(episode.draft.slug, number))
    )


def _captions(episode: MasteredEpisode) -> Iterator[Document]:
    for number, one in enumerate(episode.excerpts, 1):
        said = _within(episode.transcript, one.bite)
        if said:
            path = paths.captions_of(episode.draft.slug, number)
            yield Document(path, to_webvtt(said).encode(), "text/vtt", episode.draft.item)


def _within(transcript: Transcript | None, bite: Soundbite) -> Transcript | None:
    """Return what is said in a piece, from its beginning on; None where nobody wrote it down."""
    if transcript is None or not transcript.timed:
        return None
    moved = transcript.shifted(-bite.start_s)
    cues = tuple(
        replace(cue, start_s=max(0.0, cue.start_s), end_s=min(bite.duration_s, cue.end_s))
        for cue in moved.cues
        if cue.end_s > 0 and cue.start_s < bite.duration_s
    )
    return replace(moved, cues=cues) if cues else None
