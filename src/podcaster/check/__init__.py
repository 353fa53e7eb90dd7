"""From a draft to a checked show: rules find, nothing is read or written."""

from podcaster.check.rules import CHECKS, check, find

__all__ = ["CHECKS", "check", "find"]
