"""The show as it would look, on this machine only: served, watched, built again."""

from podcaster.preview.pages import Troubles
from podcaster.preview.server import Preview, serve
from podcaster.preview.watch import changed_since, saves, snapshot

__all__ = ["Preview", "Troubles", "changed_since", "saves", "serve", "snapshot"]
