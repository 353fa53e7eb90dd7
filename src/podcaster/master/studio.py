"""What every episode of a show is mastered with."""

from __future__ import annotations

from dataclasses import dataclass

from podcaster.master.cache import Cache
from podcaster.master.pictures.card import CardMaker
from podcaster.model.checked import Checked
from podcaster.model.mastered import Cover
from podcaster.workspace import Workspace


@dataclass(frozen=True)
class Studio:
    """What every episode is mastered with.

    Attributes:
        checked: The show.
        workspace: Its folder and doors.
        cache: Finished work.
        cover: The show's artwork, for episodes without their own.
        cards: What makes the pictures for links.
    """

    checked: Checked
    workspace: Workspace
    cache: Cache
    cover: Cover
    cards: CardMaker
