"""What should hold for audio that is linked and not made here.

Source:
    https://podcasters.apple.com/support/893-audio-requirements; PSP-1, enclosure.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from podcaster.check.places import at
from podcaster.model.draft import Draft, EpisodeDraft
from podcaster.model.episode import LinkedAudio
from podcaster.model.findings import Finding
from podcaster.model.message import message

#: Ending of an address -> the types it stands for; the endings are those that Apple takes.
TYPES: Final = {
    "mp3": ("audio/mpeg",),
    "m4a": ("audio/mp4", "audio/x-m4a", "audio/m4a", "audio/aac"),
    "mp4": ("video/mp4",),
    "m4v": ("video/mp4", "video/x-m4v"),
    "mov": ("video/quicktime",),
    "pdf": ("application/pdf",),
}


def _linked(draft: Draft) -> Iterator[tuple[EpisodeDraft, LinkedAudio]]:
    for episode in draft.episodes:
        if isinstance(episode.audio, LinkedAudio):
            yield episode, episode.audio


def _ending(audio: LinkedAudio) -> str:
    name = urlsplit(audio.url).path.rpartition("/")[2]
    return name.rpartition(".")[2].lower() if "." in name else ""


def audio_addresses_are_unique(draft: Draft) -> Iterator[Finding]:
    """An address of audio stands in one episode only: apps leave the second one out."""
    taken: dict[str, str] = {}
    for episode, audio in _linked(draft):
        if audio.url in taken:
            yield at(
                episode.source,
                ("audio", "url"),
                "PC410",
                message("`{other}` has the same audio", other=taken[audio.url]),
                message("write the address of this episode's own audio"),
            )
        taken.setdefault(audio.url, episode.folder)


def audio_addresses_end_as_apple_wants(draft: Draft) -> Iterator[Finding]:
    """Linked audio is of a kind that every app plays, by the ending of its address."""
    for episode, audio in _linked(draft):
        if _ending(audio) not in TYPES:
            yield at(
                episode.source,
                ("audio", "url"),
                "PC412",
                message("this address ends in nothing that Apple takes for audio"),
                message("let it end in `.mp3` or `.m4a`"),
            )


def audio_types_fit(draft: Draft) -> Iterator[Finding]:
    """The type of linked audio fits the ending of its address."""
    for episode, audio in _linked(draft):
        wanted = TYPES.get(_ending(audio))
        if wanted and audio.type.lower() not in wanted:
            path = ("audio", "type") if ("audio", "type") in episode.source.values else ("audio",)
            yield at(
                episode.source,
                path,
                "PC411",
                message("an address that ends in `.{ending}` is no `{type}`",
                        ending=_ending(audio), type=audio.type),
                message("write `type: {type}`", type=wanted[0]),
            )  # fmt: skip


def linked_audio_says_how_long_it_is(draft: Draft) -> Iterator[Finding]:
    """Linked audio says how many bytes and seconds it has."""
    for episode, audio in _linked(draft):
        lacking = [name for name in ("bytes", "duration_s") if getattr(audio, name) is None]
        if lacking:
            yield at(
                episode.source,
                ("audio",),
                "PC413",
                message("nobody says how long the audio is: {keys}",
                        keys=", ".join(f"`{name}`" for name in lacking)),
                message("add them; apps show the length, and directories ask for the bytes"),
            )  # fmt: skip


def linked_audio_is_encrypted(draft: Draft) -> Iterator[Finding]:
    """Linked audio comes by https."""
    for episode, audio in _linked(draft):
        if urlsplit(audio.url).scheme != "https":
            yield at(
                episode.source,
                ("audio", "url"),
                "PC414",
                message("this address has no https, and pages with https may not play it"),
                message("write it with `https://`, if the server can"),
            )
