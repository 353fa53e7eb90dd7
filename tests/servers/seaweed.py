"""A real S3 on loopback: SeaweedFS, which keeps conditions and checks digests as Amazon's does.

    server = seaweed()
    ... server.endpoint, server.bucket, server.key, server.secret ...

It takes three seconds to start, so one serves all tests of a process and goes with it. Its bucket
may be read by everybody, as a podcast's is.
"""

from __future__ import annotations

import atexit
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Final

from obstore.store import S3Store

PATIENCE_S: Final = 60.0
KEY: Final = "AKIDEXAMPLE"
SECRET: Final = "canary-of-the-bucket"  # noqa: S105 - opens nothing

#: Every part of it wants two ports of its own.
PARTS: Final = ("master", "volume", "filer", "s3")


@dataclass(frozen=True)
class Seaweed:
    """A running server.

    Attributes:
        port: Where its S3 listens.
        bucket: A bucket that is there.
    """

    port: int
    bucket: str = "podcast"

    @property
    def endpoint(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def settings(self) -> Mapping[str, object]:
        """What publish.yaml says about it."""
        return {"type": "s3", "bucket": self.bucket, "endpoint": self.endpoint}

    @property
    def secrets(self) -> Mapping[str, str]:
        """Its keys by their last word."""
        return {"KEY": KEY, "SECRET": SECRET}


@cache
def seaweed() -> Seaweed:
    """Return the server of this process; start it the first time."""
    folder = Path(tempfile.mkdtemp(prefix="podcaster-weed-"))
    identity = {
        "name": "podcaster",
        "credentials": [{"accessKey": KEY, "secretKey": SECRET}],
        "actions": ["Admin", "Read", "Write", "List"],
    }
    everybody = {"name": "anonymous", "actions": ["Read"]}
    (folder / "s3.json").write_text(json.dumps({"identities": [identity, everybody]}))
    ports = _free_ports(2 * len(PARTS))
    process = subprocess.Popen(
        _command(folder, ports), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder
    )
    atexit.register(_stop, process, folder)
    port = ports[PARTS.index("s3")]
    _wait(port, process)
    server = Seaweed(port)
    _make_bucket(server)
    return server


def _command(folder: Path, ports: list[int]) -> list[str]:
    named = dict(zip(PARTS, ports, strict=False))
    inner = dict(zip(PARTS, ports[len(PARTS) :], strict=True))
    listening = [f"-{part}.port={port}" for part, port in named.items()]
    listening += [f"-{part}.port.grpc={port}" for part, port in inner.items()]
    return [
        str(Path(sys.executable).parent / "weed"),
        "server",
        f"-dir={folder}",
        "-ip=127.0.0.1",
        "-ip.bind=127.0.0.1",
        "-filer",
        "-s3",
        f"-s3.config={folder / 's3.json'}",
        "-volume.max=20",
        "-master.volumeSizeLimitMB=64",
        "-s3.port.iceberg=0",
        "-s3.port.lance=0",
        *listening,
    ]


def _stop(process: subprocess.Popen[bytes], folder: Path) -> None:
    process.kill()
    process.wait(PATIENCE_S)
    shutil.rmtree(folder, ignore_errors=True)


def _free_ports(count: int) -> list[int]:
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(one.getsockname()[1]) for one in held]
    for one in held:
        one.close()
    return ports


def _make_bucket(server: Seaweed) -> None:
    """Write something: a bucket that is not there comes with its first object."""
    store = S3Store(
        server.bucket,
        endpoint=server.endpoint,
        region="us-east-1",
        access_key_id=KEY,
        secret_access_key=SECRET,
        client_options={"allow_http": True},
    )
    store.put("there", b"")


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until its S3 answers, whatever it says."""
    until = time.monotonic() + PATIENCE_S
    while True:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except (OSError, HTTPException):
            if time.monotonic() > until or process.poll() is not None:
                raise
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()
