"""The small announcers: mail, networks, notices, pings; a row each, and a file each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from podcaster.deliver.bluesky import bluesky
from podcaster.deliver.channel import Announcer
from podcaster.deliver.indexnow import indexnow
from podcaster.deliver.mail import mail
from podcaster.deliver.mastodon import mastodon
from podcaster.deliver.matrix import matrix
from podcaster.deliver.padlet import padlet
from podcaster.deliver.podcastindex import podcastindex
from podcaster.deliver.podping import podping
from podcaster.deliver.slack import slack
from podcaster.deliver.teams import teams
from podcaster.deliver.websub import websub
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
from podcaster.workspace import Workspace

#: Settings -> what makes the channel from its name and settings.
OUTREACH: Final[Mapping[type, Callable[[str, Any, Workspace], Announcer]]] = {
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
