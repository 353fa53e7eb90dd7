"""Intro, body and outro become one levelled, encoded, measured file per format."""

from typing import TYPE_CHECKING

from podcaster.rooms import offers

if TYPE_CHECKING:
    from podcaster.master.pictures.audiogram import audiograms_of
    from podcaster.master.show import master
else:
    __getattr__ = offers(
        __name__,
        {
            "pictures.audiogram": ("audiograms_of",),
            "show": ("master",),
        },
    )

__all__ = [
    "audiograms_of",
    "master",
]
