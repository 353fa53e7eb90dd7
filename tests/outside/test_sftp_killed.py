"""A real process that is really killed while it uploads to a real OpenSSH."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from tests.servers.sftp import sftp_server

from podcaster.doors.stores import Upload
from podcaster.model.hosts import SftpChannel
from podcaster.outside.stores import open_store

AUDIO = os.urandom(3_000_000)

KILLED = """
import os, signal, sys
from pathlib import Path
from podcaster.doors.stores import Upload
from podcaster.model.hosts import SftpChannel
from podcaster.outside.stores import open_store

settings, key, file, digest = sys.argv[1:]
upload = Upload("ton.mp3", Path(file), 3_000_000, digest, "audio/mpeg", "no-cache")

def kill(done: float, total: float) -> None:
    if done > 1_500_000:
        os.kill(os.getpid(), signal.SIGKILL)

with open_store(SftpChannel.model_validate_json(settings), {"KEY": key}) as store:
    store.put_if_absent(upload, kill)
"""


def test_what_it_had_sent_is_not_sent_again(tmp_path: Path) -> None:
    file, digest = tmp_path / "ton.mp3", sha256(AUDIO).hexdigest()
    file.write_bytes(AUDIO)
    upload = Upload("ton.mp3", file, len(AUDIO), digest, "audio/mpeg", "no-cache")
    arrived = tmp_path / "www" / "ton.mp3"
    steps: list[float] = []

    with sftp_server(tmp_path / "sshd") as server:
        wanted = {**server.settings, "folder": str(tmp_path / "www")}
        settings = SftpChannel.model_validate(wanted)
        command = [sys.executable, "-c", KILLED, settings.model_dump_json(), server.key]
        killed = subprocess.run([*command, str(file), digest], check=False, timeout=60).returncode
        there = arrived.exists()
        with open_store(settings, {"KEY": server.key}) as store:
            store.put_if_absent(upload, lambda done, _: steps.append(done))

    assert killed == -signal.SIGKILL
    assert not there
    assert steps[0] > 300_000  # one block is 262,144: it did not begin anew
    assert arrived.read_bytes() == AUDIO
