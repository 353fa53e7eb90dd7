"""What a person handed on stands on a public page: look, and close the item."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Final

from podcaster.deliver.channel import How, Receipt
from podcaster.deliver.ledger.opening import ledger_of
from podcaster.deliver.ledger.records import Key, Operation, Row, Snapshot, row_of
from podcaster.deliver.lock import LOCK, only_one
from podcaster.deliver.overview import standing_of
from podcaster.errors import UsageError
from podcaster.model.delivery import Standing, State
from podcaster.model.draft import Draft, EpisodeDraft, NewsDraft
from podcaster.model.message import message
from podcaster.model.paths import page_of
from podcaster.workspace import Workspace

LARGEST_PAGE_BYTES: Final = 5_000_000

#: What a person may confirm: it was handed to them, or is in doubt.
CONFIRMABLE: Final = frozenset({State.HANDED_OVER, State.UNKNOWN, State.NEEDS_HUMAN})

_HIDDEN: Final = re.compile(r"(?is)<(script|style|template)\b.*?</\1\s*>|<!--.*?-->")
_TAG: Final = re.compile(r"<[^>]*>")
_SIGNS: Final = re.compile(r"[\W_]+")

#: Returns what stands at an address, at most so many bytes.
Fetch = Callable[[str, int], bytes]


def confirm(
    workspace: Workspace, draft: Draft, item: str, url: str, channel: str | None, fetch: Fetch
) -> Standing:  # fmt: skip
    """Close an item that a person published, after a look at the page.

    Args:
        workspace: The show's.
        draft: The show as it stands in the folder.
        item: `episode/<slug>` or `news/<slug>`.
        url: The public page.
        channel: The channel's name; None: the only one that is open.
        fetch: Fetches public pages, and no others.

    Raises:
        UsageError: If nothing is open there, or the page does not carry the item.
        PodcasterError: If the page can't be fetched.
        FolderError: If the ledger can't be read or written.
    """
    title, link = _marks(draft, item)
    page = fetch(url, LARGEST_PAGE_BYTES).decode("utf-8", "replace")
    if not carries(page, title, link):
        raise UsageError(
            message(
                "`{url}` shows neither “{title}” nor a link to the episode", url=url, title=title
            ),
            hint=message("look whether it is the right page, and whether it is public already"),
        )
    with only_one(workspace.state / LOCK), ledger_of(workspace) as ledger:
        snapshot = ledger.snapshot().settled(ledger.owner, busy=False)
        row = _open_row(snapshot, item, channel)
        key = Key(row.channel, row.item, row.operation, row.revision, row.guid)
        receipt = Receipt(State.DONE, How.CONFIRMED, url=url, remote_id=row.remote_id)
        ledger.record(key, receipt)
    return standing_of(row_of(key, receipt, workspace.now))


def carries(page: str, title: str, link: str) -> bool:
    """Tell whether a page shows an item: its title in what people read, or a link to it."""
    if link and link in unescape(page):
        return True
    read = _plain(_TAG.sub(" ", _HIDDEN.sub(" ", page)))
    return bool(_plain(title)) and f" {_plain(title)} " in f" {read} "


def _plain(text: str) -> str:
    """Return letters and digits only: quotes, dashes and hyphens differ from site to site."""
    return _SIGNS.sub(" ", unescape(text).replace("\u00ad", "").casefold()).strip()


def _marks(draft: Draft, item: str) -> tuple[str, str]:
    """Return an item's title and the address of its page."""
    items: tuple[EpisodeDraft | NewsDraft, ...] = (*draft.episodes, *draft.news)
    for each in items:
        if each.item == item:
            slug = item.partition("/")[2]
            own = item.startswith("episode/")
            return each.written.title, draft.settings.site.address(page_of(slug)) if own else ""
    raise UsageError(
        message("there is no `{item}`", item=item),
        hint=message("`podcaster status` lists what is out and what is due"),
    )


def _open_row(snapshot: Snapshot, item: str, channel: str | None) -> Row:
    """Return the one row that a person may confirm."""
    rows = [
        row
        for row in snapshot.rows
        if row.item == item
        and row.operation is Operation.ANNOUNCE
        and row.state in CONFIRMABLE
        and channel in {None, row.channel}
    ]
    if len(rows) == 1:
        return rows[0]
    if rows:
        names = ", ".join(f"`{row.channel}`" for row in rows)
        raise UsageError(
            message("`{item}` is open at several channels: {names}", item=item, names=names),
            hint=message("say which one: `--channel NAME`"),
        )
    raise UsageError(
        message("nothing about `{item}` waits for a person", item=item),
        hint=message("`podcaster status` lists what does"),
    )
