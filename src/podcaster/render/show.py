"""Every file of the built folder, in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from podcaster.errors import PodcasterError
from podcaster.model import paths
from podcaster.model.artefacts import Artefact, Document, Media
from podcaster.model.draft import EpisodeDraft, NewsDraft
from podcaster.model.mastered import Cover, Enclosure, Mastered, MasteredEpisode
from podcaster.model.message import message
from podcaster.model.release import Announcement, Release, ReleasedEpisode, ReleasedNews
from podcaster.render.archive import render_archive
from podcaster.render.chapters import render_chapters
from podcaster.render.embeds import render_for_others
from podcaster.render.excerpts import render_excerpts
from podcaster.render.feed import render_feed
from podcaster.render.json_feed import render_json_feed
from podcaster.render.news import announcements, render_news
from podcaster.render.opml import render_opml
from podcaster.render.pages import render_pages
from podcaster.render.podlove import render_podlove
from podcaster.render.service import render_service
from podcaster.render.serving import render_headers
from podcaster.render.site_keys import render_site_keys
from podcaster.render.sitemap import sitemap
from podcaster.render.transcript import editions_of, render_transcripts
from podcaster.render.waveform import render_waveforms
from podcaster.settings import Settings

Renderer = Callable[[Mastered, Settings], tuple[Document, ...]]

#: Everything that makes documents.
RENDERERS: Final[tuple[Renderer, ...]] = (
    render_feed,
    render_json_feed,
    render_opml,
    render_headers,
    render_pages,
    render_archive,
    render_service,
    render_chapters,
    render_transcripts,
    render_waveforms,
    render_excerpts,
    render_podlove,
    render_for_others,
    render_news,
    render_site_keys,
)


def render(mastered: Mastered, settings: Settings) -> Release:
    """Render all documents and say where everything stands in the built folder.

    Args:
        mastered: The show with finished audio and pictures.
        settings: What publish.yaml says.

    Raises:
        TemplateError: If a template can't be rendered.
        PodcasterError: If two files would have one name.
    """
    documents = tuple(page for renderer in RENDERERS for page in renderer(mastered, settings))
    documents += sitemap(documents, mastered)
    announced = announcements(mastered, settings)
    artefacts = _by_path((*documents, *_media(mastered), *_announced_media(announced)))
    there = frozenset(artefact.path for artefact in artefacts)
    return Release(
        mastered=mastered,
        feed=paths.FEED,
        artefacts=artefacts,
        episodes=tuple(_released_episode(episode, there) for episode in mastered.episodes),
        news=_released_news(mastered, there),
        announcements=announced,
    )


def _by_path(artefacts: Iterable[Artefact]) -> tuple[Artefact, ...]:
    """Sort by path; the same file may be named twice, two files may not share a name."""
    sorted_out: dict[str, Artefact] = {}
    for artefact in artefacts:
        if sorted_out.setdefault(artefact.path, artefact).sha256 != artefact.sha256:
            raise PodcasterError(
                message("two files would be written to `{path}`", path=artefact.path),
                hint=message("give one of them another slug"),
            )
    return tuple(sorted_out[path] for path in sorted(sorted_out))


def _media(mastered: Mastered) -> Iterator[Media]:
    """Walk over every finished file of a show."""
    yield from _pictures(mastered.cover)
    yield from mastered.emblems.values()
    yield from mastered.fonts.values()
    yield from mastered.podlove
    for episode in mastered.episodes:
        yield from (enclosure.media for enclosure in episode.enclosures if enclosure.media)
        yield from _pictures(episode.cover)
        yield from (episode.card.media,) if episode.card else ()
        yield from (film for excerpt in episode.excerpts for film in excerpt.films.values())
    for news in mastered.news:
        yield from (media for media in (news.picture, news.document) if media)
        yield from (news.card.media,) if news.card else ()


def _pictures(cover: Cover | None) -> tuple[Media, ...]:
    return (cover.full, cover.small) if cover else ()


def _announced_media(announced: Iterable[Announcement]) -> Iterator[Media]:
    """Walk over what announcements show, so that it is hosted before anybody is told."""
    for announcement in announced:
        yield from (announcement.picture,) if announcement.picture else ()
        yield from announcement.documents


def _released_episode(episode: MasteredEpisode, there: frozenset[str]) -> ReleasedEpisode:
    slug = episode.draft.slug
    fragments = {str(name): paths.fragment_of(slug, name) for name in paths.FRAGMENTS}
    return ReleasedEpisode(
        slug=slug,
        guid=episode.draft.written.guid,
        page=paths.page_of(slug),
        audio=tuple(enclosure.media for enclosure in episode.enclosures if enclosure.media),
        linked=_linked(episode.enclosure),
        sidecars=_those(there, _sidecars(episode)),
        fragments=_those(there, fragments),
    )


def _linked(enclosure: Enclosure) -> tuple[str, int] | None:
    return (enclosure.url, enclosure.size_bytes) if enclosure.url else None


def _sidecars(episode: MasteredEpisode) -> dict[str, str]:
    """Name what stands beside an episode's page: `transcript`, `transcript_en` ..."""
    slug = episode.draft.slug
    sidecars = {"chapters": paths.chapters_of(slug)}
    for edition in editions_of(episode):
        suffix = f"_{edition.infix}" if edition.infix else ""
        for form in paths.TRANSCRIPTS:
            sidecars[f"{form}{suffix}"] = paths.transcript_of(slug, edition.infix, form)
    if episode.waveform:
        sidecars["waveform"] = paths.waveform_of(slug, "dat")
        sidecars["waveform_json"] = paths.waveform_of(slug, "json")
    return sidecars | {name: paths.embed_of(slug, name) for name in paths.EMBEDS}


def _released_news(mastered: Mastered, there: frozenset[str]) -> tuple[ReleasedNews, ...]:
    """Return where news stands, newest first: that of episodes, and that of its own."""
    drafts: list[EpisodeDraft | NewsDraft] = [
        *(episode.draft for episode in mastered.episodes),
        *(news.draft for news in mastered.news),
    ]
    newest_first = sorted(
        drafts, key=lambda draft: (draft.written.published_at, draft.item), reverse=True
    )
    return tuple(
        ReleasedNews(draft.slug, draft.item, files)
        for draft in newest_first
        if (files := _those(there, _news_files(draft.slug)))
    )


def _news_files(slug: str) -> dict[str, str]:
    return {name: paths.news_file_of(slug, name) for name in paths.NEWS_FILES}


def _those(there: frozenset[str], named: Mapping[str, str]) -> dict[str, str]:
    """Keep the names of files that exist."""
    return {name: path for name, path in named.items() if path in there}
