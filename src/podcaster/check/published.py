"""What should hold since the show was published or built last: nothing listeners have changes."""

from __future__ import annotations

from collections.abc import Iterator

from podcaster.check.places import at, in_file
from podcaster.model.draft import Draft, EpisodeDraft
from podcaster.model.episode import LinkedAudio
from podcaster.model.findings import Finding
from podcaster.model.message import message


def published_guids_stay(draft: Draft) -> Iterator[Finding]:
    """A published episode keeps its GUID: with another, apps would show it twice."""
    for episode in draft.episodes:
        old = draft.published_guids.get(episode.slug)
        if old is not None and old != episode.written.guid:
            yield at(
                episode.source,
                ("guid",),
                "PC304",
                message("this episode was published with the GUID `{old}`", old=old),
                message("write `guid: {old}` again", old=old),
            )


def built_guids_stay(draft: Draft) -> Iterator[Finding]:
    """An episode keeps its GUID from one build to the next, wherever the files were taken."""
    for episode in draft.episodes:
        old = draft.built.guids.get(episode.slug)
        known = episode.slug in draft.published_guids
        if old is not None and old != episode.written.guid and not known:
            yield at(
                episode.source,
                ("guid",),
                "PC315",
                message("the last build gave this episode the GUID `{old}`", old=old),
                message("write `guid: {old}` again, unless nobody has seen that build", old=old),
            )


def published_episodes_keep_their_slugs(draft: Draft) -> Iterator[Finding]:
    """A published episode keeps its slug, which is part of addresses that people have."""
    slugs = {guid: slug for slug, guid in draft.published_guids.items()}
    for episode in draft.episodes:
        old = slugs.get(episode.written.guid)
        if old is not None and episode.slug not in draft.published_guids:
            yield at(
                episode.source,
                ("slug",),
                "PC314",
                message("this episode was published as `{old}`, and its addresses lead there",
                        old=old),
                message("add `slug: {old}`, or name the folder so again", old=old),
            )  # fmt: skip


def published_episodes_stay(draft: Draft) -> Iterator[Finding]:
    """An episode that was published is still there; once it is built without it, that is known."""
    broken = {row.place.file for row in draft.findings}
    there = {episode.slug for episode in draft.episodes if _is_out(draft, episode)}
    guids = {episode.written.guid for episode in draft.episodes}
    for slug, guid in sorted(draft.published_guids.items()):
        read = not any(file.startswith(f"episodes/{slug}/") for file in broken)
        known = bool(draft.built.guids) and slug not in draft.built.guids
        renamed = guid in guids and slug not in {one.slug for one in draft.episodes}
        if slug not in there and read and not known and not renamed:
            yield in_file(
                draft.source.file,
                "PC313",
                message(
                    "the episode `{slug}` was published, and it is not out any more", slug=slug
                ),
                message("put its folder back, with `status: published`, unless it is meant to go"),
            )


def audio_addresses_keep_their_episodes(draft: Draft) -> Iterator[Finding]:
    """What listeners know by its address stays what it was: apps don't load it a second time."""
    published = set(draft.published_guids.values())
    for episode in draft.episodes:
        audio = episode.audio
        known = draft.built.audio.get(audio.url) if isinstance(audio, LinkedAudio) else None
        moved = episode.slug in draft.published_guids  # then its GUID is looked at
        if known and known.guid in published and known.guid != episode.written.guid and not moved:
            yield at(
                episode.source,
                ("audio", "url"),
                "PC415",
                message("the episode with the GUID `{guid}` was published with this address",
                        guid=known.guid),
                message("give this episode's audio an address of its own; the other one is known"),
            )  # fmt: skip


def audio_addresses_keep_their_files(draft: Draft) -> Iterator[Finding]:
    """A file that is known by its address keeps its bytes: who has it would not get the new one."""
    for episode in draft.episodes:
        audio = episode.audio
        if not isinstance(audio, LinkedAudio) or audio.bytes is None:
            continue
        known = draft.built.audio.get(audio.url)
        same = known is not None and known.guid == episode.written.guid
        if known and same and known.size_bytes not in {0, audio.bytes}:
            yield at(
                episode.source,
                ("audio", "bytes"),
                "PC416",
                message("the last build said {bytes} bytes of the file at this address",
                        bytes=known.size_bytes),
                message("put a changed file under a new address; apps keep what they have"),
            )  # fmt: skip


def _is_out(draft: Draft, episode: EpisodeDraft) -> bool:
    written = episode.written
    return written.status == "published" and written.published_at <= draft.now
