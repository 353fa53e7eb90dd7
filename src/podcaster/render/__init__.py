"""From a mastered show to documents: feed, pages, sidecars, fragments, news, posts. No I/O."""

from typing import TYPE_CHECKING

from podcaster.rooms import offers

if TYPE_CHECKING:
    from podcaster.render.show import render
else:
    __getattr__ = offers(
        __name__,
        {
            "show": ("render",),
        },
    )

__all__ = [
    "render",
]
