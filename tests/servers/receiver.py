"""The receiver that agencies get, on PHP's own web server on loopback.

with receiver(tmp_path / "site", SECRET) as running:
    ... running.address, running.items(), running.folder ...
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.judges_at_hand import program
from tests.servers.ports import free_port, wait_for

from podcaster.scaffold.texts import text_of

#: A key of 32 bytes.
SECRET: Final = "whsec_Y2FuYXJ5LW9mLXRoZS13ZWJob29rLTMyLWJ5dGVzISE="  # noqa: S105 - opens nothing
PATIENCE_S: Final = 60.0


@dataclass(frozen=True)
class Receiver:
    """A running receiver.

    Attributes:
        address: Where messages go.
        folder: Where it keeps what it took.
    """

    address: str
    folder: Path

    def items(self) -> dict[str, dict[str, Any]]:
        """Return file name -> values of every item that readers see."""
        found = sorted(self.folder.glob("*.json"))
        return {file.stem: json.loads(file.read_text("utf-8")) for file in found}


@contextmanager
def receiver(folder: Path, secret: str = SECRET) -> Iterator[Receiver]:
    """Serve the receiver from `folder` while the block lasts."""
    php = program("php", "the receiver")
    folder.mkdir(parents=True)
    told = f"http://stadt.test/{folder.name}"
    text = text_of("receiver.php").replace("ADDRESS = ''", f"ADDRESS = '{told}'")
    (folder / "receiver.php").write_text(text, encoding="utf-8")
    port = free_port()
    process = subprocess.Popen(
        [php, "-S", f"127.0.0.1:{port}", "-t", str(folder)],
        env={**os.environ, "PODCASTER_RECEIVER_SECRET": secret},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_for(port)
        yield Receiver(f"http://127.0.0.1:{port}/receiver.php", folder / "news")
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(PATIENCE_S)
