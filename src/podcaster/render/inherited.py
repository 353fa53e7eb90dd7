"""What an episode takes from its show unless it says otherwise."""

from __future__ import annotations

from podcaster.model import paths
from podcaster.model.draft import EpisodeDraft
from podcaster.model.mastered import MasteredEpisode
from podcaster.model.payment import Value, ValueTimeSplit
from podcaster.model.people import Person
from podcaster.model.show import Grant
from podcaster.settings import Settings


def language_of(episode: EpisodeDraft, settings: Settings) -> str:
    """Return the language of an episode."""
    return episode.written.language or settings.show.language


def link_of(episode: EpisodeDraft, settings: Settings) -> str:
    """Return the absolute address of the page that feed and posts link to."""
    return episode.written.link or settings.site.address(paths.page_of(episode.slug))


def explicit(episode: EpisodeDraft, settings: Settings) -> bool:
    """Tell whether an episode is not for children."""
    own = episode.written.explicit
    return settings.show.explicit if own is None else own


def people_of(episode: EpisodeDraft, settings: Settings) -> tuple[Person, ...]:
    """Return who takes part: those of the show, then those of the episode, each once."""
    of_the_show = settings.show.people if episode.written.show_people else ()
    everybody = (*of_the_show, *episode.written.people)
    return tuple({(person.name, person.role): person for person in everybody}.values())


def grants_of(episode: EpisodeDraft, settings: Settings) -> tuple[Grant, ...]:
    """Return the grants that an episode has to acknowledge, in the order of the show."""
    names = episode.written.grants
    return tuple(grant for grant in settings.show.grants if names is None or grant.name in names)


def value_of(episode: MasteredEpisode) -> tuple[Value, ...]:
    """Return the payments that an episode wants instead of the show's, in finished time."""
    return tuple(
        value.model_copy(
            update={"time_splits": tuple(_moved(split, episode) for split in value.time_splits)}
        )
        for value in episode.draft.written.value
    )


def _moved(split: ValueTimeSplit, episode: MasteredEpisode) -> ValueTimeSplit:
    """Return a part of an episode as it stands in the finished file."""
    start_s = episode.finished_s(split.start_s)
    end_s = episode.finished_s(split.start_s + split.duration_s)
    # What only floats make of a difference would be another millisecond in the feed.
    duration_s = round(end_s - start_s, 6)
    return split.model_copy(update={"start_s": start_s, "duration_s": duration_s})
