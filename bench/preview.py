"""How long after a save the preview tells the page to load again; print a table.

    .venv/bin/python bench/preview.py [--episodes 7]

The clock starts when the file is written and stops when the page hears of it: noticing, checking,
rendering and writing all pages lie between. Audio is mastered once, before.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.shows import a_show, an_episode

SAVES: Final = 10
_PROGRAM: Final = "import sys; from podcaster.cli import main; sys.exit(main())"


@contextmanager
def previewed(show: Path) -> Iterator[str]:
    """Lend the address of a preview of `show`."""
    command = [sys.executable, "-c", _PROGRAM, "-C", str(show), "preview", "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None  # noqa: S101 - for mypy, which can't know
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def told(news: Iterable[bytes]) -> float:
    """Wait for the next version, and return when it came."""
    next(line for line in news if line.startswith(b"data: "))
    return time.monotonic()


def _listening(address: str) -> HTTPResponse:
    made: HTTPResponse = urllib.request.urlopen(f"{address}.podcaster/reload")  # noqa: S310 - our own server
    return made


def delays(show: Path) -> list[float]:
    """Return the seconds between each save and its news."""
    notes, found = show / "episodes" / "eins" / "notes.md", []
    with previewed(show) as address, _listening(address) as news:
        told(news)
        for number in range(SAVES):
            time.sleep(2.0)
            saved = time.monotonic()
            notes.write_text(f"Neu: {number}\n", encoding="utf-8")
            found.append(told(news) - saved)
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="from a save to the page")
    parser.add_argument("--episodes", type=int, default=7)
    episodes = parser.parse_args().episodes
    print("| show | saves | median s | longest s |\n|---|---|---|---|")
    with TemporaryDirectory() as work:
        show = a_show(Path(work))
        for number in range(2, episodes + 1):
            an_episode(show, f"folge-{number}", guid=str(number), number=number)
        for name in ("default templates", "a template of its own"):
            found = delays(show)
            row = f"{len(found)} | {median(found):.2f} | {max(found):.2f}"
            print(f"| {episodes} episodes, {name} | {row} |", flush=True)
            (show / "templates").mkdir(exist_ok=True)
            own = show / "templates" / "linkedin.txt.j2"
            own.write_text("{{ item.title }} {{ item.url }}", encoding="utf-8")


if __name__ == "__main__":
    main()
