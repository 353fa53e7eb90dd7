"""Announcers for websites that are no WordPress: a row and a file each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from podcaster.deliver.announcers.drupal.channel import drupal
from podcaster.deliver.announcers.git import git
from podcaster.deliver.announcers.typo3 import typo3
from podcaster.deliver.announcers.webhook import webhook
from podcaster.deliver.channel import Announcer
from podcaster.model.websites import DrupalChannel, GitChannel, Typo3Channel, WebhookChannel
from podcaster.workspace import Workspace

#: Settings -> what makes the channel from its name and settings.
WEBSITES: Final[Mapping[type, Callable[[str, Any, Workspace], Announcer]]] = {
    WebhookChannel: webhook,
    GitChannel: git,
    DrupalChannel: drupal,
    Typo3Channel: typo3,
}
