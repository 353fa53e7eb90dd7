"""The show after check: free of errors, and divided by what is out at this moment."""

from __future__ import annotations

from dataclasses import dataclass

from podcaster.model.draft import Draft, EpisodeDraft, NewsDraft
from podcaster.model.findings import Finding
from podcaster.settings import Settings


@dataclass(frozen=True)
class Checked:
    """What may be mastered and published.

    Attributes:
        draft: Where it came from.
        episodes: Published and due, newest first.
        scheduled: Published with a time that has not come, soonest first.
        news: Published and due, newest first.
        findings: The warnings.
    """

    draft: Draft
    episodes: tuple[EpisodeDraft, ...]
    scheduled: tuple[EpisodeDraft, ...]
    news: tuple[NewsDraft, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def settings(self) -> Settings:
        """The show's settings."""
        return self.draft.settings
