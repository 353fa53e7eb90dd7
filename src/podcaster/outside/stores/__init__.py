"""Stores that keep files elsewhere: a row each, and a file each beside this one."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any, Final

from podcaster.doors import Store, StoreOpener, no_stores

#: Settings of a host -> what opens its store, with its secrets by their last word.
STORES: Final[Mapping[type, StoreOpener]] = {}


def open_store(settings: Any, secrets: Mapping[str, str]) -> AbstractContextManager[Store]:  # noqa: ANN401 - a row's type
    """Open the store that `settings` describe; it is closed when the block ends.

    Raises:
        NotSentError: If no connection came about.
        RefusedError: If the other side does not let us in.
    """
    return STORES.get(type(settings), no_stores)(settings, secrets)
