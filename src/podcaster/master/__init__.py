"""Intro, body and outro become one levelled, encoded, measured file per format."""

from podcaster.master.show import master

__all__ = ["master"]
