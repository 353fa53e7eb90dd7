"""Uploads one file in a process of its own, which dies in the middle of it.

python killed_upload.py SETTINGS FILE BYTES    dies when so many bytes are over there
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from podcaster.doors.stores import Upload
from podcaster.model.hosts import S3Channel, SftpChannel, WebDavChannel
from podcaster.model.values import Written
from podcaster.outside.stores import open_store

ROOT = Path(__file__).resolve().parents[2]
KINDS: dict[str, type[Written]] = {"s3": S3Channel, "sftp": SftpChannel, "webdav": WebDavChannel}

#: Bytes of a file that goes in four parts, the last one shorter.
SIZE = 20_000_000

#: What requests weigh beside the bytes of the file.
HEADERS = 30_000

#: The variable that brings the secrets: arguments can be read by everybody.
SECRETS = "KILLED_UPLOAD_SECRETS"


def an_upload(file: Path) -> Upload:
    """Return a file as a store takes it."""
    content = file.read_bytes()
    digest = sha256(content).hexdigest()
    return Upload("ton.mp3", file, len(content), digest, "audio/mpeg", "no-cache")


def upload_and_die(settings: str, secrets: Mapping[str, str], file: Path, after: int) -> int:
    """Upload `file` in another process until `after` bytes are there; return how it ended."""
    told = {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", SECRETS: json.dumps(dict(secrets))}
    command = [sys.executable, __file__, settings, str(file), str(after)]
    return subprocess.run(command, env={**os.environ, **told}, check=False, timeout=240).returncode


def main(settings: str, file: str, after: str) -> None:
    """Upload, and die as a process dies whose plug is pulled."""

    def kill(done: float, _total: float) -> None:
        if done >= float(after):
            os.kill(os.getpid(), signal.SIGKILL)

    kind: type[Written] = KINDS[json.loads(settings)["type"]]
    model = kind.model_validate_json(settings)
    with open_store(model, json.loads(os.environ[SECRETS])) as store:
        store.put_if_absent(an_upload(Path(file)), kill)


if __name__ == "__main__":
    main(*sys.argv[1:])
