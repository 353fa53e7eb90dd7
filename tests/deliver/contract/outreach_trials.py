"""How each small announcer is set up on loopback; a new one needs a row here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.deliver.contract.trial import Setting, Trial
from tests.deliver.releases import SITE
from tests.servers import bluesky, mail, mastodon, notices, padlet, pings
from tests.servers.bluesky import bluesky_server
from tests.servers.mail import a_certificate, mail_server, trusting
from tests.servers.mastodon import mastodon_server
from tests.servers.notices import notice_server
from tests.servers.padlet import padlet_server
from tests.servers.pings import PublicSite, ping_server

from podcaster.model.mail import MailChannel
from podcaster.model.networks import BlueskyChannel, MastodonChannel
from podcaster.model.notices import MatrixChannel, SlackChannel, TeamsChannel
from podcaster.model.padlet import PadletChannel
from podcaster.model.pings import (
    IndexNowChannel,
    PodcastIndexChannel,
    PodpingChannel,
    WebSubChannel,
)


@contextmanager
def a_mail(folder: Path) -> Iterator[Trial]:
    """Set up a mail server of our own, whose certificate this process trusts meanwhile."""
    certificate = a_certificate(folder)
    with trusting(certificate), mail_server(certificate) as server:
        settings = {**server.settings, "recipients": ["stadt@blatt.test"]}
        yield Trial(
            settings, {"PODCASTER_CHANNEL_PASSWORD": mail.PASSWORD}, lambda: len(server.taken)
        )


@contextmanager
def a_mastodon(folder: Path) -> Iterator[Trial]:
    """Set up a Mastodon of our own."""
    del folder
    with mastodon_server() as server:
        settings = {"type": "mastodon", "url": server.web.address}
        secrets = {"PODCASTER_CHANNEL_TOKEN": mastodon.TOKEN}
        yield Trial(settings, secrets, lambda: len(server.posts))


@contextmanager
def a_bluesky(folder: Path) -> Iterator[Trial]:
    """Set up a Bluesky of our own."""
    del folder
    with bluesky_server() as server:
        settings = {"type": "bluesky", "url": server.web.address, "handle": bluesky.HANDLE}
        secrets = {"PODCASTER_CHANNEL_PASSWORD": bluesky.PASSWORD}
        yield Trial(settings, secrets, lambda: len(server.posts))


@contextmanager
def a_slack(folder: Path) -> Iterator[Trial]:
    """Set up a Slack of our own."""
    del folder
    with notice_server() as server:
        secrets = {"PODCASTER_CHANNEL_SECRET": f"{server.web.address}{notices.SLACK}"}
        yield Trial({"type": "slack"}, secrets, lambda: len(server.seen))


@contextmanager
def a_teams(folder: Path) -> Iterator[Trial]:
    """Set up a Teams of our own."""
    del folder
    with notice_server() as server:
        secrets = {"PODCASTER_CHANNEL_SECRET": f"{server.web.address}{notices.TEAMS}"}
        yield Trial({"type": "teams"}, secrets, lambda: len(server.seen))


@contextmanager
def a_matrix(folder: Path) -> Iterator[Trial]:
    """Set up a Matrix of our own."""
    del folder
    with notice_server() as server:
        settings = {"type": "matrix", "url": server.web.address, "room": notices.ROOM}
        secrets = {"PODCASTER_CHANNEL_TOKEN": notices.TOKEN}
        yield Trial(settings, secrets, lambda: len(server.seen))


@contextmanager
def a_padlet(folder: Path) -> Iterator[Trial]:
    """Set up a padlet of our own."""
    del folder
    with padlet_server() as server:
        settings = {"type": "padlet", "board": padlet.BOARD, "url": server.web.address}
        yield Trial(settings, {"PODCASTER_CHANNEL_KEY": padlet.KEY}, lambda: len(server.posts))


@contextmanager
def a_websub(folder: Path) -> Iterator[Trial]:
    """Set up a hub of our own."""
    del folder
    with ping_server() as server:
        yield Trial({"type": "websub", "hubs": [f"{server.web.address}/hub"]})


@contextmanager
def a_podping(folder: Path) -> Iterator[Trial]:
    """Set up a gateway of our own."""
    del folder
    with ping_server() as server:
        secrets = {"PODCASTER_CHANNEL_TOKEN": pings.TOKEN}
        yield Trial({"type": "podping", "url": server.web.address}, secrets)


@contextmanager
def a_podcastindex(folder: Path) -> Iterator[Trial]:
    """Set up an index of our own."""
    del folder
    with ping_server() as server:
        secrets = {"PODCASTER_CHANNEL_KEY": pings.KEY, "PODCASTER_CHANNEL_SECRET": pings.SECRET}
        yield Trial({"type": "podcastindex", "url": server.web.address}, secrets)


@contextmanager
def an_indexnow(folder: Path) -> Iterator[Trial]:
    """Set up a search engine of our own, and the public file that it looks at."""
    del folder
    key = "ein-wort-fuer-uns"
    with ping_server() as server:
        server.public[f"{key}.txt"] = key.encode()
        settings = {"type": "indexnow", "key": key, "url": server.web.address}
        web = PublicSite(SITE, server.site.rstrip("/"))
        yield Trial(settings, seen=lambda: len(set(server.pings)), web=web)


#: Settings -> how to set it up.
OUTREACH_TRIALS: dict[type, Setting] = {
    MailChannel: a_mail,
    MastodonChannel: a_mastodon,
    BlueskyChannel: a_bluesky,
    SlackChannel: a_slack,
    TeamsChannel: a_teams,
    MatrixChannel: a_matrix,
    PadletChannel: a_padlet,
    WebSubChannel: a_websub,
    PodpingChannel: a_podping,
    PodcastIndexChannel: a_podcastindex,
    IndexNowChannel: an_indexnow,
}
