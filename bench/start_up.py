"""How long commands take that only read, beside Python alone and an import of click.

    .venv/bin/python bench/start_up.py [FOLDER]

Each is started five times in the show in FOLDER (default: the example); the least counts.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path
from typing import Final

RUNS: Final = 5
PYTHON: Final = ("-c", "pass"), ("-c", "import click")
COMMANDS: Final = ("check", "status", "log", "plan", "explain", "new --help", "master --help")


def cpu_s(folder: Path, *arguments: str) -> float:
    """Return the CPU seconds of one start; what it prints and its exit code do not matter."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], cwd=folder, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print a table."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[1])
    rows = [*PYTHON, *(("-m", "podcaster", *command.split()) for command in COMMANDS)]
    print("| | CPU s |\n|---|---|")
    for row in rows:
        least = min(cpu_s(folder, *row) for _ in range(RUNS))
        print(f"| `{' '.join(row[1:])}` | {least:.2f} |")


if __name__ == "__main__":
    main()
