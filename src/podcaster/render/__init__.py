"""From a mastered show to documents: feed, pages, sidecars, fragments, news, posts. No I/O."""

from podcaster.render.show import render

__all__ = ["render"]
