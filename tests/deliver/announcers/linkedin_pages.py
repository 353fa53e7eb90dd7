"""Builds LinkedIn channels that talk to the server of our own."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tests.deliver.releases import (
    FOLDER,
    LINKEDIN,
    NOW,
    a_release,
    a_workspace,
)
from tests.servers.linkedin import TOKEN, LinkedIn

from podcaster.deliver import deliver
from podcaster.deliver.announcers.linkedin.channel import LinkedIn as Page
from podcaster.deliver.announcers.linkedin.channel import linkedin
from podcaster.doors.web import WebDoor
from podcaster.model.announcers import LinkedInChannel
from podcaster.model.delivery import Delivery
from podcaster.model.release import Announcement, Release
from podcaster.outside.web import RealWeb
from podcaster.workspace import Films, Workspace, no_films

PLAIN = Announcement(
    item="episode/eins",
    guid="guid-eins",
    title="Plätze (Teil 1): Mitarbeiter*innen",
    summary="Wem gehört die Stadt?",
    language="de",
    link="https://hoeren.stadt.test/episodes/eins/",
    topics=(),
    published_at=NOW,
    html="",
    text="",
    post="",
    data={},
)


@dataclass
class FakeMemory:
    """Keeps facts in a dictionary, and the order of what was announced to it."""

    facts: dict[str, Any] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)

    def recall(self, name: str) -> str:
        return str(self.facts.get(name, ""))

    def prepare(self, **facts: object) -> None:
        self.facts |= facts
        self.order.append("prepare")

    def leave(self, **facts: object) -> None:
        self.facts |= facts
        self.order.append("leave")


def a_page(
    folder: Path,
    server: LinkedIn,
    token: str = TOKEN,
    *,
    web: WebDoor | None = None,
    workspace: Workspace | None = None,
    films: Films = no_films,
    **settings: Any,  # noqa: ANN401 - any setting
) -> Page:
    """Return a page of the show in `folder` at `server`."""
    wanted = LinkedInChannel.model_validate({**LINKEDIN, "api": server.address, **settings})
    used = workspace or a_workspace(folder, web=web or RealWeb(), token=token)
    page = linkedin("linkedin", wanted, replace(used, films=films))
    assert isinstance(page, Page)
    return page


def released(folder: Path, server: LinkedIn, *slugs: str, **announced: Any) -> Release:  # noqa: ANN401 - any field
    """Return a release for a page at `server`; `announced` changes all announcements."""
    channels = {"public": FOLDER, "linkedin": {**LINKEDIN, "api": server.address}}
    return a_release(folder, *(slugs or ("eins",)), channels=channels, **announced)


def published(
    folder: Path,
    server: LinkedIn,
    *slugs: str,
    days: float = 0,
    **announced: Any,  # noqa: ANN401 - any field
) -> Delivery:
    """Publish some episodes `days` after the beginning."""
    release = released(folder, server, *slugs, **announced)
    return deliver(release, a_workspace(folder, web=RealWeb(), token=TOKEN, days=days))
