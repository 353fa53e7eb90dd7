"""What a person knows by its address, and what others posted: changed there, never doubled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.deliver.announcers.linkedin_pages import FakeMemory, a_page, released
from tests.deliver.contract.trials import TRIALS, an_announcer
from tests.deliver.releases import a_workspace, an_announcement, told
from tests.servers.linkedin import TOKEN, Fault, LinkedIn, linkedin_server
from tests.servers.linkedin_state import BEGINNING_S, ORGANIZATION, Post

from podcaster.deliver import adopt, deliver, resolve, standings, withdraw
from podcaster.deliver.announcers.bluesky.channel import bluesky
from podcaster.deliver.announcers.linkedin.answers import post_at
from podcaster.deliver.announcers.mastodon.channel import mastodon
from podcaster.deliver.naming import KnowsAddresses
from podcaster.errors import UsageError
from podcaster.model.announcers import WordPressChannel
from podcaster.model.networks import BlueskyChannel, MastodonChannel
from podcaster.model.release import Release
from podcaster.outside.web import RealWeb
from podcaster.workspace import Workspace

ITEM = "episode/eins"
LINK = "https://hoeren.stadt.test/episodes/eins/index.html"
URN = "urn:li:share:7000000000000000001"


@pytest.fixture
def server() -> Iterator[LinkedIn]:
    with linkedin_server() as running:
        yield running


def sending(folder: Path, days: float = 0) -> Workspace:
    return a_workspace(folder, web=RealWeb(), token=TOKEN, days=days)


def published(folder: Path, server: LinkedIn, days: float = 0, **announced: Any) -> tuple[str, str]:  # noqa: ANN401 - any field
    """Publish, and return what was done on LinkedIn, and how it stands."""
    delivery = deliver(released(folder, server, **announced), sending(folder, days))
    return told(delivery.standings, "linkedin")[ITEM]


def in_doubt(folder: Path, server: LinkedIn) -> Release:
    """Publish an episode whose post nobody can be sure about; it is there."""
    server.faults.append(Fault(504, effect=True))
    release = released(folder, server)
    deliver(release, sending(folder))
    return release


def posted_by_hand(server: LinkedIn, text: str = f"Hört mal rein: {LINK}") -> None:
    """Let a colleague post about the episode."""
    body = {"author": ORGANIZATION, "commentary": text, "lifecycleState": "PUBLISHED"}
    server.made.append(Post(URN, text, text, text, body, BEGINNING_S, BEGINNING_S))


def why(folder: Path, release: Release) -> str:
    rows = standings(sending(folder), release.settings)
    return next(str(row.reason) for row in rows if row.channel == "linkedin")


@pytest.mark.parametrize(
    "form", ["https://www.linkedin.com/feed/update/{urn}/", "https://linkedin.com/x?u={urn}"]
)
def test_what_was_closed_by_its_address_is_changed_and_taken_back(
    tmp_path: Path, server: LinkedIn, form: str
) -> None:
    release = in_doubt(tmp_path, server)
    url = form.format(urn=server.made[0].urn.replace(":", "%3A"))

    resolve(sending(tmp_path), ITEM, "linkedin", url, release.settings)
    changed = published(tmp_path, server, post="Besser")
    text = server.posts[0].rendered
    withdraw(sending(tmp_path), release.settings, ITEM, "linkedin")

    assert (changed, text) == (("update", "done"), "Besser")
    assert not server.posts


def test_an_address_that_tells_no_name_is_found_when_it_is_to_be_changed(
    tmp_path: Path, server: LinkedIn
) -> None:
    release = in_doubt(tmp_path, server)
    url = "https://www.linkedin.com/feed/update/urn:li:activity:7000000000000000009/"

    resolve(sending(tmp_path), ITEM, "linkedin", url, release.settings)
    with pytest.raises(UsageError, match="can't tell which post that is"):
        withdraw(sending(tmp_path), release.settings, ITEM, "linkedin")
    changed = published(tmp_path, server, post="Besser")
    server.made.clear()
    again = published(tmp_path, server, post="Noch besser")

    assert changed == ("update", "done")
    assert again == ("update", "needs_human")
    assert not server.made


def test_what_others_posted_stops_ours_and_status_says_what_to_do(
    tmp_path: Path, server: LinkedIn
) -> None:
    posted_by_hand(server)

    states = [published(tmp_path, server, days=day) for day in (0, 0.1)]
    said = why(tmp_path, released(tmp_path, server))

    assert states == [("announce", "needs_human"), ("none", "needs_human")]
    assert f"--url https://www.linkedin.com/feed/update/{URN}/` takes that post for ours" in said
    assert f"`podcaster resolve {ITEM} linkedin --again` sends ours, too" in said
    assert len(server.made) == 1


def test_ours_is_sent_beside_it_if_a_person_says_so(tmp_path: Path, server: LinkedIn) -> None:
    posted_by_hand(server)
    published(tmp_path, server)

    resolve(sending(tmp_path), ITEM, "linkedin", None)
    states = [published(tmp_path, server, days=day) for day in (0.1, 0.2)]

    assert states == [("announce", "done"), ("none", "done")]
    assert len(server.made) == 2


def test_doubt_about_ours_is_not_settled_by_theirs(tmp_path: Path, server: LinkedIn) -> None:
    posted_by_hand(server)
    published(tmp_path, server)
    resolve(sending(tmp_path), ITEM, "linkedin", None)
    server.faults.append(Fault(504))

    states = [published(tmp_path, server, days=day) for day in (0.1, 0.2, 0.3)]

    assert states == [("announce", "unknown"), ("look", "unknown"), ("look", "needs_human")]
    assert len(server.made) == 1


@pytest.mark.parametrize("way", ["resolve", "adopt"])
def test_theirs_is_taken_for_ours_if_a_person_says_so(
    tmp_path: Path, server: LinkedIn, way: str
) -> None:
    posted_by_hand(server)
    release = released(tmp_path, server)
    deliver(release, sending(tmp_path))
    url = f"https://www.linkedin.com/feed/update/{URN}/"

    if way == "adopt":
        adopt(sending(tmp_path), release, {"linkedin"})
    else:
        resolve(sending(tmp_path), ITEM, "linkedin", url, release.settings)
    after = published(tmp_path, server)
    withdraw(sending(tmp_path), release.settings, ITEM, "linkedin")

    assert after == ("none", "done")
    assert not server.posts


def test_our_own_post_goes_before_what_others_wrote(tmp_path: Path, server: LinkedIn) -> None:
    release = in_doubt(tmp_path, server)
    posted_by_hand(server)

    found = a_page(tmp_path, server).find(release.announcements[0], FakeMemory())

    assert found is not None
    assert (found.remote_id, found.ours) == (server.made[0].urn, True)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.linkedin.com/feed/update/urn:li:share:7243/", "urn:li:share:7243"),
        ("https://www.linkedin.com/feed/update/urn%3Ali%3AugcPost%3A12", "urn:li:ugcPost:12"),
        ("https://www.linkedin.com/posts/defus_neu-activity-7243-AbC", ""),
        ("https://evil.test/urn:li:share:7243/", ""),
        (f"https://www.linkedin.com/urn:li:share:{'9' * 30}", ""),
    ],
)
def test_names_of_posts_stand_in_addresses_of_linkedin(url: str, name: str) -> None:
    assert post_at(url) == name


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://social.test/@forum/1098", "1098"),
        ("https://social.test/users/forum/statuses/1098/", "1098"),
        ("https://other.test/@forum/1098", ""),
        ("https://social.test/@forum", ""),
    ],
)
def test_names_of_posts_stand_in_addresses_of_mastodon(tmp_path: Path, url: str, name: str) -> None:
    settings = MastodonChannel.model_validate({"type": "mastodon", "url": "https://social.test"})

    assert mastodon("network", settings, a_workspace(tmp_path)).named(url) == name


def test_names_of_posts_stand_in_addresses_of_bluesky(tmp_path: Path) -> None:
    settings = BlueskyChannel.model_validate({"type": "bluesky", "handle": "forum.bsky.social"})
    account = bluesky("network", settings, a_workspace(tmp_path))

    there = account.named("https://bsky.app/profile/forum.bsky.social/post/3kabc")

    assert there == "at://forum.bsky.social/app.bsky.feed.post/3kabc"
    assert account.named("https://bsky.app/profile/forum.bsky.social") == ""


def test_wordpress_is_asked_what_stands_at_an_address(tmp_path: Path) -> None:
    with TRIALS[WordPressChannel](tmp_path) as trial:
        site = an_announcer(WordPressChannel, tmp_path, trial)
        receipt = site.announce(an_announcement(tmp_path), FakeMemory())
        url = str(receipt.url)
        assert isinstance(site, KnowsAddresses)

        names = [site.named(one) for one in (url.rstrip("/"), f"{url}x/", "https://evil.test/?p=1")]

    assert names == [receipt.remote_id, "", ""]
