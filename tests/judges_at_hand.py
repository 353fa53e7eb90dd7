"""Other people's programs that judge what is made here: found, or left out by name."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Final, NoReturn

import pytest

JUDGES: Final = Path(__file__).parent / "judges"
#: Where servers stand, and people who are not root don't look.
SERVERS: Final = os.pathsep.join(
    ("/usr/sbin", *map(str, Path("/usr/lib/postgresql").glob("*/bin")))
)


def leave_out(what: str) -> NoReturn:
    """Skip and name what is left out; where everything has to be tested, fail."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"left out: {what}")
    pytest.skip(f"left out: {what}")


def program(name: str, what: str = "") -> str:
    """Return the path of a program that `what` needs."""
    found = shutil.which(name) or shutil.which(name, path=SERVERS)
    return found or leave_out(f"{what or name}: `{name}` is not installed")


@pytest.fixture(scope="session")
def node_judges() -> Path:
    """Return the folder of the judges in JavaScript, with their packages installed once."""
    what = "judges in JavaScript"
    program("node", what)
    npm = program("npm", what)
    with (JUDGES / "package-lock.json").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several workers share the folder
        if not _installed():
            run = subprocess.run(
                [npm, "ci", "--ignore-scripts"], cwd=JUDGES, capture_output=True, check=False
            )
            if run.returncode:
                leave_out(f"{what}: `npm ci` failed")
    return JUDGES


def _installed() -> bool:
    """Tell whether what npm noted inside `node_modules` is what the lockfile asks for."""
    noted = JUDGES / "node_modules" / ".package-lock.json"
    return noted.is_file() and _versions(noted) == _versions(JUDGES / "package-lock.json")


def _versions(lockfile: Path) -> dict[str, str]:
    """Return folder -> version; packages for other systems are not installed here."""
    packages = json.loads(lockfile.read_text("utf-8"))["packages"]
    return {
        folder: package["version"]
        for folder, package in packages.items()
        if folder and not package.get("optional")
    }
