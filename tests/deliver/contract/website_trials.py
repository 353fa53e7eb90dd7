"""How each kind of website that is no WordPress is set up on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.deliver.contract.trial import Setting, Trial
from tests.servers.drupal import PASSWORD as DRUPAL_PASSWORD
from tests.servers.drupal import drupal_server
from tests.servers.receiver import SECRET, receiver
from tests.servers.site_repository import TOKEN as GIT_TOKEN
from tests.servers.site_repository import a_site_repository
from tests.servers.typo3 import SECRET as TYPO3_SECRET
from tests.servers.typo3 import typo3_server

from podcaster.model.websites import DrupalChannel, GitChannel, Typo3Channel, WebhookChannel


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


@contextmanager
def a_drupal(folder: Path) -> Iterator[Trial]:
    """Set up a Drupal of our own writing."""
    del folder
    with drupal_server() as server:
        secrets = {"PODCASTER_CHANNEL_PASSWORD": DRUPAL_PASSWORD}
        yield Trial(server.settings, secrets, lambda: len(server.nodes))


@contextmanager
def a_typo3(folder: Path) -> Iterator[Trial]:
    """Set up a TYPO3 of our own writing."""
    del folder
    with typo3_server() as server:
        secrets = {"PODCASTER_CHANNEL_SECRET": TYPO3_SECRET}
        yield Trial(server.settings, secrets, lambda: len(server.records))


#: Settings -> how to set it up.
WEBSITE_TRIALS: dict[type, Setting] = {
    WebhookChannel: a_webhook,
    GitChannel: a_git,
    DrupalChannel: a_drupal,
    Typo3Channel: a_typo3,
}
