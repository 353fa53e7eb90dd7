"""Takes pictures of the example show's pages, for the README and for people who look at designs.

python tools/pictures.py             build the show in this folder, write docs/images/*.webp
python tools/pictures.py FOLDER OUT  every page of a built folder, light and dark, wide and narrow
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from podcaster.opening import open_workspace
from podcaster.pipeline import build

ROOT: Final = Path(__file__).resolve().parents[1]
EPISODE: Final = "episodes/001-bahnhofsviertel/index.html"

Scheme = Literal["light", "dark"]

#: Name -> page, width and height in pixels, colours.
PICTURES: Final[dict[str, tuple[str, int, int, Scheme]]] = {
    "episode-page": (EPISODE, 1200, 820, "light"),
    "show-page": ("index.html", 1200, 820, "light"),
    "episode-on-a-phone": (EPISODE, 390, 820, "dark"),
    "subscribe-page": ("subscribe/index.html", 1200, 820, "light"),
}

ARGUMENTS: Final = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"]


def main(arguments: list[str]) -> None:
    """Write the pictures."""
    if arguments:
        _look_around(Path(arguments[0]), Path(arguments[1]))
        return
    with TemporaryDirectory() as work, _browser() as browser:
        folder = Path(work)
        build(open_workspace(ROOT), folder)
        for name, (path, width, height, scheme) in PICTURES.items():
            picture = _taken(browser, folder / path, (width, height), scheme)
            picture.save(ROOT / "docs" / "images" / f"{name}.webp", quality=80, method=6)
            print(f"docs/images/{name}.webp")


def _look_around(folder: Path, out: Path) -> None:
    """Take whole pages of every kind, so that a person can look at them."""
    out.mkdir(parents=True, exist_ok=True)
    with _browser() as browser:
        for page in sorted(folder.rglob("*.html")):
            name = page.relative_to(folder).with_suffix("").as_posix().replace("/", "-")
            for width in (320, 1440):
                for scheme in ("light", "dark"):
                    picture = _taken(browser, page, (width, 900), scheme, whole=True)
                    picture.save(out / f"{name}-{width}-{scheme}.png", optimize=True)


@contextmanager
def _browser() -> Iterator[Browser]:
    """Start the system's Chromium, which reaches nothing but this machine."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=ARGUMENTS,
        )
        yield browser
        browser.close()


def _taken(
    browser: Browser, page: Path, size: tuple[int, int], scheme: Scheme, *, whole: bool = False
) -> Image.Image:
    viewport = {"width": size[0], "height": size[1]}
    with browser.new_context(viewport=viewport, color_scheme=scheme) as context:  # type: ignore[arg-type]
        opened = context.new_page()
        opened.goto(page.resolve().as_uri())
        opened.wait_for_timeout(300)  # the length of the audio is read
        return Image.open(BytesIO(opened.screenshot(full_page=whole)))


if __name__ == "__main__":
    main(sys.argv[1:])
