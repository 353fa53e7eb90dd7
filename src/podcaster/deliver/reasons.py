"""Why something is done or left, and what a person should do; every sentence stands here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from podcaster.deliver.channel import How
from podcaster.deliver.clock import day_here, moment_here
from podcaster.deliver.ledger.records import Row
from podcaster.model.delivery import State
from podcaster.model.message import Message, message

Told = Callable[[Row], Message]

NEW: Final = message("new here")
NOT_NAMED: Final = message("not named on the command line")
GUARD: Final = message(
    "came out before publishing began here: say `podcaster adopt` if it was announced already, "
    "or name it: `podcaster publish SLUG`"
)
AT_LAST: Final = message("taken now, after an earlier try had failed")
UNAPPROVED: Final = message(
    "waits for a second pair of eyes: somebody who does not publish says `podcaster approve`"
)
DRAFTED_FIRST: Final = message("is put where a person can look at it, and sent after that")
GONE: Final = message("not out any more, so it leaves the feed")
NAMELESS: Final = message(
    "it changed, and the post was not found there: change it by hand, or tell `podcaster resolve` "
    "its address anew"
)
CHANGED: Final = message("changed since, and is changed there, too")
NOT_THERE: Final = message("it was looked for and is not there, so it is sent")
LOOKED_FOR: Final = message("nobody knows whether it arrived, so it is looked for there")
BUSY: Final = message("another run is sending it at this moment")


def reason_of(row: Row) -> Message:
    """Return the sentence that says how a row stands, and what to do if anything."""
    if row.given_up:
        return _given_up(row)
    by_way = _BY_WAY.get((row.state, row.how))
    return (by_way or _BY_STATE[row.state])(row)


def changed_since(row: Row) -> Message:
    """Say that an item changed after it was announced, and was left as it is."""
    return message("{reason}; changed since, and not announced again", reason=reason_of(row))


def hosted_again(row: Row) -> Message:
    """Say that a changed item is hosted again."""
    return message("changed since {day}", day=_day(row))


def tried_again(row: Row) -> Message:
    """Say why something is tried again."""
    return message("tried again: {problem}", problem=row.problem or "")


def other_topics(topics: tuple[str, ...]) -> Message:
    """Say that a channel takes other topics."""
    return message("this channel takes only: {topics}", topics=", ".join(topics))


def not_reachable(host: str) -> Message:
    """Say that a host does not have it yet."""
    return message(
        "not announced, because `{host}` has not taken it: publish to `{host}` first",
        host=host,
    )


def host_failed(host: str) -> Message:
    """Say that nothing is announced while a host has not taken the release."""
    return message("not announced, because `{host}` did not take the release", host=host)


def channel_stopped(item: str) -> Message:
    """Say that a channel was left alone after it refused another item."""
    return message("not tried after what happened to `{item}`; the next publish tries", item=item)


def resting(channel: str, until: datetime | None, now: datetime) -> Message | None:
    """Say that a channel is left alone for a while, if it is."""
    if until is None or until <= now:
        return None
    return message(
        "`{channel}` is left alone until {moment}, after it failed too often or said so; the first "
        "`podcaster publish` after that tries again",
        channel=channel,
        moment=moment_here(until),
    )


def while_resting(row: Row, rest: Message) -> Message:
    """Say what went wrong, if anything did, and that the channel is left alone."""
    return message("{reason}; {problem}", reason=row.problem, problem=rest) if row.problem else rest


def looked_for_at(row: Row, at: datetime) -> Message:
    """Say that doubt will be settled by reading back."""
    return message(
        "{problem}; the first `podcaster publish` after {moment} looks whether it is there",
        problem=row.problem or "",
        moment=moment_here(at),
    )


def _given_up(row: Row) -> Message:
    return message(
        "{problem}; given up after {tries} tries: mend it, then say `podcaster publish {slug}`",
        problem=row.problem or "",
        tries=row.tries,
        slug=row.item.partition("/")[2],
    )


def _changed(row: Row) -> Message:
    return message("changed there on {day}", day=_day(row))


def _confirmed(row: Row) -> Message:
    return message("seen on its page, says `podcaster confirm` on {day}", day=_day(row))


def _withdrawn(row: Row) -> Message:
    return message(
        "taken back on {day}, says `podcaster withdraw`; `podcaster resolve {item} {channel} "
        "--again` would send it again",
        day=_day(row),
        item=row.item,
        channel=row.channel,
    )


def _gone(row: Row) -> Message:
    return message("left the feed on {day}, not out any more", day=_day(row))


def _day(row: Row) -> str:
    return day_here(row.updated_at)


def _done(row: Row) -> Message:
    return message("announced on {day}", day=_day(row))


def _hosted(row: Row) -> Message:
    return message("unchanged since {day}", day=_day(row))


def _handed_over(row: Row) -> Message:
    return message(
        "handed over on {day}: a person takes it from `{folder}`",
        day=_day(row),
        folder=row.remote_id or "",
    )


def _drafted(row: Row) -> Message:
    return message(
        "a draft since {day}, not sent: a person posts it from `{folder}`",
        day=_day(row),
        folder=row.remote_id or "",
    )


def _to_be_looked_at(row: Row) -> Message:
    return message(
        "waits until somebody has looked at it: open `{folder}/ansicht.html`, then say "
        "`podcaster approve {slug}`",
        folder=row.remote_id or "",
        slug=row.item.partition("/")[2],
    )


def _found(row: Row) -> Message:
    return message("was there already, found on {day}", day=_day(row))


def _posted_by_others(row: Row) -> Message:
    return message(
        "somebody posted about it there already: `podcaster resolve {item} {channel} --url {url}` "
        "takes that post for ours, `podcaster resolve {item} {channel} --again` sends ours, too",
        item=row.item,
        channel=row.channel,
        url=row.remote_url or "URL",
    )


def _adopted(row: Row) -> Message:
    told = message("was announced before, says `podcaster adopt` on {day}", day=_day(row))
    return message("{reason}; {problem}", reason=told, problem=row.problem) if row.problem else told


def not_found(item: str, channel: str) -> Message:
    """Say that what was told before is not to be found."""
    return message(
        "not found there: `podcaster resolve {item} {channel} --again` would send it",
        item=item,
        channel=channel,
    )


def not_asked(problem: Message) -> Message:
    """Say that a channel could not be asked what is there."""
    return message(
        "it could not be asked ({problem}): `podcaster adopt` later asks again", problem=problem
    )


def _resolved(row: Row) -> Message:
    return message("is there, says `podcaster resolve` on {day}", day=_day(row))


def _to_be_sent(row: Row) -> Message:
    return row.problem or message(
        "to be sent again, says `podcaster resolve` on {day}", day=_day(row)
    )


def _sending(row: Row) -> Message:
    return message("being sent since {day}", day=_day(row))


def _unknown(row: Row) -> Message:
    return message(
        "{problem}; look whether it is there, then say `podcaster resolve {item} {channel}`",
        problem=row.problem or "",
        item=row.item,
        channel=row.channel,
    )


def _failed(row: Row) -> Message:
    return message("{problem}; `podcaster publish` tries it again", problem=row.problem or "")


def _refused(row: Row) -> Message:
    return message(
        "{problem}; something has to be changed before `podcaster publish` can bring it",
        problem=row.problem or "",
    )


def _absent(row: Row) -> Message:
    del row
    return NOT_THERE


def _guarded(row: Row) -> Message:
    del row
    return GUARD


_BY_STATE: Final[Mapping[State, Told]] = {
    State.READY: _to_be_sent,
    State.SENDING: _sending,
    State.DONE: _done,
    State.UNKNOWN: _unknown,
    State.FAILED: _failed,
    State.NEEDS_HUMAN: _unknown,
    State.HANDED_OVER: _handed_over,
    State.SKIPPED: _done,
}

_BY_WAY: Final[Mapping[tuple[State, How], Told]] = {
    (State.DONE, How.HOSTED): _hosted,
    (State.DONE, How.FOUND): _found,
    (State.DONE, How.ADOPTED): _adopted,
    (State.DONE, How.CHANGED): _changed,
    (State.DONE, How.CONFIRMED): _confirmed,
    (State.DONE, How.RESOLVED): _resolved,
    (State.HANDED_OVER, How.DRAFTED): _drafted,
    (State.READY, How.ABSENT): _absent,
    (State.NEEDS_HUMAN, How.FOUND): _posted_by_others,
    (State.NEEDS_HUMAN, How.DRAFTED): _to_be_looked_at,
    (State.FAILED, How.REFUSED): _refused,
    (State.NEEDS_HUMAN, How.GUARDED): _guarded,
    (State.SKIPPED, How.WITHDRAWN): _withdrawn,
    (State.SKIPPED, How.GONE): _gone,
}
