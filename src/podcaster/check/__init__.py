"""From a draft to a checked show: rules find, nothing is read or written."""

from podcaster.check.rules import CHECKS, check, find
from podcaster.check.unpublished import with_unpublished

__all__ = ["CHECKS", "check", "find", "with_unpublished"]
