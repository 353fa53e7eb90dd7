"""Writes the pages of docs/reference that come from the code, or says which are out of date.

python tools/reference.py            write
python tools/reference.py --check    exit 1 if a page is not what the code says
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from reference_pages.checks import checks_page
from reference_pages.commands import commands_page
from reference_pages.templates import templates_page
from reference_pages.written import channels_page, episode_page, news_page, settings_page

FOLDER: Final = Path(__file__).resolve().parents[1] / "docs" / "reference"

#: File -> what makes it.
PAGES: Final[dict[str, Callable[[], str]]] = {
    "commands.md": commands_page,
    "checks.md": checks_page,
    "settings.md": settings_page,
    "episode.md": episode_page,
    "news.md": news_page,
    "channels.md": channels_page,
    "templates.md": templates_page,
}


def main(arguments: list[str]) -> None:
    """Write or compare every page."""
    outdated = {name: text for name, make in PAGES.items() if (text := make()) != _current(name)}
    if arguments == ["--check"]:
        raise SystemExit(_complaint(sorted(outdated)) if outdated else 0)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in outdated.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


def _current(name: str) -> str | None:
    path = FOLDER / name
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _complaint(names: list[str]) -> str:
    return f"docs/reference: {', '.join(names)} not as the code says\nhint: run `make docs`"


if __name__ == "__main__":
    main(sys.argv[1:])
