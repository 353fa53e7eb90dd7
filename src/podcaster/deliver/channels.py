"""A show's channels, opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from podcaster.deliver.announcers.kinds import ANNOUNCERS
from podcaster.deliver.channel import Announcer, Host
from podcaster.deliver.hosts.folder import folder_host
from podcaster.deliver.hosts.stored import stored_host
from podcaster.deliver.order import Order
from podcaster.errors import UsageError
from podcaster.model.hosts import (
    FolderChannel,
    FtpsChannel,
    RcloneChannel,
    S3Channel,
    SftpChannel,
    WebDavChannel,
    is_host,
)
from podcaster.model.message import message
from podcaster.settings import Settings
from podcaster.workspace import Workspace

#: Channels that store files: settings -> what makes the channel from its name and settings.
#: A store elsewhere has a row here, `stored_host`, and one in `outside/stores`.
HOSTS: Final[Mapping[type, Callable[[str, Any, Workspace], Host]]] = {
    FolderChannel: folder_host,
    SftpChannel: stored_host,
    S3Channel: stored_host,
    WebDavChannel: stored_host,
    FtpsChannel: stored_host,
    RcloneChannel: stored_host,
}


@dataclass(frozen=True)
class Channels:
    """A show's channels, in the order of publish.yaml, as far as an order wants them.

    Attributes:
        hosts: Name -> host.
        announcers: Name -> announcer.
    """

    hosts: Mapping[str, Host]
    announcers: Mapping[str, Announcer]


def open_channels(settings: Settings, workspace: Workspace, order: Order) -> Channels:
    """Make the wanted channels of a show; nothing leaves the house by that.

    Raises:
        UsageError: If the order names a channel that the show does not have.
        FolderError: If a channel's folder must not be written to.
    """
    for name in sorted((order.channels or frozenset()) - settings.channels.keys()):
        known = ", ".join(f"`{channel}`" for channel in settings.channels)
        raise UsageError(
            message("the show has no channel `{name}`", name=name),
            hint=message("its channels are {known}", known=known),
        )
    wanted = {name: one for name, one in settings.channels.items() if order.takes_channel(name)}
    return Channels(
        {
            name: HOSTS[type(one)](name, one, workspace)
            for name, one in wanted.items()
            if is_host(one)
        },
        {
            name: ANNOUNCERS[type(one)](name, one, workspace)
            for name, one in wanted.items()
            if not is_host(one)
        },
    )


def host_names(settings: Settings) -> tuple[str, ...]:
    """Return the names of all hosts of the show."""
    return tuple(name for name, one in settings.channels.items() if is_host(one))
