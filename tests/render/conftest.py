"""Judges of feeds that other people wrote."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pytest

JUDGES: Final = Path(__file__).parents[1] / "judges"


def _leave_out(what: str) -> None:
    """Skip and name what is left out; where everything has to be tested, fail."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"left out: {what}")
    pytest.skip(f"left out: {what}")


def _program(name: str, what: str) -> str:
    found = shutil.which(name)
    if found is None:
        _leave_out(f"{what}: `{name}` is not installed")
    return str(found)


@pytest.fixture(scope="session")
def node_judges() -> Path:
    """Return the folder of the judges in JavaScript, with their packages installed once."""
    what = "podcast-partytime"
    _program("node", what)
    npm = _program("npm", what)
    lockfile = JUDGES / "package-lock.json"
    installed = JUDGES / "node_modules" / ".installed"
    digest = sha256(lockfile.read_bytes()).hexdigest()
    with lockfile.open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several workers share the folder
        if not installed.is_file() or installed.read_text() != digest:
            run = subprocess.run(
                [npm, "ci", "--ignore-scripts"], cwd=JUDGES, capture_output=True, check=False
            )
            if run.returncode:
                _leave_out(f"{what}: `npm ci` failed")
            installed.write_text(digest)
    return JUDGES


@pytest.fixture
def partytime(node_judges: Path, tmp_path: Path) -> Callable[[bytes], Any]:
    """Return what podcast-partytime understands of a feed."""

    def understand(feed: bytes) -> Any:  # noqa: ANN401 - JSON
        file = tmp_path / "feed.xml"
        file.write_bytes(feed)
        run = subprocess.run(
            ["node", node_judges / "partytime.mjs", file],
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
        return json.loads(run.stdout)

    return understand


@pytest.fixture(scope="session")
def xmllint() -> str:
    """Return the path of xmllint."""
    return _program("xmllint", "xmllint")
