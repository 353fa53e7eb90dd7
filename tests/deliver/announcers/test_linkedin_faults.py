"""LinkedIn with a token: every way it can go wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.deliver.announcers.linkedin_pages import PLAIN, FakeMemory, a_page, published
from tests.deliver.releases import (
    an_announcement,
    told,
)
from tests.servers.linkedin import LONGEST_TEXT, TOKEN, Fault, LinkedIn, linkedin_server
from tests.servers.linkedin_state import WRITE

from podcaster.deliver.announcers.linkedin.answers import LONGEST_WORDS, words_of
from podcaster.deliver.announcers.linkedin.post import post_body
from podcaster.deliver.channel import How
from podcaster.doors.web import Answer
from podcaster.errors import RefusedError
from podcaster.model.delivery import State


@pytest.fixture
def server() -> Iterator[LinkedIn]:
    with linkedin_server() as running:
        yield running


REFUSALS = [
    (400, "INVALID_VALUE_FOR_FIELD", "refused it with status 400 `INVALID_VALUE_FOR_FIELD`"),
    (401, "EMPTY_ACCESS_TOKEN", "`PODCASTER_LINKEDIN_TOKEN`"),
    (403, "ACCESS_DENIED", "`w_organization_social`"),
    (404, "NOT_FOUND", "`organization`"),
    (409, "CONFLICT", "busy"),
    (425, "TOO_EARLY", "not ready"),
    (426, "NONEXISTENT_VERSION", "version `202609`"),
    (429, "TOO_MANY_REQUESTS", "again after 00:00 UTC"),
]


@pytest.mark.parametrize(("status", "code", "words"), REFUSALS)
def test_what_linkedin_refuses_failed_and_says_what_to_do(
    tmp_path: Path, server: LinkedIn, status: int, code: str, words: str
) -> None:
    server.faults.append(Fault(status, code=code))

    delivery = published(tmp_path, server)

    assert told(delivery.standings, "linkedin") == {"episode/eins": ("announce", "failed")}
    assert words in str(delivery.standings[-1].reason)
    again = published(tmp_path, server, days=1)
    assert told(again.standings, "linkedin") == {"episode/eins": ("announce", "done")}
    assert len(server.posts) == 1


@pytest.mark.parametrize(("status", "again"), [(400, False), (403, False), (409, True)])
def test_a_refusal_for_good_says_that_something_must_be_changed(
    tmp_path: Path, server: LinkedIn, status: int, again: bool
) -> None:
    server.faults.append(Fault(status, code="SOME_CODE"))

    reason = str(published(tmp_path, server).standings[-1].reason)

    assert ("`podcaster publish` tries it again" in reason) is again
    assert ("something has to be changed before" in reason) is not again
    assert "(LinkedIn says: “SOME_CODE happened”)" in reason


def test_a_refusal_without_a_name_has_no_empty_quotes(tmp_path: Path, server: LinkedIn) -> None:
    server.faults.append(Fault(400, code=""))

    reason = str(published(tmp_path, server).standings[-1].reason)

    assert reason.startswith("LinkedIn refused it with status 400 (LinkedIn says: “happened”)")


def test_words_of_linkedin_are_short_and_tame_and_hold_no_token() -> None:
    said = f"bad {TOKEN}\x1b[31m\n{'x' * 500}"
    answer = Answer(400, {}, json.dumps({"message": said}).encode())

    words = words_of(answer, TOKEN)

    assert words.startswith("bad *** [31m xxx")
    assert len(words) == LONGEST_WORDS
    assert words_of(Answer(400, {}, b'{"message": 7}'), TOKEN) == ""


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408, 0])
@pytest.mark.parametrize("effect", [True, False])
def test_what_is_in_doubt_is_looked_for_and_never_repeated_by_itself(
    tmp_path: Path, server: LinkedIn, status: int, effect: bool
) -> None:
    server.faults.append(Fault(status, effect=effect))

    delivery = published(tmp_path, server)
    at_once = published(tmp_path, server)
    later = [published(tmp_path, server, days=days) for days in (0.1, 0.2)]

    assert told(delivery.standings, "linkedin") == {"episode/eins": ("announce", "unknown")}
    assert told(at_once.standings, "linkedin") == {"episode/eins": ("none", "unknown")}
    settled = ("none", "done") if effect else ("look", "needs_human")
    assert told(later[-1].standings, "linkedin") == {"episode/eins": settled}
    assert len(server.posts) == (1 if effect else 0)


def test_an_effect_that_comes_later_is_found_later(tmp_path: Path, server: LinkedIn) -> None:
    server.faults.append(Fault(504, effect=True, late_s=60))
    server.reading_lag_s = 30

    first = published(tmp_path, server)
    server.wait(85)
    too_early = published(tmp_path, server, days=85 / 86_400)
    server.wait(300)
    found = published(tmp_path, server, days=400 / 86_400)

    assert told(first.standings, "linkedin") == {"episode/eins": ("announce", "unknown")}
    assert told(too_early.standings, "linkedin") == {"episode/eins": ("none", "unknown")}
    assert told(found.standings, "linkedin") == {"episode/eins": ("look", "done")}
    assert found.standings[-1].url == f"https://www.linkedin.com/feed/update/{server.posts[0].urn}/"
    assert len(server.posts) == 1


def test_without_the_right_to_read_a_person_looks(tmp_path: Path, server: LinkedIn) -> None:
    server.scopes = {WRITE}
    server.faults.append(Fault(500, effect=True))

    published(tmp_path, server)
    later = published(tmp_path, server, days=1)

    assert told(later.standings, "linkedin") == {"episode/eins": ("look", "needs_human")}
    assert "podcaster resolve episode/eins linkedin" in str(later.standings[-1].reason)
    assert len(server.posts) == 1


def test_a_lost_ledger_repeats_nothing(tmp_path: Path, server: LinkedIn) -> None:
    published(tmp_path, server, "eins", "zwei")
    for file in (tmp_path / ".podcaster").glob("ledger*"):
        file.unlink()

    again = published(tmp_path, server, "eins", "zwei", text=" geändert")

    assert set(told(again.standings, "linkedin").values()) == {("announce", "done")}
    assert len(server.posts) == 2


def test_a_post_without_a_name_is_in_doubt(tmp_path: Path, server: LinkedIn) -> None:
    server.without_id = True

    delivery = published(tmp_path, server)

    assert told(delivery.standings, "linkedin") == {"episode/eins": ("announce", "unknown")}
    assert len(server.posts) == 1


@pytest.mark.parametrize("status", [500, 0])
@pytest.mark.parametrize("path", ["/rest/images", "/dms-uploads/C4E10-1"])
def test_a_picture_in_doubt_is_just_tried_again(
    tmp_path: Path, server: LinkedIn, path: str, status: int
) -> None:
    at_once = 1 if status else 3  # a broken line is tried again at once
    server.faults += [Fault(status, effect=True, path=path)] * at_once

    delivery = published(tmp_path, server)
    again = published(tmp_path, server)

    at_last = {"episode/eins": ("announce", "done")}
    mended = status == 0 and path.startswith("/dms")  # the next try gets another place
    first = {"episode/eins": ("none", "done")} if mended else at_last
    failed = {"episode/eins": ("announce", "failed")}
    assert told(delivery.standings, "linkedin") == (at_last if mended else failed)
    assert told(again.standings, "linkedin") == first
    assert len(server.posts) == 1


def test_a_used_up_quota_is_left_alone_until_midnight(tmp_path: Path, server: LinkedIn) -> None:
    server.quota = 0

    first = published(tmp_path, server, "eins", "zwei")
    asked = [path.partition("?")[0] for _, path in server.requests]
    server.quota = 100
    same_day = published(tmp_path, server, "eins", "zwei", days=0.4)
    next_day = published(tmp_path, server, "eins", "zwei", days=0.6)

    assert told(first.standings, "linkedin") == {
        "episode/eins": ("announce", "failed"),
        "episode/zwei": ("none", "ready"),
    }
    assert asked == ["/rest/posts", "/rest/images"]
    assert told(same_day.standings, "linkedin")["episode/eins"] == ("none", "failed")
    assert told(next_day.standings, "linkedin")["episode/eins"] == ("announce", "done")


@pytest.mark.parametrize("status", [401, 403, 426, 429, 500])
def test_a_refused_channel_is_left_alone_for_the_rest_of_the_run(
    tmp_path: Path, server: LinkedIn, status: int
) -> None:
    server.faults.append(Fault(status))

    delivery = published(tmp_path, server, "eins", "zwei", "drei")

    assert told(delivery.standings, "linkedin")["episode/zwei"] == ("none", "ready")
    assert told(delivery.standings, "linkedin")["episode/drei"] == ("none", "ready")
    assert "after what happened to `episode/eins`" in str(delivery.standings[-1].reason)
    assert not server.posts


def test_one_refused_item_does_not_keep_the_others_back(tmp_path: Path, server: LinkedIn) -> None:
    server.faults.append(Fault(400, code="FIELD_LENGTH_TOO_LONG"))

    delivery = published(tmp_path, server, "eins", "zwei")

    assert told(delivery.standings, "linkedin") == {
        "episode/eins": ("announce", "failed"),
        "episode/zwei": ("announce", "done"),
    }


def test_a_duplicate_that_can_be_read_is_taken_over(tmp_path: Path, server: LinkedIn) -> None:
    page, announcement = a_page(tmp_path, server), an_announcement(tmp_path, picture=None)
    first = page.announce(announcement, FakeMemory())

    second = page.announce(announcement, FakeMemory())

    assert second.state is State.DONE
    assert second.how is How.FOUND
    assert second.url == first.url
    assert len(server.posts) == 1


def test_a_duplicate_that_leads_nowhere_is_for_a_person(tmp_path: Path, server: LinkedIn) -> None:
    server.ghost = "urn:li:share:7141138937766391808"

    delivery = published(tmp_path, server)
    again = published(tmp_path, server)

    assert told(delivery.standings, "linkedin") == {"episode/eins": ("announce", "needs_human")}
    assert told(again.standings, "linkedin") == {"episode/eins": ("none", "needs_human")}
    assert server.ghost in str(again.standings[-1].reason)


def test_a_duplicate_of_something_else_is_for_a_person(tmp_path: Path, server: LinkedIn) -> None:
    page = a_page(tmp_path, server)
    other = an_announcement(tmp_path, "episode/zwei", picture=None)
    page.announce(other, FakeMemory())
    server.ghost = server.posts[0].urn

    receipt = page.announce(an_announcement(tmp_path, picture=None), FakeMemory())

    assert receipt.state is State.NEEDS_HUMAN


def test_no_connection_means_nothing_left(tmp_path: Path, server: LinkedIn) -> None:
    gone = LinkedIn(address="http://127.0.0.1:9")

    delivery = published(tmp_path, gone)
    again = published(tmp_path, server)

    assert told(delivery.standings, "linkedin") == {"episode/eins": ("announce", "failed")}
    assert told(again.standings, "linkedin") == {"episode/eins": ("announce", "done")}


@pytest.mark.parametrize("token", ["two words", "line\nbreak", "Schlüssel"])
def test_a_token_with_stray_characters_is_never_sent(
    tmp_path: Path, server: LinkedIn, token: str
) -> None:
    receipt = a_page(tmp_path, server, token).announce(an_announcement(tmp_path), FakeMemory())

    assert receipt.state is State.FAILED
    assert token not in str(receipt.why)
    assert not server.requests


def test_an_old_version_of_the_interface_is_named(tmp_path: Path, server: LinkedIn) -> None:
    receipt = a_page(tmp_path, server, version="202511").announce(
        an_announcement(tmp_path), FakeMemory()
    )

    assert receipt.state is State.FAILED
    assert "`202511`" in str(receipt.why)


def test_a_post_that_cannot_be_shortened_is_refused_in_words() -> None:
    announcement = replace(PLAIN, post=f"{PLAIN.title} {'*' * LONGEST_TEXT}")

    with pytest.raises(RefusedError, match="longer than LinkedIn allows"):
        post_body(announcement, "1")
