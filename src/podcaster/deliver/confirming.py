"""What a person handed on stands on a public page: look, and close the item."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Final

from podcaster.deliver.channel import How, Receipt
from podcaster.deliver.ledger.opening import home_of, ledger_of, read_ledger
from podcaster.deliver.ledger.records import Key, Operation, Row, Snapshot, row_of
from podcaster.deliver.lock import LOCK, only_one
from podcaster.deliver.naming import TellsMany, announcer_named, name_at
from podcaster.deliver.overview import standing_of
from podcaster.errors import UsageError
from podcaster.model.delivery import Standing, State
from podcaster.model.draft import Draft, EpisodeDraft, NewsDraft
from podcaster.model.message import message
from podcaster.model.paths import page_of
from podcaster.settings import Settings
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
    known = read_ledger(workspace.state, workspace.ledger)
    settled = known.settled(home_of(workspace).owner, busy=False)
    open_there = _Open(workspace, draft.settings, item)
    found = open_there.row(settled, channel)
    named = name_at(open_there.announcer(found.channel), url) or None
    with only_one(workspace.state / LOCK), ledger_of(workspace) as ledger:
        snapshot = ledger.snapshot().settled(ledger.owner, busy=False)
        row = open_there.row(snapshot, found.channel)
        key = Key(row.channel, row.item, row.operation, row.revision, row.guid)
        receipt = Receipt(State.DONE, How.CONFIRMED, url=url, remote_id=named)
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


@dataclass(frozen=True)
class _Open:
    """What a person may confirm of one item.

    Attributes:
        workspace: The show's.
        settings: The show's.
        item: `episode/<slug>` or `news/<slug>`.
    """

    workspace: Workspace
    settings: Settings
    item: str

    def row(self, snapshot: Snapshot, channel: str | None) -> Row:
        """Return the one row; that of a list, which some have and others not, is none.

        Raises:
            UsageError: If there is no such row, or more than one.
        """
        rows = [row for row in snapshot.rows if self._waits(row) and channel in {None, row.channel}]
        lists = [row for row in rows if isinstance(self.announcer(row.channel), TellsMany)]
        single = [row for row in rows if row not in lists]
        if len(single) == 1:
            return single[0]
        raise _several(single) if single else _no_page(lists[0]) if lists else _none(self.item)

    def announcer(self, channel: str) -> object:
        """Return the channel, or None if the show does not have it any more."""
        return announcer_named(self.workspace, self.settings, channel)

    def _waits(self, row: Row) -> bool:
        mine = row.item == self.item and row.operation is Operation.ANNOUNCE
        return mine and row.state in CONFIRMABLE


def _several(rows: list[Row]) -> UsageError:
    names = ", ".join(f"`{row.channel}`" for row in rows)
    return UsageError(
        message("`{item}` is open at several channels: {names}", item=rows[0].item, names=names),
        hint=message("say which one: `--channel NAME`"),
    )


def _no_page(row: Row) -> UsageError:
    return UsageError(
        message(
            "`{channel}` is a list: no page shows who of it has `{item}`",
            channel=row.channel,
            item=row.item,
        ),
        hint=message(
            "`podcaster resolve {item} {channel} --url URL` says that those in doubt have it, "
            "`--again` that they don't; `podcaster publish` brings it to all who lack it",
            item=row.item,
            channel=row.channel,
        ),
    )


def _none(item: str) -> UsageError:
    return UsageError(
        message("nothing about `{item}` waits for a person", item=item),
        hint=message("`podcaster status` lists what does"),
    )
