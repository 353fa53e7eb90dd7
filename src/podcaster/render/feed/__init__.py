"""The feed: RSS 2.0 with Apple's tags and the podcast namespace; the only place of feedgen."""

from podcaster.render.feed.rss import render_feed

__all__ = ["render_feed"]
