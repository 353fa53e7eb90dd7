"""What should hold across the keys of which tags are made; single keys have their models.

Source:
    Podcastindex-org/podcast-namespace, docs/tags.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from podcaster.check.places import at
from podcaster.model.draft import Draft, SourceFile, ValuePath
from podcaster.model.episode import Episode
from podcaster.model.findings import Finding
from podcaster.model.frequency import parts_of_rule
from podcaster.model.message import message
from podcaster.model.remote import LISTS
from podcaster.model.show import Show
from podcaster.model.txt import AI_CONTENT

#: Beginning of a checksum -> how long it is in Base64 (W3C Subresource Integrity).
_CHECKSUMS: Final = {"sha256-": 44, "sha384-": 64, "sha512-": 88}


def _both(draft: Draft) -> Iterator[tuple[Show | Episode, SourceFile, ValuePath]]:
    """Yield the show and each episode with the place of their keys."""
    yield draft.settings.show, draft.source, ("show",)
    for episode in draft.episodes:
        yield episode.written, episode.source, ()


def lists_hold_what_stands_elsewhere(draft: Draft) -> Iterator[Finding]:
    """A list points to shows elsewhere and has no episodes; nothing else has such pointers."""
    show = draft.settings.show
    path, is_list = ("show", "medium"), show.medium in LISTS
    if is_list and not show.remote_items:
        what = message("a list of the medium `{medium}` is empty", medium=show.medium)
        hint = message("name what it consists of under `remote_items:`")
        yield at(draft.source, path, "PC223", what, hint)
    if is_list and draft.episodes:
        what = message("a list of the medium `{medium}` can't have episodes", medium=show.medium)
        yield at(draft.source, path, "PC223", what, message("write `medium: podcast`"))
    if show.remote_items and not is_list:
        what = message("only a list consists of what stands elsewhere")
        hint = message("name recommended shows under `podroll:`")
        yield at(draft.source, ("show", "remote_items"), "PC223", what, hint)


def seasons_have_one_name(draft: Draft) -> Iterator[Finding]:
    """A season has one name."""
    seen: set[int] = set()
    for index, season in enumerate(draft.settings.show.seasons):
        if season.number in seen:
            yield at(
                draft.source,
                ("show", "seasons", index, "number"),
                "PC224",
                message("season {number} has a name already", number=season.number),
                message("keep one of the two"),
            )
        seen.add(season.number)


def counted_rhythms_have_a_start(draft: Draft) -> Iterator[Finding]:
    """A rhythm that ends after so many episodes says from when on they count."""
    rhythm = draft.settings.show.update_frequency
    if rhythm and rhythm.rrule and "COUNT" in parts_of_rule(rhythm.rrule) and not rhythm.dtstart:
        yield at(
            draft.source,
            ("show", "update_frequency", "rrule"),
            "PC225",
            message("the rule counts episodes, and nothing says from when on"),
            message("add `dtstart: 2026-03-05`, or remove `COUNT`"),
        )


def ai_content_is_true_or_false(draft: Draft) -> Iterator[Finding]:
    """What says whether a machine spoke says `true` or `false`."""
    for thing, source, path in _both(draft):
        for index, txt in enumerate(thing.txt):
            if txt.purpose == AI_CONTENT and txt.text not in {"true", "false"}:
                yield at(
                    source,
                    (*path, "txt", index, "text"),
                    "PC226",
                    message("`{text}` should be `true` or `false` here", text=txt.text[:60]),
                    message('write `text: "true"` or `text: "false"`, with quotation marks'),
                )


def comments_have_an_address(draft: Draft) -> Iterator[Finding]:
    """Comments have an address; where they are disabled nothing else is told."""
    for thing, source, path in _both(draft):
        for index, one in enumerate(thing.social_interact):
            told = one.uri or one.account_id or one.account_url or one.priority is not None
            where = (*path, "social_interact", index)
            if one.protocol == "disabled" and told:
                what = message("comments are not wanted, and yet there is an address")
                yield at(source, where, "PC227", what, message("keep `protocol: disabled` alone"))
            elif one.protocol != "disabled" and not one.uri:
                what = message("the address of the post is missing")
                yield at(source, where, "PC227", what, message("add `uri: https://...`"))


def comments_have_an_order(draft: Draft) -> Iterator[Finding]:
    """Where there are several places for comments, apps are told which comes first."""
    for thing, source, path in _both(draft):
        orders = [one.priority for one in thing.social_interact]
        if len(orders) > 1 and (None in orders or len(set(orders)) < len(orders)):
            yield at(
                source,
                (*path, "social_interact"),
                "PC232",
                message("apps can't tell which comments come first"),
                message("add `priority: 1`, `priority: 2` and so on"),
            )


def services_are_named_once(draft: Draft) -> Iterator[Finding]:
    """A service is told once whether it may show the show."""
    yield from _twice(
        draft, "blocks", [(block.id,) for block in draft.settings.show.blocks], "PC231"
    )


def shows_are_recommended_once(draft: Draft) -> Iterator[Finding]:
    """A show is recommended only once."""
    rows = [(one.said_guid, one.item_guid or "") for one in draft.settings.show.podroll]
    yield from _twice(draft, "podroll", rows, "PC233")


def _twice(draft: Draft, key: str, rows: Sequence[tuple[str, ...]], code: str) -> Iterator[Finding]:
    """Yield a finding for each row of `show: key` that stands there already."""
    for index, row in enumerate(rows):
        if row in rows[:index]:
            what = message("`{name}` stands here twice", name=row[0])
            yield at(draft.source, ("show", key, index), code, what, message("remove one of them"))


def displays_stand_for_numbers(draft: Draft) -> Iterator[Finding]:
    """What apps show instead of a number stands for one."""
    for episode in draft.episodes:
        if episode.written.display and not episode.written.number:
            yield at(
                episode.source,
                ("display",),
                "PC320",
                message("there is no number for which it could stand"),
                message("add `number: ...`, by which apps sort"),
            )


def one_form_is_preferred(draft: Draft) -> Iterator[Finding]:
    """At most one further form is the one that apps shall prefer."""
    for episode in draft.episodes:
        preferred = Counter(one.default for one in episode.written.alternate_enclosures)[True]
        if preferred > 1:
            yield at(
                episode.source,
                ("alternate_enclosures",),
                "PC321",
                message("{count} forms say that they are to be preferred", count=preferred),
                message("keep `default: true` for one of them"),
            )


def checksums_are_whole(draft: Draft) -> Iterator[Finding]:
    """A checksum has its kind and length."""
    for episode in draft.episodes:
        for index, one in enumerate(episode.written.alternate_enclosures):
            proof = one.integrity
            if proof and not _is_whole(proof.type, proof.value):
                yield at(
                    episode.source,
                    ("alternate_enclosures", index, "integrity", "value"),
                    "PC322",
                    message("this is no checksum or signature as `type` names it"),
                    message("for `sri` write `sha256-` and 44 characters of Base64"),
                )


def _is_whole(kind: str, value: str) -> bool:
    begin = value[:7]
    if kind != "sri":
        return begin not in _CHECKSUMS
    return len(value) - len(begin) == _CHECKSUMS.get(begin, -1)
