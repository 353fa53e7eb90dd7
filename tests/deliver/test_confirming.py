"""What a person published by hand: closed by its page, and known there by its own name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.deliver.announcers.linkedin_pages import FakeMemory
from tests.deliver.contract.trials import TRIALS, an_announcer
from tests.deliver.killed_mail import PEOPLE
from tests.deliver.killed_mail import at_work as mailing
from tests.deliver.killed_mail import released as released_by_mail
from tests.deliver.releases import (
    FOLDER,
    HANDOVER,
    LINKEDIN,
    NOW,
    Channels,
    a_release,
    a_workspace,
    an_announcement,
    told,
)
from tests.deliver.test_mail_killed import killed
from tests.servers.linkedin import TOKEN, LinkedIn, linkedin_server
from tests.servers.linkedin_state import BEGINNING_S, ORGANIZATION, Post
from tests.servers.mail import Certificate, MailServer, a_certificate, mail_server, trusting

from podcaster.deliver import adopt, confirm, deliver, plan, withdraw
from podcaster.deliver.channel import How, Receipt
from podcaster.deliver.ledger.opening import ledger_of
from podcaster.deliver.ledger.records import Key, Operation
from podcaster.errors import UsageError
from podcaster.model.announcers import WordPressChannel
from podcaster.model.delivery import Standing, State
from podcaster.model.draft import Draft, EpisodeDraft, SourceFile
from podcaster.model.episode import Episode
from podcaster.model.release import Release
from podcaster.outside.web import RealWeb
from podcaster.workspace import Workspace

ITEM = "episode/eins"
URL = "https://blatt.test/eins"
URN = "urn:li:share:7000000000000000001"
AT_LINKEDIN = f"https://www.linkedin.com/feed/update/{URN}/"


@pytest.fixture
def server() -> Iterator[LinkedIn]:
    with linkedin_server() as running:
        yield running


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return a_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def mails(certificate: Certificate) -> Iterator[MailServer]:
    with trusting(certificate), mail_server(certificate) as running:
        yield running


def the_draft(release: Release) -> Draft:
    """Return the show as it stands in the folder, with its one episode."""
    written = Episode(guid="guid-eins", title="Plätze", summary="Eins.", published_at=NOW)
    episode = EpisodeDraft("eins", "episodes/eins", written, SourceFile("episode.yaml"))
    return replace(release.mastered.checked.draft, episodes=(episode,))


def confirmed(
    workspace: Workspace, release: Release, url: str, channel: str | None = None
) -> Standing:
    """Close the episode; the page shows it."""

    def page(address: str, most: int) -> bytes:
        del address, most
        return b"<h1>Pl&auml;tze</h1>"

    return confirm(workspace, the_draft(release), ITEM, url, channel, page)


def on_linkedin(folder: Path, server: LinkedIn, **announced: Any) -> Release:  # noqa: ANN401 - any field
    channels = {"public": FOLDER, "linkedin": {**LINKEDIN, "api": server.address}}
    return a_release(folder, "eins", channels=channels, **announced)


def sending(folder: Path) -> Workspace:
    return a_workspace(folder, web=RealWeb(), token=TOKEN)


def posted_by_hand(folder: Path, server: LinkedIn) -> Release:
    """Write a draft, and let a person post it."""
    release = on_linkedin(folder, server)
    deliver(release, a_workspace(folder))
    text = release.announcements[0].post
    body = {"author": ORGANIZATION, "commentary": text, "lifecycleState": "PUBLISHED"}
    server.made.append(Post(URN, text, text, text, body, BEGINNING_S, BEGINNING_S))
    return release


def as_it_was_kept(workspace: Workspace, channel: str, url: str) -> None:
    """Write down what `confirm` once kept: the folder, in place of the post's name."""
    with ledger_of(workspace) as ledger:
        row = ledger.snapshot().find(channel, Operation.ANNOUNCE, ITEM, "")
        assert row is not None
        key = Key(channel, ITEM, Operation.ANNOUNCE, row.revision, row.guid)
        ledger.record(key, Receipt(State.DONE, How.CONFIRMED, url=url, remote_id=row.remote_id))


def test_a_draft_that_a_person_posted_is_changed_and_taken_back_like_any_other(
    tmp_path: Path, server: LinkedIn
) -> None:
    release = posted_by_hand(tmp_path, server)

    confirmed(a_workspace(tmp_path), release, AT_LINKEDIN)
    changed = deliver(on_linkedin(tmp_path, server, post="Besser"), sending(tmp_path))
    text = server.posts[0].rendered
    withdraw(sending(tmp_path), release.settings, ITEM, "linkedin")

    assert told(changed.standings, "linkedin") == {ITEM: ("update", "done")}
    assert text == "Besser"
    assert not server.posts


def test_a_page_elsewhere_is_no_post_that_could_be_changed_or_taken_back(
    tmp_path: Path, server: LinkedIn
) -> None:
    release = posted_by_hand(tmp_path, server)

    confirmed(a_workspace(tmp_path), release, URL)
    changed = deliver(on_linkedin(tmp_path, server, post="Besser"), sending(tmp_path))
    with pytest.raises(UsageError, match="can't tell which post that is"):
        withdraw(sending(tmp_path), release.settings, ITEM, "linkedin")

    assert told(changed.standings, "linkedin") == {ITEM: ("none", "done")}
    assert len(server.posts) == 1


def test_a_ledger_that_kept_the_folder_is_not_believed_that_this_is_the_post(
    tmp_path: Path, server: LinkedIn
) -> None:
    release = posted_by_hand(tmp_path, server)
    as_it_was_kept(a_workspace(tmp_path), "linkedin", AT_LINKEDIN)

    changed = deliver(on_linkedin(tmp_path, server, post="Besser"), sending(tmp_path))
    withdraw(sending(tmp_path), release.settings, ITEM, "linkedin")

    assert told(changed.standings, "linkedin") == {ITEM: ("none", "done")}
    assert not server.posts


def test_what_such_a_ledger_says_is_there_can_be_found_by_adopting(
    tmp_path: Path, server: LinkedIn
) -> None:
    release = posted_by_hand(tmp_path, server)
    as_it_was_kept(a_workspace(tmp_path), "linkedin", URL)

    adopt(sending(tmp_path), release)
    changed = deliver(on_linkedin(tmp_path, server, post="Besser"), sending(tmp_path))

    assert told(changed.standings, "linkedin") == {ITEM: ("update", "done")}


def at_a_website(folder: Path, website: Mapping[str, object], **announced: Any) -> Release:  # noqa: ANN401 - any field
    channels: Channels = {"public": FOLDER, "website": website}
    return a_release(folder, "eins", channels=channels, **announced)


def test_a_website_that_gets_an_interface_later_is_not_asked_for_a_folder(tmp_path: Path) -> None:
    by_hand = at_a_website(tmp_path, HANDOVER)
    deliver(by_hand, a_workspace(tmp_path))
    with TRIALS[WordPressChannel](tmp_path) as trial:
        site = an_announcer(WordPressChannel, tmp_path, trial)
        url = str(site.announce(an_announcement(tmp_path), FakeMemory()).url)
        as_it_was_kept(a_workspace(tmp_path), "website", url)
        secrets = {"PODCASTER_WEBSITE_PASSWORD": next(iter(trial.secrets.values()))}
        workspace = replace(a_workspace(tmp_path, web=trial.web), secrets=secrets)
        release = at_a_website(tmp_path, trial.settings, text="anders")

        changed = deliver(release, workspace)
        withdraw(workspace, release.settings, ITEM, "website")

        assert told(changed.standings, "website") == {ITEM: ("none", "done")}
        assert trial.seen() == 0


def test_a_list_is_not_closed_for_those_who_never_got_it(tmp_path: Path, mails: MailServer) -> None:
    killed(tmp_path, mails, "after", 2)
    release = released_by_mail(tmp_path, mails.port)

    for channel in (None, "press"):
        with pytest.raises(UsageError, match="`press` is a list") as refused:
            confirmed(mailing(tmp_path), release, URL, channel)
        assert f"podcaster resolve {ITEM} press" in str(refused.value.hint)
    (waiting,) = [one for one in plan(release, mailing(tmp_path)) if one.channel == "press"]

    assert waiting.state == State.UNKNOWN
    assert len(mails.taken) < len(PEOPLE)


def test_a_list_in_doubt_does_not_keep_the_website_from_being_closed(
    tmp_path: Path, mails: MailServer
) -> None:
    killed(tmp_path, mails, "after", 2)
    channels = {"press": {"type": "mail", **_press(mails)}, "website": HANDOVER}
    release = a_release(tmp_path, "eins", channels=channels)
    deliver(release, mailing(tmp_path))

    closed = confirmed(mailing(tmp_path), release, URL)

    assert (closed.channel, closed.state) == ("website", State.DONE)


def _press(mails: MailServer) -> dict[str, object]:
    return {**mails.settings, "recipients": list(PEOPLE)}
