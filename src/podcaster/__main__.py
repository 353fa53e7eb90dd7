"""`podcaster` and `python -m podcaster`: loads the program and runs it."""

from __future__ import annotations

import sys
from typing import Final

#: As shells count: 128 plus SIGINT.
INTERRUPTED: Final = 130


def main() -> int:
    """Run the program and return its exit code; who stops it, however early, sees no traceback."""
    try:
        from podcaster.cli import main as run_program  # noqa: PLC0415 - Ctrl-C may come meanwhile

        return run_program()
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
