"""What should hold for audio that is published as it is: nothing is mixed into it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from podcaster.check.places import at
from podcaster.model.draft import Draft, EpisodeDraft
from podcaster.model.episode import LinkedAudio
from podcaster.model.findings import Finding
from podcaster.model.message import Message, message
from podcaster.model.treatment import TreatmentSettings, chosen

#: What changes a sound that is mastered, in `episode.yaml` and under `audio` in `publish.yaml`.
OF_EPISODES: Final = ("treatment", "beds")
OF_SHOWS: Final = ("intro", "outro", "bed", "treatment")


def finished_audio_stays_as_it_is(draft: Draft) -> Iterator[Finding]:
    """Nothing is asked for that only happens to recordings that are mastered here."""
    finished = [episode for episode in draft.episodes if _is_finished(episode)]
    for episode in finished:
        for name in OF_EPISODES:
            if _is_asked_for(getattr(episode.written, name)):
                yield at(
                    episode.source,
                    (name,),
                    "PC433",
                    message("`{name}` does nothing to audio that is published as it is", name=name),
                    _instead(episode),
                )
    if finished and len(finished) == len(draft.episodes):
        yield from _of_show(draft)


def _is_finished(episode: EpisodeDraft) -> bool:
    """Whether the audio is linked, or a finished file of the folder."""
    audio = episode.audio
    return isinstance(audio, LinkedAudio) or (audio is not None and audio.kept is not None)


def _is_asked_for(value: object) -> bool:
    """Whether a setting wants a sound to be changed."""
    if isinstance(value, TreatmentSettings):
        return not chosen(value).is_nothing
    return bool(value)


def _instead(episode: EpisodeDraft) -> Message:
    """Return what to do for an episode."""
    if isinstance(episode.audio, LinkedAudio):
        return message("put the recording into the folder and leave `url` out, or take this away")
    return message("write `audio:` and the file's name only, or take this away")


def _of_show(draft: Draft) -> Iterator[Finding]:
    """Yield what is never heard, since no episode is mastered."""
    for name in OF_SHOWS:
        if _is_asked_for(getattr(draft.settings.audio, name)):
            yield at(
                draft.source,
                ("audio", name),
                "PC433",
                message("`{name}` is never heard: all audio is published as it is", name=name),
                message("put recordings into the folders of episodes, or take this away"),
            )
