"""A browser for tests: Debian's Chromium, which can reach nothing but this machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.judges_at_hand import leave_out

NAMES: Final = ("chromium", "chromium-browser", "google-chrome")

ARGUMENTS: Final = [
    "--no-sandbox",
    "--autoplay-policy=no-user-gesture-required",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once; without one the tests are left out, except where nothing may be."""
    program = next((found for name in NAMES if (found := shutil.which(name))), None)
    if program is None:
        leave_out("no Chromium here; `apt-get install chromium` brings it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()
