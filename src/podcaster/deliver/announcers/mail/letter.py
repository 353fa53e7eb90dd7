"""A news item as a mail: plain text and HTML, to one address.

Source:
    RFC 5322 (Message-ID), RFC 2369 (List-Unsubscribe), RFC 2046 (alternatives).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from html import escape
from typing import Final

from podcaster.model.release import Announcement

#: Around the fragment: what every mail program understands, and nothing that is fetched.
PAGE: Final = """\
<!DOCTYPE html>
<html lang="{language}">
<head><meta charset="utf-8"><title>{title}</title></head>
<body>
{html}
</body>
</html>
"""


@dataclass(frozen=True)
class Letterhead:
    """What stands above each mail of a channel.

    Attributes:
        sender: Address it comes from.
        sender_name: Name before it, or "".
        reply_to: Where answers go instead, or "".
        unsubscribe: Page to sign off, or "".
        channel: The channel's name.
    """

    sender: str
    sender_name: str
    reply_to: str
    unsubscribe: str
    channel: str


def name_of(head: Letterhead, announcement: Announcement, address: str) -> str:
    """Return the name of an item's mail to an address: the same whenever it is made.

    Mail servers that see it a second time may drop it.
    """
    of_item = (head.channel, head.sender, announcement.item, announcement.guid)
    key = "\0".join([*of_item, address.casefold()])
    return sha256(key.encode()).hexdigest()[:40]


def letter(head: Letterhead, announcement: Announcement, address: str, now: datetime) -> bytes:
    """Return the mail, ready to be sent."""
    mail = EmailMessage(policy=SMTP)
    user, domain = head.sender.rsplit("@", 1)
    mail["From"] = Address(head.sender_name, user, domain)
    mail["To"] = Address("", *address.rsplit("@", 1))
    mail["Subject"] = " ".join(announcement.title.split())
    mail["Date"] = now
    mail["Message-ID"] = f"<{name_of(head, announcement, address)}@{domain}>"
    mail["List-Unsubscribe"] = f"<{_sign_off(head)}>"
    mail["Content-Language"] = announcement.language
    if head.reply_to:
        mail["Reply-To"] = Address("", *head.reply_to.rsplit("@", 1))
    mail.set_content(f"{announcement.post}\n")
    mail.add_alternative(_page(announcement), subtype="html")
    _name_the_border(mail, announcement)
    return mail.as_bytes()


def _sign_off(head: Letterhead) -> str:
    return head.unsubscribe or f"mailto:{head.reply_to or head.sender}?subject=unsubscribe"


def _page(announcement: Announcement) -> str:
    return PAGE.format(
        language=escape(announcement.language),
        title=escape(announcement.title),
        html=announcement.html,
    )


def _name_the_border(mail: EmailMessage, announcement: Announcement) -> None:
    """Give the parts a border that is made from them: same item, same bytes."""
    said = f"{announcement.post}\0{announcement.html}"
    mail.set_boundary(f"=_{sha256(said.encode()).hexdigest()[:32]}")
