"""What a room offers, and the doors, loaded when somebody first asks: no command needs them all."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, TypeVar, cast

Thing = TypeVar("Thing")


def offers(room: str, where: Mapping[str, tuple[str, ...]]) -> Callable[[str], Any]:
    """Return the `__getattr__` of a room (PEP 562) whose names stand in modules of its own.

    Args:
        room: Its `__name__`.
        where: Module in the room -> the names it brings. No name may be that of a module, too:
            whichever is loaded later would win.
    """
    modules = {name: module for module, names in where.items() for name in names}

    def bring(name: str) -> Any:  # noqa: ANN401 - whatever the room offers
        if name not in modules:
            raise AttributeError(f"module `{room}` has no attribute `{name}`", name=name)
        found = getattr(import_module(f"{room}.{modules[name]}"), name)
        setattr(sys.modules[room], name, found)
        return found

    return bring


class _Later:
    """Stands in for a door until somebody uses it."""

    def __init__(self, opening: Callable[[], object]) -> None:
        self._opening = opening

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the door has
        if name.startswith("_"):  # who copies asks before there is any
            raise AttributeError(name)
        return getattr(self._opened(), name)

    def __call__(self, *given: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the door takes
        return self._opened()(*given, **named)

    def _opened(self) -> Any:  # noqa: ANN401 - the door
        if "_door" not in self.__dict__:
            self._door = self._opening()
        return self._door


def later(opening: Callable[[], Thing]) -> Thing:
    """Return what `opening` returns, but call it when it is first used."""
    return cast("Thing", _Later(opening))
