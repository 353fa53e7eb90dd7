"""Pages of documentation, followed word for word on an empty machine, until people get something.

The German pages that begin with an empty machine are followed with the installed program, the
others in this process, which takes a fifth of the time. All but two share the first steps.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.docs.pages import PAIRS, TYPED, differs, steps_in, steps_of
from tests.docs.room import Room
from tests.docs.scenes import (
    FIRST,
    FIRST_PART,
    GERMAN,
    SCENES,
    a_room,
    a_room_with_a_show,
    beginning_of,
)

#: These begin with an empty machine.
WHOLE = [page for page in SCENES if beginning_of(page)]


@pytest.mark.parametrize("page", FIRST)
def test_a_page_leads_from_an_empty_machine_to_what_it_promises(page: str, tmp_path: Path) -> None:
    with SCENES[page](tmp_path) as provider:
        room = a_room(tmp_path / "home", provider, spawned=page in GERMAN)

        room.follow(steps_of(page))

        assert arrived_after_another_publish(room) == {1}


@pytest.mark.parametrize("page", sorted(SCENES.keys() - set(FIRST)))
def test_a_page_leads_from_the_first_episode_to_what_it_promises(page: str, tmp_path: Path) -> None:
    with SCENES[page](tmp_path) as provider:
        spawned = page in GERMAN and page in WHOLE
        room = a_room_with_a_show(tmp_path / "home", page, provider, spawned=spawned)

        room.follow(step for step in steps_of(page) if not step.part.startswith(FIRST_PART))

        assert arrived_after_another_publish(room) == {1}


def arrived_after_another_publish(room: Room) -> set[int]:
    """Return what people have, place by place, now and after somebody publishes once more."""
    before = set(room.provider.arrived())
    code, printed = room.type_in("podcaster publish")
    assert code == 0, printed
    return before | set(room.provider.arrived())


@pytest.mark.parametrize("page", WHOLE)
def test_all_pages_begin_with_the_same_steps(page: str) -> None:
    assert beginning_of(page) == beginning_of(FIRST[page in GERMAN])


@pytest.mark.parametrize(("german", "english"), PAIRS.items())
def test_both_languages_take_the_same_steps(german: str, english: str) -> None:
    steps = [
        [(step.kind, len(step.text.splitlines()), step.shown is None) for step in steps_of(page)]
        for page in (german, english)
    ]

    assert steps[0] == steps[1]


def test_a_page_becomes_steps_in_order() -> None:
    steps = steps_in(
        "# A\n\nSay:\n\n```sh\nls\n```\n\nIt shows\n\n```text\nx\n```\n\n"
        "## 1. B\n\nIn `publish.yaml`:\n\n```yaml\na: 1\n```\n\n    left: out\n"
    )

    assert [(step.kind, step.file, step.shown, step.part) for step in steps] == [
        (TYPED, "", "x\n", "A"),
        ("yaml", "publish.yaml", None, "1. B"),
    ]


@pytest.mark.parametrize(
    ("page", "screen", "same"),
    [
        ("a  b\n", "a b\n", True),
        ("a b\n", "a c\n", False),
        ("on 2026-03-05\n", "on 2027-11-30\n", True),
        ("on 2026-03-05\n", "on Friday\n", False),
        ("see `…` now\n", "see `x y` now\n", True),
        ("…\nend\n", "one\ntwo\nend\n", True),
        ("…\nend\n", "one\nend\ntwo\n", False),
        ("all\n", "", False),
        ("a.c\n", "abc\n", False),
    ],
)
def test_a_screen_is_compared_line_by_line(page: str, screen: str, same: bool) -> None:
    assert (differs(page, screen) == "") is same
