"""The door to libsndfile and FFmpeg's libraries."""

from podcaster.outside.audio.door import RealAudio
from podcaster.outside.audio.spool import on_disk

__all__ = ["RealAudio", "on_disk"]
