"""From a draft to a checked show: rules find, nothing is read or written."""

from typing import TYPE_CHECKING

from podcaster.rooms import offers

if TYPE_CHECKING:
    from podcaster.check.rules import CHECKS, check, find
    from podcaster.check.unpublished import with_unpublished
else:
    __getattr__ = offers(
        __name__,
        {
            "rules": ("CHECKS", "check", "find"),
            "unpublished": ("with_unpublished",),
        },
    )

__all__ = [
    "CHECKS",
    "check",
    "find",
    "with_unpublished",
]
