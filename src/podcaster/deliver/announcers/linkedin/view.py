"""A post as LinkedIn will show it, as a page to look at before anything is sent.

It is made from the very request that would be sent: what LinkedIn would cut is missing here, too,
and what it folds away is folded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape as html
from typing import Any, Final
from urllib.parse import quote, urlsplit

from podcaster.deliver.announcers.linkedin.assets import DOCUMENT, VIDEO
from podcaster.deliver.announcers.linkedin.little import Piece, seen
from podcaster.deliver.announcers.linkedin.shown import Shown
from podcaster.deliver.announcers.outbox import in_language, picture_name
from podcaster.model.release import Announcement

#: About so much of a text stands there before "… more"; LinkedIn does not document it.
FOLD_CHARACTERS: Final = 210
FOLD_LINES: Final = 3

MORE: Final = {"de": "… mehr", "en": "… more"}

PAGE: Final = """\
<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file:; \
media-src 'self' file:; object-src 'self' file:; frame-src 'self' file:; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ background: #f4f2ee; color: #000000e6; font: 14px/1.5 system-ui, sans-serif; margin: 0; }}
main {{ background: #fff; border: 1px solid #8c8c8c33; border-radius: 8px; margin: 2em auto;
  max-width: 555px; }}
p {{ margin: 0; overflow-wrap: anywhere; padding: 12px 16px; white-space: pre-wrap; }}
b, p a {{ color: #0a66c2; font-weight: 600; text-decoration: none; }}
img, video, object {{ display: block; width: 100%; }}
object {{ height: 640px; }}
figure {{ background: #eef3f8; margin: 0; }}
figcaption {{ padding: 8px 16px; }}
small, label {{ color: #00000099; }}
label {{ cursor: pointer; }}
input {{ opacity: 0; position: absolute; }}
input:focus-visible + label {{ outline: 2px solid #0a66c2; }}
input:not(:checked) ~ span, input:checked + label {{ display: none; }}
</style>
<main>
<p>{text}</p>
<figure>
{figure}</figure>
</main>
"""

#: What stands between the text and its rest: a click, as at LinkedIn, without any script.
FOLD: Final = (
    '<input type="checkbox" id="more"><label for="more"> {more}</label><span>{rest}</span>'
)

CARD: Final = (
    "{picture}<figcaption><strong>{title}</strong><br><small>{host}</small></figcaption>\n"
)
FILM: Final = '<video controls preload="metadata" src="{file}"{poster}></video>\n'
PAPER: Final = (
    '<figcaption><strong>{title}</strong></figcaption>\n<object data="{file}" '
    'type="application/pdf"><a href="{file}">{file}</a></object>\n'
)


def view_of(body: Mapping[str, Any], announcement: Announcement, shown: Shown | None) -> bytes:
    """Return the page.

    Args:
        body: What would be sent.
        announcement: What it is made of; its picture stands beside the page.
        shown: What is shown in place of a card, which stands beside the page, too; None: a card.
    """
    page = PAGE.format(
        language=html(announcement.language),
        title=html(announcement.title),
        text=_text(list(seen(body["commentary"])), in_language(MORE, announcement)),
        figure=_figure(body["content"], announcement, shown),
    )
    return page.encode()


def folded(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Return what stands there at once, and what LinkedIn folds away."""
    text = "".join(piece.text for piece in pieces)
    end = _fold(text)
    before, after, position = list[Piece](), list[Piece](), 0
    for piece in pieces:
        cut = min(max(end - position, 0), len(piece.text))
        before += [replace(piece, text=piece.text[:cut])] if cut else []
        after += [replace(piece, text=piece.text[cut:])] if piece.text[cut:] else []
        position += len(piece.text)
    return before, after


def _fold(text: str) -> int:
    """Return where the text is folded: its length if it is not."""
    lines = text.split("\n")
    of_lines = len("\n".join(lines[:FOLD_LINES]))
    end = min(of_lines, FOLD_CHARACTERS)
    if end >= len(text.rstrip()):
        return len(text)
    blank = text.rfind(" ", 0, end + 1)
    return blank if end == FOLD_CHARACTERS and blank > 0 else end


def _text(pieces: list[Piece], more: str) -> str:
    before, after = folded(pieces)
    rest = FOLD.format(more=more, rest=_joined(after)) if after else ""
    return _joined(before) + rest


def _joined(pieces: list[Piece]) -> str:
    return "".join(map(_marked_up, pieces))


def _marked_up(piece: Piece) -> str:
    text = html(piece.text)
    if piece.address:
        return f'<a href="{html(piece.address)}">{text}</a>'
    return f"<b>{text}</b>" if piece.linked else text


def _figure(content: Mapping[str, Any], announcement: Announcement, shown: Shown | None) -> str:
    if shown is None:
        return _card(content["article"], announcement)
    file, title = html(quote(shown.file)), html(str(content["media"].get("title", "")))
    if shown.kind is VIDEO:
        return FILM.format(file=file, poster="".join(_poster(announcement)))
    if shown.kind is DOCUMENT:
        return PAPER.format(file=file, title=title)
    return _picture(announcement)


def _card(article: Mapping[str, Any], announcement: Announcement) -> str:
    host = urlsplit(article["source"]).hostname or ""
    return CARD.format(
        picture=_picture(announcement), title=html(article["title"]), host=html(host)
    )


def _picture(announcement: Announcement) -> str:
    if announcement.picture is None:
        return ""
    name, alt = picture_name(announcement.picture), html(announcement.picture_alt)
    return f'<img src="{html(name)}" alt="{alt}">\n'


def _poster(announcement: Announcement) -> Iterator[str]:
    if announcement.picture:
        yield f' poster="{html(picture_name(announcement.picture))}"'
