"""From the show's folder to a draft: everything is read, nothing is judged."""

from typing import TYPE_CHECKING

from podcaster.rooms import offers

if TYPE_CHECKING:
    from podcaster.load.show import load
else:
    __getattr__ = offers(
        __name__,
        {
            "show": ("load",),
        },
    )

__all__ = [
    "load",
]
