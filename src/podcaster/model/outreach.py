"""Every small channel that tells people or machines: mail, networks, notices, pings."""

from __future__ import annotations

from podcaster.model.mail import MailChannel
from podcaster.model.networks import BlueskyChannel, MastodonChannel
from podcaster.model.notices import MatrixChannel, SlackChannel, TeamsChannel

#: Settings of these channels; each has a row in `deliver/outreach.py`.
OutreachSettings = (
    MailChannel | MastodonChannel | BlueskyChannel | SlackChannel | TeamsChannel | MatrixChannel
)
