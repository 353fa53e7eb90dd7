"""What a server's answer means, and when it wants to be asked again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcaster.deliver.announcers.answers import LONGEST_WAIT, again_at, meaning_of, receipt_of
from podcaster.deliver.channel import How
from podcaster.doors.web import Answer
from podcaster.model.delivery import State

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


def an_answer(status: int, retry_after: str = "") -> Answer:
    return Answer(status, {"retry-after": retry_after} if retry_after else {}, b"")


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("999999999999999999", LONGEST_WAIT.total_seconds()),
        ("Tue, 10 Mar 2026 12:05:00 GMT", 300),
        ("Tue, 10 Mar 2026 11:00:00 GMT", 0),
        ("Fri, 01 Jan 2100 00:00:00 GMT", LONGEST_WAIT.total_seconds()),
    ],
)
def test_retry_after_is_understood(told: str, seconds: float) -> None:
    assert again_at(an_answer(429, told), NOW) == NOW + timedelta(seconds=seconds)


@given(st.text(max_size=40))
def test_no_retry_after_makes_trouble(told: str) -> None:
    wanted = again_at(an_answer(503, told), NOW)

    assert wanted is None or NOW <= wanted <= NOW + LONGEST_WAIT


@pytest.mark.parametrize(
    ("status", "state", "stops", "how"),
    [
        (400, State.FAILED, False, How.REFUSED),
        (401, State.FAILED, True, How.REFUSED),
        (408, State.UNKNOWN, True, How.SENT),
        (409, State.FAILED, False, How.SENT),
        (410, State.FAILED, True, How.REFUSED),
        (422, State.FAILED, False, How.REFUSED),
        (425, State.FAILED, False, How.SENT),
        (429, State.FAILED, True, How.SENT),
        (500, State.UNKNOWN, True, How.SENT),
        (502, State.UNKNOWN, True, How.SENT),
        (503, State.UNKNOWN, True, How.SENT),
        (504, State.UNKNOWN, True, How.SENT),
        (301, State.FAILED, True, How.REFUSED),
        (302, State.UNKNOWN, True, How.SENT),
        (303, State.UNKNOWN, True, How.SENT),
        (304, State.UNKNOWN, True, How.SENT),
        (307, State.FAILED, True, How.REFUSED),
        (308, State.FAILED, True, How.REFUSED),
    ],
)
def test_what_may_have_arrived_is_in_doubt_and_what_was_refused_failed(
    status: int, state: State, stops: bool, how: How
) -> None:
    receipt = receipt_of(an_answer(status), "web.test", NOW)

    assert (receipt.state, receipt.stops, receipt.how) == (state, stops, how)
    assert "web.test" in str(receipt.why)


def test_a_server_that_says_when_is_waited_for() -> None:
    silent, telling = an_answer(429), an_answer(429, "600")

    assert receipt_of(silent, "x", NOW).not_before == NOW + timedelta(seconds=60)
    assert receipt_of(telling, "x", NOW).not_before == NOW + timedelta(seconds=600)
    assert meaning_of(429).stops
