"""Master every episode of a show, each at most once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final

from podcaster.errors import AudioError, FindingsError
from podcaster.master.cache import Cache
from podcaster.master.condition.doubts import doubts
from podcaster.master.episode import master_episode
from podcaster.master.pictures import files as pictures
from podcaster.master.pictures.card import CardMaker
from podcaster.master.pictures.films import with_films
from podcaster.master.pictures.papers import font, master_news, podlove
from podcaster.master.pictures.typefaces import typefaces_of
from podcaster.master.studio import Studio
from podcaster.model.audio import missed_by_lu
from podcaster.model.checked import Checked
from podcaster.model.codes import finding
from podcaster.model.draft import EpisodeDraft
from podcaster.model.findings import Finding, Place
from podcaster.model.mastered import Mastered, MasteredEpisode
from podcaster.model.message import decimal, message
from podcaster.model.off_target import why_off_target
from podcaster.settings import Settings
from podcaster.workspace import Workspace

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def master(checked: Checked, workspace: Workspace) -> Mastered:
    """Turn raw audio and pictures into finished files.

    Args:
        checked: The show, free of errors.
        workspace: Its folder, doors and cache.

    Raises:
        FindingsError: If audio turns out to be broken when it is decoded; all are named.
        FolderError: If the cache can't be written.
    """
    cache = Cache(workspace.cache, _nanoseconds(workspace.now))
    cover = pictures.cover(cache, checked.draft.artwork)
    cards = CardMaker(
        cache, checked.settings, typefaces_of(checked.draft.fonts), checked.draft.card
    )
    made = _master_all(Studio(checked, workspace, cache, cover, cards))
    mastered = Mastered(
        checked=checked,
        episodes=tuple(episode for episode, _ in made),
        news=tuple(master_news(cards, news, cover) for news in checked.news),
        cover=cover,
        emblems={
            name: pictures.media(cache, emblem, pictures.EMBLEM, f"emblems/{name}", "")
            for name, emblem in checked.draft.emblems.items()
        },
        fonts={
            use: font(cache, file, use)
            for use, file in checked.draft.fonts.items()
            if use != "pictures"
        },
        podlove=podlove(cache, checked.draft.podlove, checked.settings.site.podlove),
        mastered=sum(fresh for _, fresh in made),
        reused=sum(not fresh and bool(episode.enclosure.media) for episode, fresh in made),
        findings=tuple(_findings([episode for episode, _ in made], checked, cards)),
    )
    return with_films(mastered, workspace) if checked.settings.site.audiograms else mastered


def _findings(
    made: Iterable[MasteredEpisode], checked: Checked, cards: CardMaker
) -> Iterator[Finding]:
    """Yield what only finished files and pictures show."""
    for episode in made:
        yield from _doubts(episode)
        yield from _off_target(episode, checked.settings)
    for draft in checked.episodes:
        yield from cards.doubts(draft)
    for news in checked.news:
        yield from cards.doubts(news)


def _doubts(episode: MasteredEpisode) -> Iterator[Finding]:
    """Yield what a listener would not like about the recording."""
    if episode.sound:
        before = episode.sound.file.before
        yield from doubts(before.condition, before.duration_s, _place(episode.draft))


def _off_target(episode: MasteredEpisode, settings: Settings) -> Iterator[Finding]:
    """Yield a finding for each file that no gain could bring to its target."""
    goal = settings.audio.goal
    for enclosure in episode.enclosures:
        after = enclosure.measured
        if after and after.integrated_lufs is not None and missed_by_lu(after, goal):
            before = episode.sound.file.before if episode.sound else after
            yield finding(
                "PC409",
                _place(episode.draft),
                message(
                    "comes out at {reached} LUFS as {format}, not at {target}",
                    reached=decimal(after.integrated_lufs),
                    format=after.codec.upper(),
                    target=decimal(goal.integrated_lufs),
                ),
                message("listen to it: {why}", why=why_off_target(before, after, goal)),
            )


def _master_all(studio: Studio) -> list[tuple[MasteredEpisode, bool]]:
    """Master all; what fails becomes findings, so that one run names every broken file."""
    made, findings = [], []
    for episode in studio.checked.episodes:
        try:
            made.append(master_episode(studio, episode))
        except AudioError as error:
            findings.append(_finding(episode, error))
    if findings:
        raise FindingsError(message("there is audio that can't be mastered"), tuple(findings))
    return made


def _finding(episode: EpisodeDraft, error: AudioError) -> Finding:
    """Say it with the file's name as the show has it."""
    return finding("PC408", _place(episode), error.what, error.hint)


def _place(episode: EpisodeDraft) -> Place:
    return Place(str(getattr(episode.audio, "file", episode.folder)))


def _nanoseconds(moment: datetime) -> int:
    return int((moment - _EPOCH).total_seconds() * 1e9)
