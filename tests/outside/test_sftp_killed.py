"""A real process that is really killed while it uploads to a real OpenSSH."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from tests.outside.killed_upload import an_upload, upload_and_die
from tests.servers.sftp import sftp_server

from podcaster.model.hosts import SftpChannel
from podcaster.outside.stores import open_store


def test_what_it_had_sent_is_not_sent_again(tmp_path: Path) -> None:
    file, arrived = tmp_path / "ton.mp3", tmp_path / "www" / "ton.mp3"
    file.write_bytes(os.urandom(3_000_000))
    steps: list[float] = []

    with sftp_server(tmp_path / "sshd") as server:
        wanted = {**server.settings, "folder": str(tmp_path / "www")}
        settings, secrets = SftpChannel.model_validate(wanted), {"KEY": server.key}
        killed = upload_and_die(settings.model_dump_json(), secrets, file, 1_500_000)
        there = arrived.exists()
        with open_store(settings, secrets) as store:
            store.put_if_absent(an_upload(file), lambda done, _: steps.append(done))

    assert killed == -signal.SIGKILL
    assert not there
    assert steps[0] > 300_000  # one block is 262,144: it did not begin anew
    assert arrived.read_bytes() == file.read_bytes()
