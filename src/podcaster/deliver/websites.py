"""Announcers for websites that are no WordPress: a row and a file each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from podcaster.deliver.channel import Announcer
from podcaster.deliver.drupal import drupal
from podcaster.deliver.git import git
from podcaster.deliver.typo3 import typo3
from podcaster.deliver.webhook import webhook
from podcaster.model.websites import DrupalChannel, GitChannel, Typo3Channel, WebhookChannel
from podcaster.workspace import Workspace

#: Settings -> what makes the channel from its name and settings.
WEBSITES: Final[Mapping[type, Callable[[str, Any, Workspace], Announcer]]] = {
    WebhookChannel: webhook,
    GitChannel: git,
    DrupalChannel: drupal,
    Typo3Channel: typo3,
}
