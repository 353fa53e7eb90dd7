"""Tags of the podcast namespace.

Source:
    Podcastindex-org/podcast-namespace, docs/tags.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from podcaster.model import paths
from podcaster.model.mastered import Mastered, MasteredEpisode
from podcaster.model.values import Written
from podcaster.render import chapters, inherited
from podcaster.render.feed import forms
from podcaster.render.feed.alternates import own_alternates
from podcaster.render.feed.forms import Form, element, elements
from podcaster.render.feed.images import artwork_images, own_images
from podcaster.render.feed.live import live_items
from podcaster.render.feed.tag import Tag, tag
from podcaster.render.feed.trailers import trailers
from podcaster.render.times import number
from podcaster.render.transcript import CAPTIONS, MIME_TYPES, editions_of, forms_of
from podcaster.settings import Settings

#: Fields that show and episode have in common -> what becomes of each value in them. Elements of
#: one name stand together in the feed, for its readers and because libxml2 wants them so.
_BOTH: Final[dict[str, Form]] = {
    "licence": forms.LICENCE,
    "support": forms.FUNDING,
    "location": forms.LOCATION,
    "social_interact": forms.SOCIAL_INTERACT,
    "chat": forms.CHAT,
    "txt": forms.TXT,
}

#: The same of the show alone.
_SHOW: Final[dict[str, Form]] = {
    "people": forms.PERSON,
    **_BOTH,
    "value": forms.VALUE,
    "remote_items": forms.REMOTE_ITEM,
    "update_frequency": forms.UPDATE_FREQUENCY,
}

#: The same of an episode alone.
_EPISODE: Final[dict[str, Form]] = {
    **_BOTH,
    "content_links": forms.CONTENT_LINK,
}


def show_tags(mastered: Mastered, settings: Settings) -> Iterator[Tag]:
    """Yield what the podcast namespace says about a show."""
    show = settings.show
    yield tag("podcast:guid", show.guid.lower())
    yield tag("podcast:medium", show.medium)
    yield tag("podcast:locked", "yes" if show.locked else "no", owner=show.owner.email)
    yield tag("podcast:block", "yes" if show.block else None)
    yield from elements(forms.BLOCK, show, "blocks")
    yield from _told(show, _SHOW)
    yield tag("podcast:podroll", None, *elements(forms.REMOTE_ITEM, show, "podroll"))
    yield tag("podcast:publisher", None, *elements(forms.PUBLISHER, show, "publisher"))
    yield tag("podcast:podping", usesPodping="true" if show.uses_podping else None)
    yield from elements(forms.IMAGE, show, "images")
    yield from artwork_images(mastered.cover, mastered.checked.draft.artwork, settings)
    yield from trailers(mastered, settings)
    yield from live_items(settings)


def item_tags(episode: MasteredEpisode, settings: Settings) -> Iterator[Tag]:
    """Yield what the podcast namespace says about an episode."""
    written = episode.draft.written
    names = {season.number: season.name for season in settings.show.seasons}
    yield tag("podcast:season", written.season, name=names.get(written.season or 0))
    yield tag("podcast:episode", written.number, **_display(episode))
    yield from _transcripts(episode, settings)
    yield from _chapters(episode, settings)
    yield from _soundbites(episode)
    # An item's people replace the channel's, so the hosts are repeated.
    people = inherited.people_of(episode.draft, settings) if written.people else ()
    yield from (element(forms.PERSON, person) for person in people)
    yield from _told(written, _EPISODE)
    yield from (element(forms.VALUE, value) for value in inherited.value_of(episode))
    yield from own_alternates(episode, settings)
    yield from elements(forms.ALTERNATE_ENCLOSURE, written, "alternate_enclosures")
    yield from elements(forms.IMAGE, written, "images")
    yield from own_images(episode, settings)


def _told(thing: Written, table: dict[str, Form]) -> Iterator[Tag]:
    for where, form in table.items():
        yield from elements(form, thing, where)


def _display(episode: MasteredEpisode) -> dict[str, str | None]:
    """Return what apps show instead of the number, if there is a number."""
    written = episode.draft.written
    return {"display": written.display} if written.number else {}


def _transcripts(episode: MasteredEpisode, settings: Settings) -> Iterator[Tag]:
    slug = episode.draft.slug
    for edition in editions_of(episode):
        for form in forms_of(edition.transcript):
            yield tag(
                "podcast:transcript",
                url=settings.site.address(paths.transcript_of(slug, edition.infix, form)),
                type=MIME_TYPES[form],
                language=edition.transcript.language,
                rel="captions" if form in CAPTIONS else None,
            )


def _chapters(episode: MasteredEpisode, settings: Settings) -> Iterator[Tag]:
    if episode.chapters:
        address = settings.site.address(paths.chapters_of(episode.draft.slug))
        yield tag("podcast:chapters", url=address, type=chapters.MIME_TYPE)


def _soundbites(episode: MasteredEpisode) -> Iterator[Tag]:
    for bite in episode.soundbites:
        yield tag(
            "podcast:soundbite",
            bite.title,
            startTime=number(bite.start_s),
            duration=number(bite.duration_s),
        )
