"""The door to libsndfile and FFmpeg's libraries."""

from podcaster.outside.audio.door import RealAudio

__all__ = ["RealAudio"]
