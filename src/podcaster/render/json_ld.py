"""What pages tell search engines about the show and its episodes, in the words of schema.org."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any, Final

from podcaster.model import paths
from podcaster.model.mastered import Mastered
from podcaster.render.files import FileView, cover_view
from podcaster.render.filters import media_time
from podcaster.render.news import ItemView
from podcaster.render.times import html_duration
from podcaster.render.views import EpisodeView
from podcaster.settings import Settings

Json = Mapping[str, Any]

#: Clips beyond what anybody shows only make the page heavy.
MOST_CLIPS: Final = 50


def show_data(mastered: Mastered, episodes: tuple[EpisodeView, ...]) -> Json:
    """Describe the show as a PodcastSeries, with the addresses of its episodes."""
    show = mastered.settings.show
    licence = show.licence.address if show.licence else None
    return known_values(
        {
            "@context": "https://schema.org",
            **series(mastered.settings),
            "description": show.summary,
            "inLanguage": show.language,
            "image": cover_view(mastered.cover, mastered.settings).full.url,
            "author": {"@type": "Organization", "name": show.author},
            "sameAs": show.link,
            "keywords": list(show.topics),
            "license": licence,
            "hasPart": [reference(one) for one in episodes],
        }
    )


def episode_data(mastered: Mastered, episode: EpisodeView) -> Json:
    """Describe an episode as a PodcastEpisode of its series."""
    season = {"@type": "PodcastSeason", "seasonNumber": episode.season}
    return known_values(
        {
            "@context": "https://schema.org",
            **reference(episode),
            "description": episode.summary,
            "episodeNumber": episode.number,
            "inLanguage": episode.language,
            "timeRequired": _duration(episode.duration_s),
            "image": episode.cover.full.url,
            "keywords": list(episode.topics),
            "partOfSeries": series(mastered.settings.in_language(episode.language)),
            "partOfSeason": season if episode.season else None,
            "associatedMedia": [_audio(one, episode) for one in episode.audio],
            "accessMode": ["auditory", "textual"] if episode.transcript else ["auditory"],
            "accessibilityFeature": ["transcript"] if episode.transcript else [],
            "contributor": [
                known_values({"@type": "Person", "name": one.name, "url": one.link})
                for one in episode.people
            ],
            "funding": [
                known_values({"@type": "Grant", "description": one.statement, "url": one.link})
                for one in episode.grants
            ],
            "license": episode.licence.address if episode.licence else None,
            "hasPart": _clips(episode),
        }
    )


def news_data(settings: Settings, item: ItemView) -> Json:
    """Describe a news item of its own as a NewsArticle by the show's authors."""
    show, event = settings.show, item.event
    picture = item.card.full if item.card else item.picture
    about = event and known_values(
        {
            "@type": "Event",
            "name": item.title,
            "startDate": event.starts_at.isoformat(),
            "endDate": event.ends_at.isoformat() if event.ends_at else None,
            "location": {"@type": "Place", "name": event.place},
        }
    )
    return known_values(
        {
            "@context": "https://schema.org",
            **news_reference(settings, item),
            "description": item.summary,
            "inLanguage": item.language,
            "keywords": list(item.topics),
            "image": picture.url if picture else None,
            "author": {"@type": "Organization", "name": show.author, "url": show.link},
            "about": about,
        }
    )


def series(settings: Settings) -> Json:
    """Name the show where it is not described."""
    site, show = settings.site, settings.show
    return {
        "@type": "PodcastSeries",
        "@id": f"urn:uuid:{show.guid}",
        "name": show.title,
        "url": site.address(paths.SHOW_PAGE),
        "webFeed": site.address(settings.feed_in(show.language)),
    }


def reference(episode: EpisodeView) -> Json:
    """Name an episode where it is not described."""
    return {
        "@type": "PodcastEpisode",
        "@id": episode.url,
        "url": episode.url,
        "name": episode.title,
        "datePublished": episode.published_at.isoformat(),
    }


def news_reference(settings: Settings, item: ItemView) -> Json:
    """Name a news item where it is not described."""
    return {
        "@type": "NewsArticle",
        "@id": settings.site.address(item.path),
        "url": settings.site.address(item.path),
        "headline": item.title,
        "datePublished": item.published_at.isoformat(),
    }


def _audio(audio: FileView, episode: EpisodeView) -> Json:
    return known_values(
        {
            "@type": "AudioObject",
            "contentUrl": audio.url,
            "encodingFormat": audio.mime_type,
            "contentSize": str(audio.size_bytes) if audio.size_bytes else None,
            "duration": _duration(episode.duration_s),
        }
    )


def _duration(duration_s: float) -> str | None:
    """Return a length, or None where nobody knows it."""
    return html_duration(round(duration_s)) if duration_s else None


def _clips(episode: EpisodeView) -> list[Json]:
    """Return the chapters as clips, each up to the next one; no search engine shows very many."""
    if len(episode.chapters) > MOST_CLIPS:
        return []
    starts = [chapter.start_s for chapter in episode.chapters]
    ends = chain(starts[1:], [episode.duration_s])
    return [
        known_values(
            {
                "@type": "Clip",
                "name": chapter.title,
                "startOffset": round(chapter.start_s, 3),
                "endOffset": round(end_s, 3) if end_s else None,
                "url": f"{episode.url}#t={media_time(chapter.start_s)}",
            }
        )
        for chapter, end_s in zip(episode.chapters, ends, strict=False)
    ]


def known_values(values: Json) -> Json:
    """Leave out what is not known."""
    return {name: value for name, value in values.items() if value not in (None, [], "")}
