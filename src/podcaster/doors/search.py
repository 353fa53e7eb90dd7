"""The door to what makes a search index; `outside/search.py` has the real one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol


class SearchDoor(Protocol):
    """A program that makes an index which a browser can search."""

    def index(self, pages: Mapping[str, str]) -> Mapping[str, bytes]:
        """Return name -> content of the index of `pages` (path -> HTML); same pages, same bytes.

        Raises:
            PodcasterError: If the program can't be started or gives up.
        """
        ...
