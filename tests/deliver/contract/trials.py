"""How each kind of channel is set up on loopback; a new channel needs a row here.

    with TRIALS[LinkedInChannel](folder) as trial:
        ... trial.settings, trial.secrets, trial.seen() ...

A trial lasts while its block does; `seen` counts what people would see there, whoever put it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from tests.deliver.contract.outreach_trials import OUTREACH_TRIALS
from tests.deliver.contract.trial import NAME, Setting, Trial
from tests.deliver.contract.website_trials import WEBSITE_TRIALS
from tests.deliver.releases import FOLDER, HANDOVER, LINKEDIN, a_workspace
from tests.fakes import FakeStore
from tests.servers.ftps import PASSWORD as FTPS_PASSWORD
from tests.servers.ftps import ftps_server
from tests.servers.linkedin import TOKEN, linkedin_server
from tests.servers.mail import a_certificate, trusting
from tests.servers.rclone import rclone_remote
from tests.servers.seaweed import seaweed
from tests.servers.sftp import sftp_server
from tests.servers.webdav import PASSWORD, webdav_server
from tests.servers.wordpress import wordpress

from podcaster.deliver.announcers.kinds import ANNOUNCERS
from podcaster.deliver.channel import Announcer, Host
from podcaster.deliver.channels import HOSTS
from podcaster.doors.stores import Store
from podcaster.model.announcers import HandoverChannel, LinkedInChannel, WordPressChannel
from podcaster.model.hosts import (
    FolderChannel,
    FtpsChannel,
    RcloneChannel,
    S3Channel,
    SftpChannel,
    WebDavChannel,
)
from podcaster.outside.git import open_repository
from podcaster.outside.mail import real_mail
from podcaster.outside.stores import open_store
from podcaster.workspace import Workspace


@contextmanager
def a_folder(folder: Path) -> Iterator[Trial]:
    """Set up a folder of this machine."""
    del folder
    yield Trial(FOLDER)


@contextmanager
def a_handover(folder: Path) -> Iterator[Trial]:
    """Set up files for a web team."""
    made = folder / "outbox" / "website"
    yield Trial(HANDOVER, seen=lambda: len(list(made.glob("*"))))


@contextmanager
def a_linkedin(folder: Path) -> Iterator[Trial]:
    """Set up a LinkedIn of our own."""
    del folder
    with linkedin_server() as server:
        settings = {**LINKEDIN, "api": server.address}
        secrets = {"PODCASTER_LINKEDIN_TOKEN": TOKEN}
        yield Trial(settings, secrets, lambda: len(server.posts))


@contextmanager
def a_sftp(folder: Path) -> Iterator[Trial]:
    """Set up an OpenSSH of our own."""
    with sftp_server(folder / "sshd") as server:
        settings = {**server.settings, "folder": str(folder / "www")}
        yield Trial(settings, {"PODCASTER_CHANNEL_KEY": server.key})


@contextmanager
def a_bucket(folder: Path) -> Iterator[Trial]:
    """Set up a SeaweedFS of our own; each trial has a folder of its own there."""
    del folder
    server = seaweed()
    settings = {**server.settings, "folder": f"show-{uuid4().hex}"}
    secrets = {f"PODCASTER_CHANNEL_{word}": secret for word, secret in server.secrets.items()}
    yield Trial(settings, secrets)


@contextmanager
def a_webdav(folder: Path) -> Iterator[Trial]:
    """Set up a wsgidav of our own."""
    with webdav_server(folder / "dav") as server:
        yield Trial(server.settings, {"PODCASTER_CHANNEL_PASSWORD": PASSWORD})


@contextmanager
def a_ftps(folder: Path) -> Iterator[Trial]:
    """Set up a pyftpdlib of our own, whose certificate this process trusts meanwhile."""
    kept = folder / "ftps"
    kept.mkdir()
    certificate = a_certificate(kept)
    with trusting(certificate), ftps_server(kept / "www", certificate) as server:
        yield Trial(server.settings, {"PODCASTER_CHANNEL_PASSWORD": FTPS_PASSWORD})


@contextmanager
def a_rclone(folder: Path) -> Iterator[Trial]:
    """Set up a remote of rclone's that leads into a folder."""
    with rclone_remote(folder / "rclone") as settings:
        yield Trial(settings)


@contextmanager
def a_wordpress(folder: Path) -> Iterator[Trial]:
    """Set up a WordPress of our own; nothing is posted there yet."""
    del folder
    server = wordpress()
    server.empty()
    secrets = {"PODCASTER_CHANNEL_PASSWORD": server.passwords["author"]}
    yield Trial(server.settings(), secrets, lambda: len(server.posts()))


#: Settings -> how to set it up.
TRIALS: dict[type, Setting] = {
    FolderChannel: a_folder,
    SftpChannel: a_sftp,
    S3Channel: a_bucket,
    WebDavChannel: a_webdav,
    FtpsChannel: a_ftps,
    RcloneChannel: a_rclone,
    HandoverChannel: a_handover,
    LinkedInChannel: a_linkedin,
    WordPressChannel: a_wordpress,
    **WEBSITE_TRIALS,
    **OUTREACH_TRIALS,
}


def a_show(folder: Path, trial: Trial) -> Workspace:
    """Return a workspace with the real doors and the trial's secrets."""
    workspace = a_workspace(folder, web=trial.web)
    doors = replace(workspace, open_store=open_store, mail=real_mail, git=open_repository)
    return replace(doors, secrets=trial.secrets, pause=lambda _: None)


def a_host(kind: type, folder: Path, trial: Trial) -> Host:
    """Return the host of a trial."""
    settings = kind.model_validate(trial.settings)  # type: ignore[attr-defined]  # a model
    return HOSTS[kind](NAME, settings, a_show(folder, trial))


def an_announcer(kind: type, folder: Path, trial: Trial) -> Announcer:
    """Return the announcer of a trial."""
    settings = kind.model_validate(trial.settings)  # type: ignore[attr-defined]  # a model
    return ANNOUNCERS[kind](NAME, settings, a_show(folder, trial))


@contextmanager
def a_store(kind: type, folder: Path) -> Iterator[Store]:
    """Open the store of a trial; `FakeStore` is held to what it stands for, too."""
    if kind is FakeStore:
        yield FakeStore()
        return
    with TRIALS[kind](folder) as trial:
        settings = kind.model_validate(trial.settings)  # type: ignore[attr-defined]  # a model
        with open_store(settings, a_show(folder, trial).secrets_of(NAME)) as store:
            yield store
