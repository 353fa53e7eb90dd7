"""What a person wants delivered: everything, or some channels, or some items."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Order:
    """A wish; without one, everything goes everywhere.

    Attributes:
        channels: Only these; None: all.
        slugs: Only these are announced; None: all. Hosts always take the whole release.
        dry_run: Only say what would happen.
        promise: Do exactly these steps or nothing (item, channel, action, revision); None: any.
    """

    channels: frozenset[str] | None = None
    slugs: frozenset[str] | None = None
    dry_run: bool = False
    promise: frozenset[tuple[str, str, str, str]] | None = None

    def takes_channel(self, name: str) -> bool:
        """Tell whether this channel is wanted."""
        return self.channels is None or name in self.channels

    def takes_item(self, item: str) -> bool:
        """Tell whether this item may be announced."""
        return self.slugs is None or item.partition("/")[2] in self.slugs

    def names_item(self, item: str) -> bool:
        """Tell whether a person named this very item."""
        return self.slugs is not None and self.takes_item(item)
