"""Microsoft Teams: a notice per item, as an Adaptive Card through a workflow's webhook.

Source:
    Microsoft's documentation, "Create incoming webhooks with Workflows"; adaptivecards.io,
    "RichTextBlock" (its text is no Markdown, so the gender star stays a star).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from podcaster.deliver.announcers.notices import Letterbox, letterbox
from podcaster.deliver.channel import Guarantee, Memory, Receipt
from podcaster.model.notices import TeamsChannel
from podcaster.model.release import Announcement
from podcaster.workspace import Workspace

CARD: Final = "application/vnd.microsoft.card.adaptive"
SCHEMA: Final = "http://adaptivecards.io/schemas/adaptive-card.json"


@dataclass(frozen=True)
class Teams:
    """A channel of Microsoft Teams.

    Attributes:
        box: Where the notices go.
        topics: Only these; empty: all.
    """

    box: Letterbox
    topics: tuple[str, ...] = ()
    guarantee: Guarantee = Guarantee.AT_MOST_ONCE
    template: str = TeamsChannel.template

    def announce(self, announcement: Announcement, memory: Memory) -> Receipt:
        """Post a card."""
        attachment = {"contentType": CARD, "contentUrl": None, "content": card_of(announcement)}
        return self.box.put({"type": "message", "attachments": [attachment]}, memory)


def card_of(announcement: Announcement) -> dict[str, Any]:
    """Return the notice as a card: a block per line, and a button with the link."""
    lines = [line for line in announcement.post.splitlines() if line.strip()]
    return {
        "$schema": SCHEMA,
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": [_block(line, bold=announcement.title in line) for line in lines],
        "actions": [
            {"type": "Action.OpenUrl", "title": announcement.title, "url": announcement.link}
        ],
    }


def _block(line: str, *, bold: bool) -> dict[str, Any]:
    run = {"type": "TextRun", "text": line, "weight": "Bolder" if bold else "Default"}
    return {"type": "RichTextBlock", "inlines": [run]}


def teams(name: str, settings: TeamsChannel, workspace: Workspace) -> Teams:
    """Make the channel that `settings` describe."""
    box = letterbox(name, workspace.secrets_of(name), workspace.web, workspace.now)
    return Teams(box, settings.topics)
