"""How fast pages are on a slow phone, by Lighthouse; print a table.

    .venv/bin/python bench/pages.py [--folder public] [--runs 3] [PAGE ...]

Needs the judges of `make test` (Chromium, npm). Pages are served compressed on loopback, and
Lighthouse slows line and processor down as it does for a phone. The table has medians.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import tempfile
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.lighthouse import judged, scores, served


def main() -> None:
    """Judge each page several times and print Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("pages", nargs="*", help="default: the show's page and every episode's")
    parser.add_argument("--folder", type=Path, default=Path("public"))
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    pages = options.pages or ["index.html", *_episodes(options.folder)]
    print(f"{dt.datetime.now(dt.UTC).date()}, {os.cpu_count()} cores, medians of {options.runs}\n")
    print("| page | performance | first paint ms | accessibility | best practices | SEO |")
    print("|---|---|---|---|---|---|")
    with served(options.folder) as address, tempfile.TemporaryDirectory() as home:
        for page in pages:
            print(_row(page, [judged(address + page, Path(home)) for _ in range(options.runs)]))


def _episodes(folder: Path) -> list[str]:
    found = sorted(folder.glob("episodes/*/index.html"))
    return [page.relative_to(folder).as_posix() for page in found]


def _row(page: str, reports: list[object]) -> str:
    marks = [scores(report) for report in reports]
    paint = median(
        report["audits"]["first-contentful-paint"]["numericValue"]  # type: ignore[index] # JSON
        for report in reports
    )
    shown = {name: f"{100 * median(mark[name] for mark in marks):.0f}" for name in marks[0]}
    others = " | ".join(shown[name] for name in ("accessibility", "best-practices", "seo"))
    return f"| {page} | {shown['performance']} | {paint:.0f} | {others} |"


if __name__ == "__main__":
    main()
