"""A real OpenSSH with SFTP, from Debian's package, on loopback, with keys of its own.

    with sftp_server(tmp_path) as server:
        ... server.settings, server.key ...

It lets the user in who runs the tests, with this key only, and gives them the whole disk: what
stands where is the tests' business.
"""

from __future__ import annotations

import getpass
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.judges_at_hand import program
from tests.servers.ports import free_port, wait_for

CONFIGURATION: Final = """
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/user.pub
PidFile none
StrictModes no
UsePAM no
PermitRootLogin prohibit-password
PasswordAuthentication yes
KbdInteractiveAuthentication no
MaxStartups 100
Subsystem sftp internal-sftp
"""


@dataclass(frozen=True)
class SftpServer:
    """A running server.

    Attributes:
        port: Where it listens.
        key: The private key that opens it.
        fingerprint: Of its own key.
    """

    port: int
    key: str
    fingerprint: str

    @property
    def settings(self) -> Mapping[str, object]:
        """What publish.yaml says about it, but for the folder."""
        return {
            "type": "sftp",
            "server": "127.0.0.1",
            "port": self.port,
            "user": getpass.getuser(),
            "host_key": self.fingerprint,
        }


@contextmanager
def sftp_server(folder: Path) -> Iterator[SftpServer]:
    """Run a server of its own while the block lasts."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # sshd insists; Debian's service makes it
    fingerprint = _made_key(folder / "host")
    _made_key(folder / "user")
    port = free_port()
    configuration = folder / "sshd_config"
    configuration.write_text(CONFIGURATION.format(port=port, folder=folder))
    command = [program("sshd", "SFTP"), "-D", "-e", "-f", str(configuration)]
    with (folder / "log").open("wb") as log, subprocess.Popen(command, stderr=log) as process:
        try:
            wait_for(port)
            yield SftpServer(port, (folder / "user").read_text(), fingerprint)
        finally:
            process.terminate()


def _made_key(file: Path) -> str:
    """Make a pair of keys and return its fingerprint."""
    command = [program("ssh-keygen", "SFTP"), "-q", "-t", "ed25519", "-N", "", "-f", str(file)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    told = subprocess.run(["ssh-keygen", "-lf", file], check=True, capture_output=True, text=True)
    return told.stdout.split()[1]
