"""The films of a show's soundbites, made with the rest of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from podcaster.errors import FolderError, PodcasterError
from podcaster.master.pictures.audiogram import audiograms_of
from podcaster.master.pictures.audiogram_pictures import SHAPES
from podcaster.model import paths
from podcaster.model.artefacts import Media
from podcaster.model.codes import finding
from podcaster.model.findings import Finding, Place
from podcaster.model.mastered import Excerpt, Mastered, MasteredEpisode
from podcaster.workspace import Workspace


def with_films(mastered: Mastered, workspace: Workspace) -> Mastered:
    """Return the show with a film of every soundbite; where none can be made, a finding says why.

    Raises:
        FolderError: If the cache can't be written.
    """
    episodes: list[MasteredEpisode] = []
    findings: list[Finding] = []
    for episode in mastered.episodes:
        try:
            films = _films(mastered, episode, workspace)
        except FolderError:
            raise
        except PodcasterError as error:
            place = error.place or Place(episode.draft.source.file)
            findings.append(finding("PC510", place, error.what, error.hint))
            films = ()
        episodes.append(replace(episode, excerpts=films))
    told = (*mastered.findings, *findings)
    return replace(mastered, episodes=tuple(episodes), findings=told)


def _films(
    mastered: Mastered, episode: MasteredEpisode, workspace: Workspace
) -> tuple[Excerpt, ...]:
    if not episode.soundbites:
        return ()
    films = audiograms_of(mastered, episode, workspace)
    return tuple(_excerpts(episode, films))


def _excerpts(episode: MasteredEpisode, films: tuple[Media, ...]) -> Iterator[Excerpt]:
    """Yield each soundbite with its films, which stand beside the episode's page."""
    folder = paths.episode_folder(episode.draft.slug)
    for number, bite in enumerate(episode.soundbites):
        its_own = films[number * len(SHAPES) : (number + 1) * len(SHAPES)]
        named = {
            shape.name: replace(
                film,
                path=f"{folder}/audiogram-{number + 1}-{shape.name}-{film.sha256[:8]}.mp4",
                size_px=shape.size,
            )
            for shape, film in zip(SHAPES, its_own, strict=True)
        }
        yield Excerpt(bite.title or episode.draft.written.title, bite, named)
