"""`python -m podcaster`: the same as `podcaster`, wherever it is installed."""

from __future__ import annotations

import sys

from podcaster.cli import main

if __name__ == "__main__":
    sys.exit(main())
