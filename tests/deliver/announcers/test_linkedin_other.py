"""A LinkedIn that somebody else read out of the documentation: the page copes with all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.deliver.announcers.linkedin_pages import FakeMemory
from tests.deliver.releases import (
    FOLDER,
    LINKEDIN,
    NOW,
    a_media,
    a_release,
    a_workspace,
    an_announcement,
    told,
)
from tests.servers.linkedin import TOKEN
from tests.servers.linkedin_other import Answered, Manner, Other, other_linkedin

from podcaster.deliver import deliver, standings
from podcaster.deliver.announcers.linkedin.channel import LinkedIn, linkedin
from podcaster.model.announcers import LinkedInChannel
from podcaster.model.artefacts import Media
from podcaster.model.delivery import State
from podcaster.model.release import Release
from podcaster.outside.web import RealWeb

PLAIN = Manner()
MANNERS = {
    "as-documented": PLAIN,
    "shouted": replace(PLAIN, name_in="X-LINKEDIN-ID"),
    "whispered-encoded": replace(PLAIN, name_in="x-restli-id", encoded=True),
    "in-location": replace(PLAIN, name_in="location", encoded=True),
    "in-body": replace(PLAIN, name_in="body", created=200),
    "other-kind": replace(PLAIN, kind="ugcPost", changed=200, gone=404, put=200),
    "chunked": replace(PLAIN, chunked=True, name_in="body"),
    "wrapped": replace(PLAIN, wrapped=True, chunked=True, changed=200),
    "weak-tags": replace(PLAIN, tag='W/"part-{number}"', put=200),
}
HTML = {"Content-Type": "text/html"}


def a_page(folder: Path, other: Other, film: Media | None = None) -> LinkedIn:
    attach = ["video"] if film else ["card"]
    settings = LinkedInChannel.model_validate(
        {**LINKEDIN, "api": other.address, "attach": attach, "hashtags": ["Stadt"]}
    )
    workspace = a_workspace(folder, web=RealWeb(), token=TOKEN)
    page = linkedin("linkedin", settings, replace(workspace, films=lambda _: film))
    assert isinstance(page, LinkedIn)
    return page


def released(folder: Path, other: Other) -> Release:
    channels = {"public": FOLDER, "linkedin": {**LINKEDIN, "api": other.address}}
    return a_release(folder, "eins", channels=channels)


@pytest.mark.parametrize("manner", MANNERS.values(), ids=MANNERS)
def test_a_post_is_made_found_changed_and_taken_back(tmp_path: Path, manner: Manner) -> None:
    announcement = an_announcement(tmp_path)
    with other_linkedin(manner) as other:
        page, memory = a_page(tmp_path, other), FakeMemory()

        sent = page.announce(announcement, memory)
        found = page.find(announcement, FakeMemory())
        seen = other.seen()
        name = str(sent.remote_id)
        changed = page.update(name, replace(announcement, post="Besser (neu)"), memory)
        better = other.seen()
        page.delete(name)

        assert (sent.state, changed.state) == (State.DONE, State.DONE)
        assert found is not None
        assert (found.remote_id, found.ours) == (name, True)
        assert sent.url == f"https://www.linkedin.com/feed/update/{name}/"
        assert seen == [f"{announcement.post}\n\n#Stadt"]
        assert better == ["Besser (neu)\n\n#Stadt"]
        assert other.posts == {}


@pytest.mark.parametrize("name", ["as-documented", "chunked", "weak-tags", "other-kind"])
def test_a_film_arrives_whole(tmp_path: Path, name: str) -> None:
    content = bytes(range(256)) * 300
    film = a_media(tmp_path, "eins/film.mp4", content, mime_type="video/mp4")
    with other_linkedin(MANNERS[name]) as other:
        receipt = a_page(tmp_path, other, film).announce(an_announcement(tmp_path), FakeMemory())

        assert receipt.state is State.DONE
        assert list(other.uploads.values()) == [content]


REFUSALS: dict[str, tuple[Answered, State, str]] = {
    "html-403": ((403, HTML, b"<html>Forbidden</html>"), State.FAILED, "administrator"),
    "empty-401": ((401, {}, b""), State.FAILED, "podcaster auth linkedin"),
    "html-426": ((426, HTML, b"<p>Upgrade</p>"), State.FAILED, "bring `podcaster` up to date"),
    "empty-400": ((400, {}, b""), State.FAILED, "refused it with status 400"),
    "list-400": ((400, {}, b"[1, null]"), State.FAILED, "refused it with status 400"),
    "html-500": ((500, HTML, b"<html>oops</html>"), State.UNKNOWN, "may be there all the same"),
    "empty-503": ((503, {"Retry-After": "30"}, b""), State.UNKNOWN, "may be there all the same"),
    "nameless-201": ((201, {}, b""), State.UNKNOWN, "did not say where it is"),
    "strange-201": ((201, {"X-RestLi-Id": "7"}, b"<id>7</id>"), State.UNKNOWN, "did not say"),
}


@pytest.mark.parametrize(("answer", "state", "words"), REFUSALS.values(), ids=REFUSALS)
def test_errors_in_any_form_keep_their_class(
    tmp_path: Path, answer: Answered, state: State, words: str
) -> None:
    with other_linkedin(PLAIN) as other:
        other.refusals.append(answer)
        release = released(tmp_path, other)

        delivery = deliver(release, a_workspace(tmp_path, web=RealWeb(), token=TOKEN))
        rows = standings(a_workspace(tmp_path), release.settings)

        assert told(delivery.standings, "linkedin") == {"episode/eins": ("announce", str(state))}
        assert words in str(next(row.reason for row in rows if row.channel == "linkedin"))
        assert other.posts == {}


def test_a_moment_to_come_back_may_be_a_date(tmp_path: Path) -> None:
    at = NOW + timedelta(hours=3)
    refusal = (429, {"RETRY-AFTER": f"{at:%a, %d %b %Y %H:%M:%S} GMT", **HTML}, b"<html></html>")
    with other_linkedin(replace(PLAIN, chunked=True)) as other:
        other.refusals.append(refusal)

        receipt = a_page(tmp_path, other).announce(an_announcement(tmp_path), FakeMemory())

        assert (receipt.state, receipt.not_before) == (State.FAILED, at)


@pytest.mark.parametrize(
    "body",
    [
        b'{"message":"Content is a duplicate of urn:li:share:1","status":422}',
        b"<html>Content is a duplicate of urn:li:share:1</html>",
        b"",
    ],
)
def test_a_duplicate_in_other_words_is_never_taken_for_sent(tmp_path: Path, body: bytes) -> None:
    with other_linkedin(PLAIN) as other:
        other.refusals.append((422, {}, body))

        receipt = a_page(tmp_path, other).announce(an_announcement(tmp_path), FakeMemory())

        assert receipt.state is State.FAILED
        assert other.posts == {}
