"""A post as LinkedIn will show it, as a page to look at before anything is sent.

It is made from the very request that would be sent: what LinkedIn would cut is missing here, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape as html
from typing import Any, Final
from urllib.parse import urlsplit

from podcaster.deliver.announcers.linkedin.little import seen
from podcaster.deliver.announcers.outbox import picture_name
from podcaster.model.release import Announcement

PAGE: Final = """\
<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file:; \
style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ background: #f4f2ee; color: #000000e6; font: 14px/1.5 system-ui, sans-serif; margin: 0; }}
main {{ background: #fff; border: 1px solid #8c8c8c33; border-radius: 8px; margin: 2em auto;
  max-width: 555px; }}
p {{ margin: 0; overflow-wrap: anywhere; padding: 12px 16px; white-space: pre-wrap; }}
b {{ color: #0a66c2; font-weight: 600; }}
img {{ display: block; width: 100%; }}
figure {{ background: #eef3f8; margin: 0; }}
figcaption {{ padding: 8px 16px; }}
small {{ color: #00000099; }}
</style>
<main>
<p>{text}</p>
<figure>
{picture}<figcaption><strong>{card}</strong><br><small>{host}</small></figcaption>
</figure>
</main>
"""


def view_of(body: Mapping[str, Any], announcement: Announcement) -> bytes:
    """Return the page.

    Args:
        body: What would be sent.
        announcement: What it is made of; its picture stands beside the page.
    """
    article = body["content"]["article"]
    text = "".join(
        f"<b>{html(piece)}</b>" if linked else html(piece)
        for linked, piece in seen(body["commentary"])
    )
    picture = ""
    if announcement.picture:
        name, alt = picture_name(announcement.picture), html(announcement.picture_alt)
        picture = f'<img src="{html(name)}" alt="{alt}">\n'
    page = PAGE.format(
        language=html(announcement.language),
        title=html(announcement.title),
        text=text,
        picture=picture,
        card=html(article["title"]),
        host=html(urlsplit(article["source"]).hostname or ""),
    )
    return page.encode()
