"""One episode: mastered, tagged, and what stands in time moved with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Final

from podcaster.master.cache import Cache, Kept, digest_of
from podcaster.master.engine import engine_fingerprint, master_programme
from podcaster.master.libraries import HEARS_VOICES, library_version
from podcaster.master.notes import note, read_file, read_work
from podcaster.master.pictures import files as pictures
from podcaster.master.studio import Studio
from podcaster.master.tagging import tagged
from podcaster.master.treatment.programme import Raw, treat_programme
from podcaster.master.waveform import waveform_of
from podcaster.model import paths
from podcaster.model.artefacts import Media
from podcaster.model.audio import (
    Edge,
    Encoding,
    MasteredFile,
    Programme,
    Stem,
)
from podcaster.model.bed import Bed, bed_of
from podcaster.model.chapters import moved_chapters
from podcaster.model.draft import EpisodeDraft
from podcaster.model.episode import KeptAudio, LinkedAudio, Soundbite
from podcaster.model.facts import AudioFile, Unreadable
from podcaster.model.mastered import Cover, Enclosure, MasteredEpisode
from podcaster.model.mastered_sound import MasteredSound
from podcaster.model.timeline import Timeline
from podcaster.model.treatment import chosen
from podcaster.settings import EdgeSettings, FormatSettings

#: A quotable piece that lost some silence goes on a little longer: feeds ask for so much.
LEAST_BITE_S: Final = 15.0


def master_episode(studio: Studio, episode: EpisodeDraft) -> tuple[MasteredEpisode, bool]:
    """Return the finished episode, and whether its audio was made in this run.

    Raises:
        AudioError: If the audio is broken or silent.
        FolderError: If the cache can't be written.
    """
    cover = (
        pictures.cover(
            studio.cache, episode.artwork, f"{paths.episode_folder(episode.slug)}/", episode.item
        )
        if episode.artwork
        else None
    )
    made, fresh = _heard(studio, episode, cover)
    card = studio.cards.of_episode(episode, cover or studio.cover)
    return replace(made, card=card), fresh


def _heard(
    studio: Studio, episode: EpisodeDraft, cover: Cover | None
) -> tuple[MasteredEpisode, bool]:
    """Return the episode with its audio."""
    if isinstance(episode.audio, AudioFile) and episode.audio.kept:
        return _as_it_is(studio, episode, episode.audio, episode.audio.kept, cover), False
    if isinstance(episode.audio, AudioFile):
        return _from_file(studio, episode, episode.audio, cover)
    assert episode.audio is not None, "check lets no episode without audio pass"  # noqa: S101
    return _linked(episode, episode.audio, cover), False


def _linked(episode: EpisodeDraft, audio: LinkedAudio, cover: Cover | None) -> MasteredEpisode:
    """Take a finished file at an address as it is."""
    enclosure = Enclosure(audio.type, audio.bytes or 0, audio.duration_s or 0.0, url=audio.url)
    return replace(_timed(episode, Timeline(), 0.0), enclosures=(enclosure,), cover=cover)


def _as_it_is(
    studio: Studio, episode: EpisodeDraft, audio: AudioFile, kept: KeptAudio, cover: Cover | None
) -> MasteredEpisode:
    """Take a finished file of the folder as it is, byte for byte."""
    digest = studio.cache.digest(audio.path)
    size = audio.path.stat().st_size
    suffix = audio.path.suffix.lower().removeprefix(".") or "bin"
    media = Media(
        path=paths.audio_of(episode.slug, digest, suffix),
        source=audio.path,
        mime_type=kept.type,
        size_bytes=size,
        sha256=digest,
        item=episode.item,
    )
    read_s = 0.0 if isinstance(audio.facts, Unreadable) else audio.facts.duration_s
    enclosure = Enclosure(kept.type, size, kept.duration_s or read_s, media=media)
    return replace(_timed(episode, Timeline(), 0.0), enclosures=(enclosure,), cover=cover)


def _from_file(
    studio: Studio, episode: EpisodeDraft, audio: AudioFile, cover: Cover | None
) -> tuple[MasteredEpisode, bool]:
    """Master the file, tag it, and move what stands in time."""
    kept = _mastered_audio(studio, episode, audio)
    files = [read_file(kept.folder, facts) for facts in kept.facts()]
    moved = _timed(episode, _timeline(kept), files[0].body_starts_s)
    small = (cover or studio.cover).small
    enclosures = tuple(tagged(studio, moved, file, small) for file in files)
    drawn = waveform_of(studio, files[0])
    made = replace(moved, enclosures=enclosures, cover=cover, waveform=drawn)
    return replace(made, sound=_sound(kept, files[0], audio)), kept.fresh


def _sound(kept: Kept, file: MasteredFile, audio: AudioFile) -> MasteredSound:
    """Return what was done to the sound."""
    work = kept.facts()[0].get("work")
    before = replace(file.before, file=audio.file)
    return MasteredSound(replace(file, before=before), read_work(work) if work else None)


def _mastered_audio(studio: Studio, episode: EpisodeDraft, audio: AudioFile) -> Kept:
    """Return encoded audio without tags, by the digest of all that went into it."""
    settings = studio.checked.settings.audio
    raw = _raw(studio, episode, audio)
    name = f"{episode.slug} {engine_fingerprint()}"
    programme = _programme(studio, audio, studio.cache.last("audio", name))
    encodings = [_encoding(form) for form in settings.formats]
    recording = {"body": studio.cache.digest(audio.path), **raw.recipe(studio.cache.digest)}
    programme = replace(programme, body_digest=digest_of(recording))
    recipe = {
        "engine": engine_fingerprint(),
        "intro": _edge_recipe(studio.cache, programme.intro),
        "outro": _edge_recipe(studio.cache, programme.outro),
        "target": asdict(settings.goal),
        "encodings": [asdict(encoding) for encoding in encodings],
        **recording,
    }

    def make(folder: Path) -> object:
        door = studio.workspace.audio
        with studio.workspace.progress(episode.written.title) as progress:
            treated = treat_programme(programme, raw, folder.parent, door, progress)
            files = master_programme(
                treated.programme, settings.goal, encodings, folder, door, progress
            )
        return [note(treated.told(file)) | treated.note() for file in files]

    kept = studio.cache.keep("audio", recipe, make)
    studio.cache.remember("audio", name, kept.folder)
    return kept


def _raw(studio: Studio, episode: EpisodeDraft, audio: AudioFile) -> Raw:
    """Return the recordings with what is done to them."""
    settings = studio.checked.settings.audio
    stems = [Stem(one.audio.path, one.pan) for one in audio.stems] or [Stem(audio.path)]
    treatment = chosen(settings.treatment, episode.written.treatment)
    heard_in = max(form.channels or 2 for form in settings.formats)
    return Raw(tuple(stems), treatment, tuple(_beds(studio, episode)), heard_in)


def _beds(studio: Studio, episode: EpisodeDraft) -> Iterator[Bed]:
    """Yield the music under an episode: its own, else the show's."""
    show, music = studio.checked.settings.audio.bed, studio.checked.draft.bed
    passages = episode.written.beds
    if passages is None and music:
        yield bed_of(music.path, show)
    for passage, own in zip(passages or (), episode.beds, strict=True):
        if file := own or music:
            yield bed_of(file.path, show, passage)


def _programme(studio: Studio, audio: AudioFile, earlier: Path | None) -> Programme:
    """Return the recording with the show's intro and outro."""
    settings, draft = studio.checked.settings.audio, studio.checked.draft
    intro, outro = _edge(draft.intro, settings.intro), _edge(draft.outro, settings.outro)
    return Programme(audio.path, intro, outro, earlier, with_course=True)


def _timeline(kept: Kept) -> Timeline:
    """Return what stayed of the recording."""
    return Timeline(tuple((start, stop) for start, stop in kept.facts()[0].get("kept_s", ())))


def _edge(audio: AudioFile | None, settings: EdgeSettings | None) -> Edge | None:
    if audio is None or settings is None:
        return None
    level_lu = None if settings.level_lu == "as-is" else settings.level_lu
    return Edge(audio.path, settings.crossfade_s, settings.duck_db, level_lu)


def _edge_recipe(cache: Cache, edge: Edge | None) -> object:
    """Return all that decides how an edge sounds; to step back for a voice is to hear it."""
    if edge is None:
        return None
    hears = [library_version(HEARS_VOICES)] if edge.ducks else []
    return [cache.digest(edge.file), edge.crossfade_s, edge.duck_db, edge.level_lu, *hears]


def _encoding(form: FormatSettings) -> Encoding:
    return Encoding(
        form.format, form.bitrate_kbps, form.channels, form.sample_rate_hz, form.vbr_quality
    )


def _timed(episode: EpisodeDraft, timeline: Timeline, by_s: float) -> MasteredEpisode:
    """Return the episode with everything moved to where it stands in the finished file.

    Args:
        episode: Times in it are those of the recording.
        timeline: What stayed of the recording.
        by_s: Where that begins in the finished file.
    """
    transcript = episode.transcript
    return MasteredEpisode(
        draft=episode,
        enclosures=(),
        chapters=tuple(one.shifted(by_s) for one in moved_chapters(episode.chapters, timeline)),
        silent_chapters=tuple(
            one.shifted(by_s) for one in moved_chapters(episode.silent_chapters, timeline)
        ),
        transcript=transcript.moved(timeline).shifted(by_s) if transcript else None,
        soundbites=tuple(_moved(bite, timeline, by_s) for bite in episode.written.soundbites),
        edition_transcripts={
            language: transcript.moved(timeline).shifted(by_s)
            for language, transcript in episode.edition_transcripts.items()
        },
        body_starts_s=by_s,
        timeline=timeline,
    )


def _moved(bite: Soundbite, timeline: Timeline, by_s: float) -> Soundbite:
    start_s, end_s = (
        timeline.moved(at_s) for at_s in (bite.start_s, bite.start_s + bite.duration_s)
    )
    length_s = max(end_s - start_s, LEAST_BITE_S)
    return bite.model_copy(update={"start_s": start_s + by_s, "duration_s": length_s})
