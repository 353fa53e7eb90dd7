"""Items at channels as lines for people."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Final

from podcaster.cli.columns import in_columns
from podcaster.cli.words import say
from podcaster.model.delivery import Action, Change, Standing, State
from podcaster.model.message import Gettext, Message, message

STATES: Final[dict[State, Message]] = {
    State.READY: message("ready"),
    State.SENDING: message("broken off"),
    State.DONE: message("done"),
    State.UNKNOWN: message("uncertain"),
    State.FAILED: message("failed"),
    State.NEEDS_HUMAN: message("your turn"),
    State.HANDED_OVER: message("handed over"),
    State.SKIPPED: message("left out"),
}

ACTIONS: Final[dict[Action, Message]] = {
    Action.HOST: message("host"),
    Action.ANNOUNCE: message("announce"),
    Action.UPDATE: message("update"),
    Action.DRAFT: message("draft"),
    Action.LOOK: message("look for it"),
    Action.NONE: message("nothing to do"),
}

#: What people see of an item -> its name.
FIELDS: Final[dict[str, Message]] = {
    "title": message("title"),
    "summary": message("summary"),
    "link": message("link"),
    "news": message("news text"),
    "post": message("post"),
    "picture": message("picture"),
    "date": message("date"),
    "description": message("description"),
    "notes": message("show notes"),
    "enclosure": message("audio"),
    "length": message("bytes"),
    "type": message("media type"),
    "duration": message("duration"),
    "number": message("number"),
    "artwork": message("artwork"),
    "chapters": message("chapters"),
    "transcript": message("transcript"),
}

#: Whether there was something, whether there is -> how a change is said.
CHANGES: Final[dict[tuple[bool, bool], Message]] = {
    (True, True): message("{field}: “{before}” becomes “{after}”"),
    (True, False): message("{field}: “{before}” goes"),
    (False, True): message("{field}: “{after}” comes"),
}

#: The same of pages.
PAGES: Final[dict[tuple[bool, bool], Message]] = {
    (True, True): message("page changes: {page}"),
    (True, False): message("page goes: {page}"),
    (False, True): message("page comes: {page}"),
}

#: So much of a field is shown in a line.
LONGEST_FIELD: Final = 70

NEXT_STEPS: Final = (
    (State.UNKNOWN, message("look whether it arrived, then `podcaster resolve ITEM CHANNEL`")),
    (State.NEEDS_HUMAN, message("do what is said at the lines that name you")),
    (State.FAILED, message("`podcaster publish` tries again what failed")),
    (State.READY, message("`podcaster plan` says what would go out, `podcaster publish` does it")),
)

#: States in which the next publish does something by itself.
TRIED_AGAIN: Final = frozenset({State.FAILED, State.READY})

#: States in which a person has something to do.
ASKING: Final = frozenset({State.UNKNOWN, State.FAILED, State.NEEDS_HUMAN, State.SENDING})

NOTHING_TO_DO: Final = message("nothing: everything is where it belongs")
NOTHING_YET: Final = message(
    "none now: the first `podcaster publish` after its rest goes on with the channel"
)


def plan_lines(standings: Sequence[Standing], gettext: Gettext) -> list[str]:
    """Return what would be done with each item at each channel, and why."""
    lines = in_columns(
        [
            (row.item, row.channel, say(ACTIONS[row.action], gettext), say(row.reason, gettext))
            for row in standings
        ]
    )
    pairs = zip(lines, standings, strict=True)
    return [line for head, row in pairs for line in (head, *_change_lines(row, gettext))]


def _change_lines(row: Standing, gettext: Gettext) -> Iterator[str]:
    """Return what people would see change, field by field, each in one line.

    Of what is new there, everything would change; that is what it says already.
    """
    known = any(change.before for change in row.changes)
    for change in row.changes if known else ():
        if change.field == "page":
            yield f"    {say(_page_line(change), gettext)}"
            continue
        template = CHANGES[bool(change.before), bool(change.after)].template
        name = FIELDS.get(change.field, message("{name}", name=change.field))
        values = {"before": _short(change.before), "after": _short(change.after)}
        words = Message(template, {"field": say(name, gettext), **values})
        yield f"    {say(words, gettext)}"


def _page_line(change: Change) -> Message:
    """Say that a page changes, comes or goes; its digest tells people nothing."""
    page = (change.after or change.before).rpartition(" (")[0]
    return Message(PAGES[bool(change.before), bool(change.after)].template, {"page": page})


def _short(text: str) -> str:
    """Return a text in one line, and not too long for it."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_FIELD else f"{line[: LONGEST_FIELD - 1]}…"


def status_lines(standings: Sequence[Standing], gettext: Gettext) -> list[str]:
    """Return how each item stands at each channel, and where it can be seen."""
    return in_columns(
        [
            (row.item, row.channel, say(STATES[row.state], gettext), _told(row, gettext))
            for row in standings
        ]
    )


def is_work(row: Standing) -> bool:
    """Whether there is something to be done."""
    return row.action is not Action.NONE


def worth_telling(rows: Iterable[Standing]) -> list[Standing]:
    """Return the rows where something is done, is not done, or asks for a person."""
    return [row for row in rows if is_work(row) or row.state in ASKING | {State.READY}]


def next_step(rows: Sequence[Standing], resting: Container[str] = ()) -> Message:
    """Return what a person will want to do now: the most pressing thing first.

    Args:
        rows: How every item stands at every channel.
        resting: Names of channels that are left alone for a while.
    """
    waiting = [row for row in rows if row.channel in resting and row.state in TRIED_AGAIN]
    states = {row.state for row in rows if row.channel and row not in waiting}
    otherwise = NOTHING_YET if waiting else NOTHING_TO_DO
    return next((step for state, step in NEXT_STEPS if state in states), otherwise)


def _told(row: Standing, gettext: Gettext) -> str:
    """Return the reason and the address, as far as there are any."""
    parts = (say(row.reason, gettext), row.url or "")
    return "  ".join(part for part in parts if part)
