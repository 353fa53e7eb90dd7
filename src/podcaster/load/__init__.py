"""From the show's folder to a draft: everything is read, nothing is judged."""

from podcaster.load.show import load

__all__ = ["load"]
