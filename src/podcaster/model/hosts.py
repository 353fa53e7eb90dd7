"""What publish.yaml says about channels that store files: a model each, and a row below.

`path` is always a folder of this machine (checks look at it); a place elsewhere is `folder`.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

from podcaster.model.values import Line, RelativeFile, SecureUrl, Written

#: A server by name or number, without a scheme, a port or a path.
SERVER_PATTERN = r"^[A-Za-z0-9]([A-Za-z0-9.:_-]{0,251}[A-Za-z0-9])?$"
FINGERPRINT_PATTERN = r"^SHA256:[A-Za-z0-9+/]{43}$"
#: Amazon's rules for names of buckets, but for those that no new one may break.
BUCKET_PATTERN = r"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$"

ServerName = Annotated[str, Field(pattern=SERVER_PATTERN)]


Verify = Annotated[bool, Field(description="Look at the public address before people are told")]


class FolderChannel(Written):
    """A folder as host: the complete release is copied there."""

    type: Annotated[Literal["folder"], Field(description="Host: a folder")]
    path: Annotated[Line, Field(description="Seen from publish.yaml, or absolute")] = "public"
    verify: Verify = False


class SftpChannel(Written):
    """A folder on a server with SFTP, as most web space has it."""

    type: Annotated[Literal["sftp"], Field(description="Host: SFTP")]
    server: Annotated[ServerName, Field(description="Name of the server")]
    port: Annotated[int, Field(ge=1, le=65535, description="Its port")] = 22
    user: Annotated[Line, Field(description="Who logs in")]
    folder: Annotated[
        Line, Field(description="What the web server shows, from `/` or the home folder on")
    ]
    host_key: Annotated[
        str | None,
        Field(
            pattern=FINGERPRINT_PATTERN,
            description="Fingerprint of the server's key; without it `~/.ssh/known_hosts` decides",
        ),
    ] = None
    key: Annotated[
        Line | None,
        Field(description="Private key file, from `/` or `~` on; without it the agent's keys"),
    ] = None
    verify: Verify = True


class S3Channel(Written):
    """A bucket of Amazon S3, or of another service that speaks its language."""

    type: Annotated[Literal["s3"], Field(description="Host: S3")]
    bucket: Annotated[str, Field(pattern=BUCKET_PATTERN, description="Name of the bucket")]
    endpoint: Annotated[
        SecureUrl | None, Field(description="Address of the service; without it Amazon's")
    ] = None
    region: Annotated[Line, Field(description="Where the bucket stands")] = "us-east-1"
    folder: Annotated[
        RelativeFile | None, Field(description="Folder in the bucket that the web shows")
    ] = None
    verify: Verify = True


class WebDavChannel(Written):
    """A folder on a server with WebDAV."""

    type: Annotated[Literal["webdav"], Field(description="Host: WebDAV")]
    url: Annotated[SecureUrl, Field(description="Address of the folder, as WebDAV knows it")]
    user: Annotated[Line, Field(description="Who logs in")]
    verify: Verify = True


class FtpsChannel(Written):
    """A folder on a server with FTP under TLS (FTPS, AUTH TLS)."""

    type: Annotated[Literal["ftps"], Field(description="Host: FTP under TLS")]
    server: Annotated[ServerName, Field(description="Name of the server, as in its certificate")]
    port: Annotated[int, Field(ge=1, le=65535, description="Its port")] = 21
    user: Annotated[Line, Field(description="Who logs in")]
    folder: Annotated[
        Line, Field(description="What the web server shows, from `/` or the home folder on")
    ]
    verify: Verify = True


#: Names that rclone takes for remotes; with a comma or a colon they could hold options.
REMOTE_PATTERN = r"^[A-Za-z0-9_][A-Za-z0-9_ .+@-]*$"


class RcloneChannel(Written):
    """A folder at anything that the program rclone reaches."""

    type: Annotated[Literal["rclone"], Field(description="Host: rclone")]
    remote: Annotated[
        str,
        Field(pattern=REMOTE_PATTERN, description="Name of the remote in `rclone config`"),
    ]
    folder: Annotated[Line, Field(description="Folder there that the web shows")]
    verify: Verify = True


#: Every kind of host there is.
HostSettings = FolderChannel | SftpChannel | S3Channel | WebDavChannel | FtpsChannel | RcloneChannel


def is_host(settings: object) -> bool:
    """Tell whether these settings describe a host."""
    return isinstance(settings, get_args(HostSettings))
