"""What providers offer, from the trials of the channels' own tests.

OFFERS["how-to/server-webdav.md"](tmp_path)     a context manager that yields a `Provider`
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Final

from tests.deliver.contract.trial import NAME, Trial
from tests.deliver.contract.trials import TRIALS
from tests.docs.readers import heard_at
from tests.docs.room import Provider
from tests.servers.mail import PASSWORD, a_certificate, mail_server, trusting
from tests.servers.nginx import nginx_server
from tests.servers.pings import KEY, SECRET, TOKEN, ping_server

from podcaster.model.hosts import FtpsChannel, RcloneChannel, S3Channel, WebDavChannel
from podcaster.model.networks import BlueskyChannel, MastodonChannel
from podcaster.model.notices import MatrixChannel, SlackChannel, TeamsChannel
from podcaster.model.padlet import PadletChannel
from podcaster.model.secret_names import secret_name
from podcaster.model.websites import DrupalChannel, GitChannel, Typo3Channel, WebhookChannel

Scene = Callable[[Path], AbstractContextManager[Provider]]

#: Where all pages say that the podcast can be found.
PUBLIC: Final = "https://podcast.example.org"
#: nginx as Debian installs it knows types; the lines of `podcaster server nginx` come beside.
TYPES: Final = "include /etc/nginx/mime.types;"
#: The word that the pages make up for IndexNow.
WORDS: Final = ("ein-wort-das-nur-hier-steht", "a-word-that-stands-only-here")


def shown_by_nginx(folder: Path, www: Path) -> AbstractContextManager[str]:
    """Show a folder as a web server does that was set up as the pages say."""
    return nginx_server(folder / "nginx", www, more=TYPES)


def told(name: str, trial: Trial) -> Mapping[str, str]:
    """Return the secrets of a channel called `name`."""
    before = secret_name(NAME, "")
    return {
        secret_name(name, full.removeprefix(before)): secret
        for full, secret in trial.secrets.items()
    }


def announcing(**channels: type) -> Scene:
    """Return a scene with announcers: name on the page -> kind."""

    @contextmanager
    def scene(folder: Path) -> Iterator[Provider]:
        with ExitStack() as stack:
            trials = {}
            for name, kind in channels.items():
                (folder / name).mkdir()
                trials[name] = stack.enter_context(TRIALS[kind](folder / name))
            yield Provider(
                settings={str(one.settings["type"]): one.settings for one in trials.values()},
                secrets={
                    name: secret for each in trials.items() for name, secret in told(*each).items()
                },
                arrived=lambda: [one.seen() for one in trials.values()],
            )

    return scene


def hosting(kind: type, shown: str, *names: str) -> Scene:
    """Return a scene with a host.

    Args:
        kind: Its settings.
        shown: What the web server shows, below the scene's folder; "": the host shows it itself.
        names: What the channel is called on the pages.
    """

    @contextmanager
    def scene(folder: Path) -> Iterator[Provider]:
        with ExitStack() as stack:
            trial = stack.enter_context(TRIALS[kind](folder))
            parts = ("endpoint", "bucket", "folder")
            at = "/".join(str(trial.settings.get(part)) for part in parts)
            if shown:
                at = stack.enter_context(shown_by_nginx(folder, folder / shown))
            yield Provider(
                settings={str(trial.settings["type"]): trial.settings},
                secrets={full: text for name in names for full, text in told(name, trial).items()},
                replaced={PUBLIC: at},
                arrived=lambda: [heard_at(at)],
            )

    return scene


@contextmanager
def a_press_list(folder: Path) -> Iterator[Provider]:
    """Run a mail server; the pages' list has two addresses."""
    certificate = a_certificate(folder)
    with trusting(certificate), mail_server(certificate) as server:

        def arrived() -> list[int]:
            mails = Counter(address for address, _ in server.taken)
            return list(mails.values()) if len(mails) == 2 else [0]

        yield Provider(
            settings={"mail": server.settings},
            secrets={"PODCASTER_PRESS_PASSWORD": PASSWORD},
            arrived=arrived,
        )


def pings_in(pings: Sequence[tuple[str, str]]) -> list[int]:
    """Count how often each service was told of each address, if all were told."""
    services = {service for service, _ in pings}
    return list(Counter(pings).values()) if len(services) == 5 else [0]


def pinged(show: str) -> Scene:
    """Return a scene with all services that are told of news, and what the show's folder holds."""

    @contextmanager
    def scene(folder: Path) -> Iterator[Provider]:
        www = folder / "home" / show / "public"
        with ping_server() as server, shown_by_nginx(folder, www) as at:
            server.public |= {f"{word}.txt": word.encode() for word in WORDS}
            address = {"url": server.web.address}
            hub = {"https://pubsubhubbub.appspot.com/": f"{server.web.address}/hub"}
            yield Provider(
                settings=dict.fromkeys(("podping", "podcastindex", "indexnow"), address),
                secrets={
                    "PODCASTER_PODPING_TOKEN": TOKEN,
                    "PODCASTER_PODCASTINDEX_KEY": KEY,
                    "PODCASTER_PODCASTINDEX_SECRET": SECRET,
                },
                replaced={PUBLIC: at, **hub},
                arrived=lambda: pings_in(server.pings),
            )

    return scene


#: German page -> what it and its English one need.
OFFERS: Final[dict[str, Scene]] = {
    "how-to/speicher-s3.md": hosting(S3Channel, "", "speicher", "storage"),
    "how-to/server-webdav.md": hosting(WebDavChannel, "dav/podcast", "ablage", "storage"),
    "how-to/server-ftps.md": hosting(FtpsChannel, "ftps/www/podcast", "server"),
    "how-to/speicher-rclone.md": hosting(RcloneChannel, "rclone/podcast"),
    "how-to/website-mit-webhook.md": announcing(website=WebhookChannel),
    "how-to/website-mit-git.md": announcing(website=GitChannel),
    "how-to/website-mit-drupal.md": announcing(website=DrupalChannel),
    "how-to/website-mit-typo3.md": announcing(website=Typo3Channel),
    "how-to/presse-mail.md": a_press_list,
    "how-to/netzwerke.md": announcing(mastodon=MastodonChannel, bluesky=BlueskyChannel),
    "how-to/team-benachrichtigen.md": announcing(
        slack=SlackChannel, teams=TeamsChannel, matrix=MatrixChannel
    ),
}

#: Page -> what it needs, where the languages differ.
APART: Final[dict[str, Scene]] = {
    "how-to/schneller-gefunden.md": pinged("stadtgespraech"),
    "how-to/found-sooner.md": pinged("city-talk"),
    "how-to/padlet.md": announcing(praevention=PadletChannel),
    "how-to/padlet-en.md": announcing(prevention=PadletChannel),
}
