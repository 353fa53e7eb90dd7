"""The small announcers: mail, networks, notices, pings; a row each, and a file each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from podcaster.deliver.bluesky import bluesky
from podcaster.deliver.channel import Announcer
from podcaster.deliver.mail import mail
from podcaster.deliver.mastodon import mastodon
from podcaster.deliver.matrix import matrix
from podcaster.deliver.slack import slack
from podcaster.deliver.teams import teams
from podcaster.model.mail import MailChannel
from podcaster.model.networks import BlueskyChannel, MastodonChannel
from podcaster.model.notices import MatrixChannel, SlackChannel, TeamsChannel
from podcaster.workspace import Workspace

#: Settings -> what makes the channel from its name and settings.
OUTREACH: Final[Mapping[type, Callable[[str, Any, Workspace], Announcer]]] = {
    MailChannel: mail,
    MastodonChannel: mastodon,
    BlueskyChannel: bluesky,
    SlackChannel: slack,
    TeamsChannel: teams,
    MatrixChannel: matrix,
}
