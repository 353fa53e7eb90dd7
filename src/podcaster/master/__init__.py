"""Intro, body and outro become one levelled, encoded, measured file per format."""

from podcaster.master.audiogram import audiograms_of
from podcaster.master.show import master

__all__ = ["audiograms_of", "master"]
