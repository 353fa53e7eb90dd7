"""What a podcast app would see differently in two feeds."""

from podcaster.comparing.feeds import Difference, compare

__all__ = ["Difference", "compare"]
