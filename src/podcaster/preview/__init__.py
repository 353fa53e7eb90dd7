"""The show as it would look, on this machine only: served, watched, built again."""

from podcaster.preview.server import Preview, serve
from podcaster.preview.watch import changed_since, saves, snapshot

__all__ = ["Preview", "changed_since", "saves", "serve", "snapshot"]
