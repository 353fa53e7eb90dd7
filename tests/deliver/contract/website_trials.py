"""How each kind of website that is no WordPress is set up on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.deliver.contract.trial import Setting, Trial
from tests.servers.receiver import SECRET, receiver
from tests.servers.site_repository import TOKEN as GIT_TOKEN
from tests.servers.site_repository import a_site_repository

from podcaster.model.websites import GitChannel, WebhookChannel


@contextmanager
def a_webhook(folder: Path) -> Iterator[Trial]:
    """Set up the receiver that agencies get."""
    with receiver(folder / "site") as running:
        settings = {"type": "webhook", "url": running.address}
        secrets = {"PODCASTER_CHANNEL_SECRET": SECRET}
        yield Trial(settings, secrets, lambda: len(running.items()))


@contextmanager
def a_git(folder: Path) -> Iterator[Trial]:
    """Set up a bare repository with one commit."""
    site = a_site_repository(folder / "website.git")
    secrets = {"PODCASTER_CHANNEL_TOKEN": GIT_TOKEN}
    yield Trial(
        site.settings, secrets, lambda: len([one for one in site.files() if one.endswith(".html")])
    )


#: Settings -> how to set it up.
WEBSITE_TRIALS: dict[type, Setting] = {
    WebhookChannel: a_webhook,
    GitChannel: a_git,
}
