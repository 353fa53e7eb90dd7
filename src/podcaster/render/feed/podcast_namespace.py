"""Tags of the podcast namespace.

Source:
    Podcastindex-org/podcast-namespace, docs/tags; taxonomy of people.
"""

from __future__ import annotations

from typing import Final

from podcaster.model import paths
from podcaster.model.licence import Licence
from podcaster.model.location import Location
from podcaster.model.mastered import Enclosure, Mastered, MasteredEpisode
from podcaster.model.people import GROUPS, Person
from podcaster.render import chapters, inherited
from podcaster.render.feed.dates import rfc_2822
from podcaster.render.feed.tag import Tag, tag
from podcaster.render.times import number
from podcaster.render.transcript import CAPTIONS, MIME_TYPES, editions_of, forms_of
from podcaster.settings import Settings

#: Longest text of most tags; apps may cut longer ones.
LONGEST: Final = 128


def show_tags(mastered: Mastered, settings: Settings) -> tuple[Tag, ...]:
    """Return what the podcast namespace says about a show."""
    show = settings.show
    locked = "yes" if show.locked else "no"
    return (
        tag("podcast:guid", show.guid.lower()),
        tag("podcast:medium", "podcast"),
        tag("podcast:locked", locked, owner=show.owner.email),
        *_licence(show.licence),
        *(tag("podcast:funding", link.text, url=link.url) for link in show.support),
        *_people(show.people),
        *_locations(show.location),
        *_trailers(mastered, settings),
    )


def item_tags(episode: MasteredEpisode, settings: Settings) -> tuple[Tag, ...]:
    """Return what the podcast namespace says about an episode."""
    written = episode.draft.written
    # An item's people replace the channel's, so the hosts are repeated.
    people = inherited.people_of(episode.draft, settings) if written.people else ()
    return (
        tag("podcast:season", written.season),
        tag("podcast:episode", written.number),
        *_transcripts(episode, settings),
        *_chapters(episode, settings),
        *_soundbites(episode),
        *_people(people),
        *_locations(written.location),
        *_licence(written.licence),
        *(_alternative(enclosure, settings) for enclosure in episode.enclosures[1:]),
    )


def _transcripts(episode: MasteredEpisode, settings: Settings) -> tuple[Tag, ...]:
    slug = episode.draft.slug
    return tuple(
        tag(
            "podcast:transcript",
            url=settings.site.address(paths.transcript_of(slug, edition.infix, form)),
            type=MIME_TYPES[form],
            language=edition.transcript.language,
            rel="captions" if form in CAPTIONS else None,
        )
        for edition in editions_of(episode)
        for form in forms_of(edition.transcript)
    )


def _chapters(episode: MasteredEpisode, settings: Settings) -> tuple[Tag, ...]:
    if not episode.chapters:
        return ()
    address = settings.site.address(paths.chapters_of(episode.draft.slug))
    return (tag("podcast:chapters", url=address, type=chapters.MIME_TYPE),)


def _soundbites(episode: MasteredEpisode) -> tuple[Tag, ...]:
    return tuple(
        tag(
            "podcast:soundbite",
            bite.title,
            startTime=number(bite.start_s),
            duration=number(bite.duration_s),
        )
        for bite in episode.soundbites
    )


def _people(people: tuple[Person, ...]) -> tuple[Tag, ...]:
    return tuple(
        tag(
            "podcast:person",
            person.name,
            group=person.group or GROUPS.get(person.role),
            role=person.role,
            href=person.link,
            img=person.img,
        )
        for person in people
    )


def _locations(places: tuple[Location, ...]) -> tuple[Tag, ...]:
    return tuple(
        tag(
            "podcast:location",
            place.name,
            rel=place.rel if place.rel != "subject" else None,
            country=place.country,
            geo=place.geo,
            osm=place.osm,
        )
        for place in places
    )


def _licence(licence: Licence | None) -> tuple[Tag, ...]:
    return (tag("podcast:license", licence.name, url=licence.address),) if licence else ()


def _trailers(mastered: Mastered, settings: Settings) -> tuple[Tag, ...]:
    """Return every trailer as the channel announces it, newest first."""
    return tuple(
        _trailer(episode, settings)
        for episode in mastered.episodes
        if episode.draft.written.kind == "trailer" or episode.draft.slug == settings.show.trailer
    )


def _trailer(episode: MasteredEpisode, settings: Settings) -> Tag:
    written, enclosure = episode.draft.written, episode.enclosure
    return tag(
        "podcast:trailer",
        _cut(written.title),
        pubdate=rfc_2822(written.published_at),
        url=enclosure.address(settings),
        length=enclosure.size_bytes or None,
        type=enclosure.mime_type,
        season=written.season,
    )


def _alternative(enclosure: Enclosure, settings: Settings) -> Tag:
    """Return a further format of the same audio."""
    source = tag("podcast:source", uri=enclosure.address(settings))
    return tag(
        "podcast:alternateEnclosure",
        None,
        source,
        type=enclosure.mime_type,
        length=enclosure.size_bytes,
    )


def _cut(text: str) -> str:
    """Return `text` within the length that apps show."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
