"""What should hold for the show in other languages."""

from __future__ import annotations

from collections.abc import Iterator

from podcaster.check.places import at
from podcaster.model.draft import Draft
from podcaster.model.findings import Finding
from podcaster.model.message import message


def editions_of_the_show_differ(draft: Draft) -> Iterator[Finding]:
    """An edition has a language of its own, another than the show's."""
    taken = {draft.settings.show.language}
    for index, edition in enumerate(draft.settings.show.editions):
        if edition.language in taken:
            yield at(
                draft.source,
                ("show", "editions", index, "language"),
                "PC220",
                message("there is a feed in `{language}` already", language=edition.language),
                message("name another language, or remove this edition"),
            )
        taken.add(edition.language)


def feeds_have_guids_of_their_own(draft: Draft) -> Iterator[Finding]:
    """Each feed has a GUID of its own, by which apps tell them apart."""
    taken = {draft.settings.show.guid.lower()}
    for index, edition in enumerate(draft.settings.show.editions):
        guid = edition.guid.lower()
        if guid in taken:
            yield at(
                draft.source,
                ("show", "editions", index, "guid"),
                "PC221",
                message("another feed of this show has the GUID `{guid}`", guid=guid),
                message("mint another UUID for this feed, and keep it"),
            )
        taken.add(guid)


def editions_have_episodes(draft: Draft) -> Iterator[Finding]:
    """An edition has episodes; apps show an empty feed as a show that is broken."""
    spoken = {episode.written.language for episode in draft.episodes}
    for index, edition in enumerate(draft.settings.show.editions):
        if edition.language not in spoken:
            yield at(
                draft.source,
                ("show", "editions", index, "language"),
                "PC222",
                message("no episode says `language: {language}`", language=edition.language),
                message("write it into the `episode.yaml` of each episode in that language"),
            )
