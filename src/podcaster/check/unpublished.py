"""The show with what is not out yet, for a preview."""

from __future__ import annotations

from dataclasses import replace

from podcaster.check.rules import find
from podcaster.model.checked import Checked
from podcaster.model.draft import EpisodeDraft


def with_unpublished(checked: Checked) -> Checked:
    """Return the show as if everything were out that could be: what is scheduled, and drafts.

    A draft that has errors, such as one without audio, stays away.
    """
    drafts = tuple(_published(one) for one in checked.draft.episodes if _is_draft(one))
    out = tuple(one for one in checked.draft.episodes if not _is_draft(one))
    findings = find(replace(checked.draft, episodes=(*out, *drafts)))
    faulty = {row.place.file for row in findings if row.stops}
    whole = [one for one in drafts if not any(file.startswith(f"{one.folder}/") for file in faulty)]
    shown = sorted(
        (*checked.episodes, *checked.scheduled, *(one for one in whole if one.audio)),
        key=lambda one: (one.written.published_at, one.slug),
        reverse=True,
    )
    return replace(checked, episodes=tuple(shown), scheduled=())


def _is_draft(episode: EpisodeDraft) -> bool:
    return episode.written.status == "draft"


def _published(episode: EpisodeDraft) -> EpisodeDraft:
    return replace(episode, written=episode.written.model_copy(update={"status": "published"}))
