"""Slack: a notice per item, through an incoming webhook; Mattermost and others take the same.

Source:
    Slack's documentation, "Sending messages using incoming webhooks", "Formatting text".
"""

from __future__ import annotations

from dataclasses import dataclass

from podcaster.deliver.announcers.notices import Letterbox, letterbox
from podcaster.deliver.channel import Guarantee, Memory, Receipt
from podcaster.model.notices import SlackChannel
from podcaster.model.release import Announcement
from podcaster.workspace import Workspace


@dataclass(frozen=True)
class Slack:
    """A channel of Slack.

    Attributes:
        box: Where the notices go.
        topics: Only these; empty: all.
    """

    box: Letterbox
    topics: tuple[str, ...] = ()
    guarantee: Guarantee = Guarantee.AT_MOST_ONCE
    template: str = SlackChannel.template

    def announce(self, announcement: Announcement, memory: Memory) -> Receipt:
        """Post a notice; signs such as the gender star stay signs."""
        return self.box.put({"text": escaped(announcement.post), "mrkdwn": False}, memory)


def escaped(text: str) -> str:
    """Return `text` with the three signs replaced that mean something to Slack."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def slack(name: str, settings: SlackChannel, workspace: Workspace) -> Slack:
    """Make the channel that `settings` describe."""
    box = letterbox(name, workspace.secrets_of(name), workspace.web, workspace.now)
    return Slack(box, settings.topics)
