"""What rooms offer, and doors that open late."""

from __future__ import annotations

import pickle
import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

import pytest

from podcaster.rooms import later, offers

ROOMS = tuple(
    f"podcaster.{name}"
    for name in ("load", "check", "master", "render", "deliver", "deliver.ledger", "outside")
)


class Bell:
    """A door that counts how often it was opened."""

    opened = 0

    def __init__(self) -> None:
        Bell.opened += 1

    def ring(self, times: int = 1) -> str:
        return "ding " * times


def shout() -> type[str]:
    return str


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_brings_everything_it_names(room: str) -> None:
    offered = import_module(room).__all__

    assert offered
    for name in offered:
        assert getattr(import_module(room), name) is not None


@pytest.mark.parametrize("room", ROOMS)
def test_nothing_a_room_offers_is_called_like_one_of_its_modules(room: str) -> None:
    for name in import_module(room).__all__:
        assert find_spec(f"{room}.{name}") is None, name


def test_a_room_says_what_it_does_not_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "somewhere", ModuleType("somewhere"))

    with pytest.raises(AttributeError, match="`somewhere` has no attribute `gone`"):
        offers("somewhere", {"there": ("here",)})("gone")


def test_a_door_is_opened_once_and_when_it_is_used() -> None:
    before = Bell.opened
    door = later(Bell)

    assert Bell.opened == before
    assert door.ring(times=2) == "ding ding "
    assert door.ring() == "ding "
    assert Bell.opened == before + 1


def test_a_door_that_is_a_function_is_called() -> None:
    assert later(shout)(3) == "3"


def test_a_door_goes_to_another_process_unopened() -> None:
    before = Bell.opened

    there = pickle.loads(pickle.dumps(later(Bell)))  # noqa: S301 - our own bytes

    assert Bell.opened == before
    assert there.ring() == "ding "
