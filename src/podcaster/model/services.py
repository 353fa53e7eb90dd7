"""Services that take feeds, and whether they may show one.

Source:
    podcast namespace, `podcast:block`, serviceslugs.txt.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from podcaster.model.values import Written

Service = Literal[
    "acast", "amazon", "anchor", "apple", "audioboom", "backtracks", "bitcoin", "blubrry",
    "buzzsprout", "captivate", "castos", "fireside", "google", "hypercatcher", "libsyn",
    "mastodon", "megafono", "megaphone", "omnystudio", "overcast", "paypal", "pinecast",
    "podbean", "podcastaddict", "podcastindex", "podcasts.com", "podchaser", "podfriend",
    "podiant", "podigee", "podnews", "podomatic", "podserve", "podverse", "redcircle", "relayfm",
    "resonate", "rss.com", "shoutengine", "simplecast", "slack", "soundcloud", "spotify",
    "spreaker", "transistor", "twitter", "whooshkaa", "zencast",
]  # fmt: skip


class Block(Written):
    """Whether one service has to leave the show out, whatever is said of all."""

    id: Annotated[Service, Field(description="Which service")]
    block: Annotated[bool, Field(description="true: it leaves the show out; false: it may show it")]

    @property
    def said(self) -> str:
        """What the feed says to the service."""
        return "yes" if self.block else "no"
