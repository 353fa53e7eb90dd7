"""Stores that keep files elsewhere: a row each, and a file each beside this one."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from importlib import import_module
from typing import Any, Final

from podcaster.doors.stores import Store, StoreOpener, no_stores
from podcaster.model.hosts import FtpsChannel, RcloneChannel, S3Channel, SftpChannel, WebDavChannel

#: Settings of a host -> module beside this one and what opens its store there, with its secrets
#: by their last word. Its library is loaded when it is used: paramiko alone takes a tenth of a
#: second.
STORES: Final[Mapping[type, tuple[str, str]]] = {
    SftpChannel: ("sftp", "open_sftp"),
    S3Channel: ("s3", "open_s3"),
    WebDavChannel: ("webdav", "open_webdav"),
    FtpsChannel: ("ftps", "open_ftps"),
    RcloneChannel: ("rclone", "open_rclone"),
}


def open_store(settings: Any, secrets: Mapping[str, str]) -> AbstractContextManager[Store]:  # noqa: ANN401 - a row's type
    """Open the store that `settings` describe; it is closed when the block ends.

    Raises:
        NotSentError: If no connection came about.
        RefusedError: If the other side does not let us in.
    """
    return _opener(type(settings))(settings, secrets)


def _opener(kind: type) -> StoreOpener:
    if kind not in STORES:
        return no_stores
    module, name = STORES[kind]
    opener: StoreOpener = getattr(import_module(f"{__name__}.{module}"), name)
    return opener
