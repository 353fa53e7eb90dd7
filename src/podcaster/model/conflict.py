"""What git leaves in a file that two people changed at once."""

from __future__ import annotations

import re
from typing import Final

from podcaster.model.message import message

#: What it is, and what to do.
CONFLICT: Final = (
    message("two people changed this file, and git left both versions here"),
    message("keep what counts, and delete the lines with `<<<<<<<`, `=======` and `>>>>>>>`"),
)

_MARK: Final = re.compile(r"(?:<{7}|>{7}) \S")


def is_conflict(line: str) -> bool:
    """Tell whether a line begins or ends a conflict; `=======` may underline a heading."""
    return _MARK.match(line) is not None
