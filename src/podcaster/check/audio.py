"""What should hold for audio."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from podcaster.check.places import at, clock, length_s
from podcaster.model.audio import AudioFacts
from podcaster.model.draft import Draft, EpisodeDraft, SourceFile, ValuePath
from podcaster.model.facts import AudioFile, Unreadable
from podcaster.model.findings import Finding
from podcaster.model.message import decimal, message

#: Below this not even telephones record; the resampler and the encoders refuse it.
LEAST_RATE_HZ: Final = 8000

#: Recorders stop one after the other; more means that a file is incomplete or starts later.
STEMS_DIFFER_S: Final = 2.0

#: These always say in their header how long they are; in others 0 means that nobody knows.
_KNOW_THEIR_LENGTH: Final = ("pcm", "flac", "alac")


def _files(draft: Draft) -> Iterator[tuple[AudioFile, SourceFile, ValuePath]]:
    """Yield every audio file with the place that names it."""
    for episode in draft.episodes:
        for audio, path in _files_of(episode):
            yield audio, episode.source, path
    for name in ("intro", "outro", "bed"):
        if edge := getattr(draft, name):
            yield edge, draft.source, ("audio", name, "file")


def _files_of(episode: EpisodeDraft) -> Iterator[tuple[AudioFile, ValuePath]]:
    """Yield an episode's recordings and its music."""
    if isinstance(episode.audio, AudioFile) and episode.audio.stems:
        for number, stem in enumerate(episode.audio.stems):
            yield stem.audio, ("audio", number, "file")
    elif isinstance(episode.audio, AudioFile):
        yield episode.audio, ("audio",)
    for number, bed in enumerate(episode.beds):
        if bed:
            yield bed, ("beds", number, "file")


def _read(draft: Draft) -> Iterator[tuple[AudioFile, AudioFacts, SourceFile, ValuePath]]:
    for audio, source, path in _files(draft):
        if not isinstance(audio.facts, Unreadable):
            yield audio, audio.facts, source, path


def episodes_have_audio(draft: Draft) -> Iterator[Finding]:
    """An episode has audio: a file in its folder or one at an address."""
    several = {row.place.file for row in draft.findings if row.code == "PC402"}
    for episode in draft.episodes:
        if episode.audio is None and episode.source.file not in several:
            yield at(
                episode.source,
                ("audio",),
                "PC401",
                message("there is no audio in `{folder}`", folder=episode.folder),
                message("put the recording there (WAV, FLAC, MP3, M4A, Opus ...)"),
            )


def audio_can_be_read(draft: Draft) -> Iterator[Finding]:
    """Audio can be read, as far as its header tells."""
    for audio, source, path in _files(draft):
        if isinstance(audio.facts, Unreadable):
            facts = audio.facts
            what = (
                facts.why
                if facts.code
                else message("`{file}` can't be used: {why}", file=audio.file, why=facts.why)
            )
            yield at(source, path, facts.code or "PC403", what, facts.hint)


def audio_is_not_empty(draft: Draft) -> Iterator[Finding]:
    """Audio is longer than nothing."""
    for audio, facts, source, path in _read(draft):
        if facts.duration_s == 0 and facts.codec.startswith(_KNOW_THEIR_LENGTH):
            yield at(
                source,
                path,
                "PC404",
                message("`{file}` holds no sound at all", file=audio.file),
                message("export the recording again"),
            )


def audio_has_enough_samples(draft: Draft) -> Iterator[Finding]:
    """Audio has at least 8000 samples a second."""
    for audio, facts, source, path in _read(draft):
        if facts.sample_rate_hz < LEAST_RATE_HZ:
            yield at(
                source,
                path,
                "PC405",
                message(
                    "`{file}` has only {rate} samples a second",
                    file=audio.file,
                    rate=facts.sample_rate_hz,
                ),
                message("record or export it with 44100 or 48000"),
            )


def stems_are_of_one_length(draft: Draft) -> Iterator[Finding]:
    """Files that sound together are about as long as each other."""
    for episode in draft.episodes:
        stems = episode.audio.stems if isinstance(episode.audio, AudioFile) else ()
        longest_s = length_s(episode) or 0.0
        for number, stem in enumerate(stems):
            facts = stem.audio.facts
            if isinstance(facts, Unreadable) or not facts.duration_s:
                continue
            if longest_s - facts.duration_s > STEMS_DIFFER_S:
                yield at(
                    episode.source,
                    ("audio", number, "file"),
                    "PC421",
                    message(
                        "`{file}` ends {missing} s before the longest file",
                        file=stem.audio.file,
                        missing=decimal(longest_s - facts.duration_s),
                    ),
                    message("export all of them from the same start to the same end"),
                )


def crossfades_fit(draft: Draft) -> Iterator[Finding]:
    """A crossfade is shorter than the intro or outro, and both fit into every body."""
    for name, audio in (("intro", draft.intro), ("outro", draft.outro)):
        edge = getattr(draft.settings.audio, name)
        if edge is None or audio is None or isinstance(audio.facts, Unreadable):
            continue
        if 0 < audio.facts.duration_s < edge.crossfade_s:
            yield at(
                draft.source,
                ("audio", name, "crossfade_s"),
                "PC406",
                message(
                    "the crossfade lasts {crossfade} s, and `{file}` only {length} s",
                    crossfade=edge.crossfade_s,
                    file=audio.file,
                    length=decimal(audio.facts.duration_s),
                ),
                message("make it shorter"),
            )
    for episode in draft.episodes:
        yield from _too_short_for_crossfades(draft, episode)


def _too_short_for_crossfades(draft: Draft, episode: EpisodeDraft) -> Iterator[Finding]:
    edges = (draft.settings.audio.intro, draft.settings.audio.outro)
    needed_s = sum(edge.crossfade_s for edge in edges if edge)
    body_s = length_s(episode)
    if not isinstance(episode.audio, AudioFile) or episode.audio.kept:
        return
    if body_s is not None and body_s < needed_s:
        yield at(
            episode.source,
            ("audio",),
            "PC406",
            message(
                "`{file}` lasts {length} s, and the crossfades need {needed} s",
                file=episode.audio.file,
                length=decimal(body_s),
                needed=needed_s,
            ),
            message("shorten `crossfade_s` in publish.yaml"),
        )


def soundbites_lie_inside(draft: Draft) -> Iterator[Finding]:
    """A soundbite ends before the audio does."""
    for episode in draft.episodes:
        end_s = length_s(episode)
        for index, bite in enumerate(episode.written.soundbites):
            if end_s is not None and bite.start_s + bite.duration_s > end_s:
                yield at(
                    episode.source,
                    ("soundbites", index, "start_s"),
                    "PC407",
                    message(
                        "the soundbite ends at {end}, and the audio at {length}",
                        end=clock(bite.start_s + bite.duration_s),
                        length=clock(end_s),
                    ),
                    message("let it start earlier or last shorter"),
                )
