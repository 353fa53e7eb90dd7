"""Every small channel that tells people or machines: mail, networks, notices, pings."""

from __future__ import annotations

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

#: What people read.
_Read = MailChannel | MastodonChannel | BlueskyChannel | PadletChannel

#: What colleagues read.
_Noticed = SlackChannel | TeamsChannel | MatrixChannel

#: What programs take.
_Pinged = WebSubChannel | PodpingChannel | PodcastIndexChannel | IndexNowChannel

#: Settings of these channels; each has a row in `deliver/announcers/kinds.py`.
OutreachSettings = _Read | _Noticed | _Pinged
