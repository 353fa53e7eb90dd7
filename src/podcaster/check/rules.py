"""All rules in one table, and what follows from their findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final, TypeVar

from podcaster.check import (
    artwork,
    audio,
    beds,
    channels,
    chapters,
    editions,
    episode,
    extra,
    finished,
    identity,
    linked,
    linkedin,
    live,
    news,
    notes,
    payment,
    pings,
    placeholders,
    published,
    show,
    site,
    tags,
    templates,
    transcript,
    weekdays,
)
from podcaster.errors import FindingsError
from podcaster.model.checked import Checked
from podcaster.model.draft import Draft, EpisodeDraft, NewsDraft
from podcaster.model.findings import Finding, Severity, in_order
from podcaster.model.message import message
from podcaster.model.profiles import Profile, seen_by
from podcaster.settings import Settings

#: A statement that should hold; it yields a finding for each place where it does not.
Rule = Callable[[Draft], Iterable[Finding]]

CHECKS: Final[tuple[Rule, ...]] = (
    show.categories_are_apples,
    show.show_summary_fits,
    show.grants_have_different_names,
    show.trailer_exists,
    show.licences_are_known,
    show.languages_are_known,
    show.links_lead_to_pages,
    show.copyright_is_holder_and_year,
    show.categories_stand_once,
    show.titles_begin_and_end_with_words,
    editions.editions_of_the_show_differ,
    editions.feeds_have_guids_of_their_own,
    editions.editions_have_episodes,
    tags.lists_hold_what_stands_elsewhere,
    tags.seasons_have_one_name,
    tags.counted_rhythms_have_a_start,
    tags.ai_content_is_true_or_false,
    tags.comments_have_an_address,
    live.live_streams_are_announced,
    live.live_streams_have_guids_of_their_own,
    live.live_streams_end_after_they_start,
    tags.services_are_named_once,
    tags.comments_have_an_order,
    tags.shows_are_recommended_once,
    placeholders.placeholders_are_replaced,
    placeholders.summaries_say_more_than_titles,
    identity.slugs_can_stand_in_addresses,
    identity.slugs_are_unique,
    identity.guids_are_unique,
    identity.moments_are_unique,
    published.published_guids_stay,
    published.built_guids_stay,
    published.published_episodes_keep_their_slugs,
    published.published_episodes_stay,
    published.audio_addresses_keep_their_episodes,
    published.audio_addresses_keep_their_files,
    episode.serial_shows_have_numbers,
    episode.numbers_are_unique,
    episode.titles_hold_the_title_only,
    episode.episode_summaries_fit,
    episode.grants_exist,
    episode.editions_have_different_languages,
    episode.dates_can_be_said,
    weekdays.weekdays_fit_their_dates,
    tags.displays_stand_for_numbers,
    tags.one_form_is_preferred,
    tags.checksums_are_whole,
    payment.time_splits_name_one_receiver,
    payment.time_splits_lie_inside,
    payment.time_splits_stand_in_episodes,
    extra.extra_is_foreign,
    audio.episodes_have_audio,
    audio.audio_can_be_read,
    audio.audio_is_not_empty,
    audio.audio_has_enough_samples,
    audio.stems_are_of_one_length,
    audio.crossfades_fit,
    audio.soundbites_lie_inside,
    beds.beds_have_music,
    beds.beds_lie_inside,
    finished.finished_audio_stays_as_it_is,
    linked.audio_addresses_are_unique,
    linked.audio_addresses_end_as_apple_wants,
    linked.audio_types_fit,
    linked.linked_audio_says_how_long_it_is,
    linked.linked_audio_is_encrypted,
    artwork.pictures_can_be_read,
    artwork.pictures_are_jpeg_or_png,
    artwork.picture_names_tell_the_truth,
    artwork.artwork_has_the_right_size,
    artwork.artwork_is_square,
    artwork.pictures_have_screen_colours,
    artwork.artwork_is_opaque,
    artwork.pictures_are_not_huge,
    chapters.chapters_ascend,
    chapters.chapters_start_inside,
    chapters.chapters_have_titles,
    chapters.chapter_links_are_addresses,
    chapters.chapters_end_after_they_start,
    chapters.chapter_places_are_on_maps,
    chapters.chapters_are_shown_everywhere,
    chapters.noted_chapters_agree,
    chapters.chapter_titles_are_short,
    chapters.time_stamps_fit,
    chapters.episodes_have_chapters,
    transcript.cues_end_after_they_start,
    transcript.cues_stand_in_order,
    transcript.cues_lie_inside,
    transcript.transcripts_have_times,
    transcript.episodes_have_transcripts,
    notes.episodes_have_notes,
    notes.texts_hold_no_scripts,
    notes.texts_hold_no_html,
    notes.texts_hold_no_conflicts,
    notes.links_lead_somewhere,
    notes.originals_hold_nothing_that_runs,
    templates.templates_can_be_understood,
    templates.templates_use_what_they_are_given,
    templates.templates_use_what_values_hold,
    templates.templates_use_known_filters,
    templates.templates_include_what_exists,
    templates.own_templates_replace_default_ones,
    news.events_have_a_date,
    news.documents_have_a_pdf,
    news.news_have_a_text,
    news.pdfs_are_pdfs,
    news.news_slugs_are_unique,
    news.events_end_after_they_start,
    channels.site_has_a_real_address,
    channels.channels_stay_inside,
    channels.channels_have_folders_of_their_own,
    channels.channels_spare_the_sources,
    channels.channel_topics_occur,
    pings.hubs_are_named_in_the_feed,
    pings.podping_is_told_in_the_feed,
    linkedin.versions_are_spoken,
    linkedin.tokens_last,
    linkedin.mentions_are_known,
    site.accents_can_be_read,
    site.fonts_are_fonts,
    site.chosen_players_are_there,
)


def find(draft: Draft, profile: Profile = "all") -> tuple[Finding, ...]:
    """Return all findings, those of load too, in the order of files and lines.

    Args:
        draft: The show.
        profile: Whose demands count.
    """
    found = [*draft.findings, *(finding for rule in CHECKS for finding in rule(draft))]
    return in_order(_lenient(draft, seen_by(found, profile)))


def check(draft: Draft, settings: Settings) -> Checked:
    """Return the show divided by what is out at `draft.now`.

    Raises:
        FindingsError: If any finding is an error; it carries all of them.
    """
    del settings  # the draft has them, with their places
    findings = find(draft)
    if any(row.stops for row in findings):
        raise FindingsError(message("the show has errors, so nothing was made"), findings)
    out, scheduled = _divided(draft.episodes, draft.now)
    news_out, _ = _divided(draft.news, draft.now)
    return Checked(draft, out, scheduled, news_out, findings)


def _lenient(draft: Draft, findings: Iterable[Finding]) -> list[Finding]:
    """Turn errors in drafts into warnings: a draft is not finished, and it does not go out.

    What can't be understood stays an error, because then nobody knows that it is a draft: such
    an episode is not in `draft.episodes` at all.
    """
    items: tuple[EpisodeDraft | NewsDraft, ...] = (*draft.episodes, *draft.news)
    unfinished = tuple(f"{item.folder}/" for item in items if item.written.status == "draft")
    return [
        replace(row, severity=Severity.WARNING)
        if unfinished and row.place.file.startswith(unfinished)
        else row
        for row in findings
    ]


_Item = TypeVar("_Item", EpisodeDraft, NewsDraft)


def _divided(
    items: tuple[_Item, ...], now: datetime
) -> tuple[tuple[_Item, ...], tuple[_Item, ...]]:
    """Return what is out, newest first, and what is scheduled, soonest first."""
    in_time = sorted((item for item in items if item.written.status == "published"), key=_moment)
    out = [item for item in in_time if item.written.published_at <= now]
    scheduled = [item for item in in_time if item.written.published_at > now]
    return tuple(reversed(out)), tuple(scheduled)


def _moment(item: EpisodeDraft | NewsDraft) -> tuple[datetime, int, str]:
    """Return what items are sorted by: time, then number, then slug."""
    number = item.written.number if isinstance(item, EpisodeDraft) else None
    return item.written.published_at, number or 0, item.slug
