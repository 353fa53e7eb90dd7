"""Every kind of channel that tells people or programs: a row each, and a file or folder each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from podcaster.deliver.announcers.bluesky.channel import bluesky
from podcaster.deliver.announcers.drupal.channel import drupal
from podcaster.deliver.announcers.git import git
from podcaster.deliver.announcers.handover import handover
from podcaster.deliver.announcers.indexnow import indexnow
from podcaster.deliver.announcers.linkedin.channel import linkedin
from podcaster.deliver.announcers.mail.channel import mail
from podcaster.deliver.announcers.mastodon.channel import mastodon
from podcaster.deliver.announcers.matrix import matrix
from podcaster.deliver.announcers.padlet import padlet
from podcaster.deliver.announcers.podcastindex import podcastindex
from podcaster.deliver.announcers.podping import podping
from podcaster.deliver.announcers.slack import slack
from podcaster.deliver.announcers.teams import teams
from podcaster.deliver.announcers.typo3 import typo3
from podcaster.deliver.announcers.webhook import webhook
from podcaster.deliver.announcers.websub import websub
from podcaster.deliver.announcers.wordpress.channel import wordpress
from podcaster.deliver.channel import Announcer
from podcaster.model.announcers import HandoverChannel, LinkedInChannel, WordPressChannel
from podcaster.model.mail import MailChannel
from podcaster.model.networks import BlueskyChannel, MastodonChannel
from podcaster.model.notices import MatrixChannel, SlackChannel, TeamsChannel
from podcaster.model.padlet import PadletChannel
from podcaster.model.pings import (
    IndexNowChannel,
    PodcastIndexChannel,
    PodpingChannel,
    WebSubChannel,
)
from podcaster.model.websites import DrupalChannel, GitChannel, Typo3Channel, WebhookChannel
from podcaster.workspace import Workspace

#: Settings -> what makes the channel from its name and settings. They start when every host has
#: taken the release.
ANNOUNCERS: Final[Mapping[type, Callable[[str, Any, Workspace], Announcer]]] = {
    HandoverChannel: handover,
    LinkedInChannel: linkedin,
    WordPressChannel: wordpress,
    WebhookChannel: webhook,
    GitChannel: git,
    DrupalChannel: drupal,
    Typo3Channel: typo3,
    MailChannel: mail,
    MastodonChannel: mastodon,
    BlueskyChannel: bluesky,
    SlackChannel: slack,
    TeamsChannel: teams,
    MatrixChannel: matrix,
    PadletChannel: padlet,
    WebSubChannel: websub,
    PodpingChannel: podping,
    PodcastIndexChannel: podcastindex,
    IndexNowChannel: indexnow,
}
