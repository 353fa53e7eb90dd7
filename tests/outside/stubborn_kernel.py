"""What a kernel does that refuses the limits which `REFUSED` names, as macOS does with memory.

The variable is set for the process that is tested, never where this is first imported.
"""

from __future__ import annotations

import os
import sys

if sys.platform != "win32" and "REFUSED" in os.environ:
    import resource

    _REFUSED = {getattr(resource, name) for name in os.environ["REFUSED"].split()}
    _set = resource.setrlimit

    def _refuse(kind: int, limits: tuple[int, int]) -> None:
        if kind in _REFUSED:
            why = "current limit exceeds maximum limit"
            raise ValueError(why)
        _set(kind, limits)

    resource.setrlimit = _refuse


def doubled(number: int) -> int:
    """Return twice `number`."""
    return 2 * number


def summed(numbers: range) -> int:
    """Return the sum of `numbers`."""
    return sum(numbers)
