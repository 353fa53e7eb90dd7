"""A date as people write it is given back as it should stand."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcaster.load.moment_words import no_moment
from podcaster.load.value_forms import Objection
from podcaster.load.value_words import judge


def hint_for(value: object) -> str:
    _, _, hint = no_moment(Objection("published_at", value))
    return str(hint)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1.3.2026", "2026-03-01T06:00:00+01:00"),
        ("01. 03. 2026", "2026-03-01T06:00:00+01:00"),
        ("1.3.2026, 8.30 Uhr", "2026-03-01T08:30:00+01:00"),
        ("2026/03/01 18:05", "2026-03-01T18:05:00+01:00"),
        ("2026-03-29T02:30:00 Europe/Berlin", "2026-03-29T02:30:00+01:00"),
        ("2026-3-1T8:00+1", "2026-03-01T08:00:00+01:00"),
        ("2026-07-05T6:00+02:00", "2026-07-05T06:00:00+02:00"),
        ("2026-07-05T6:00:30-0330", "2026-07-05T06:00:00-03:30"),
        ("2026-07-05 6:00 Z", "2026-07-05T06:00:00Z"),
        ("2026-07-05 6:00 America/New_York", "2026-07-05T06:00:00-04:00"),
        ("2026-07-05 6:00 Nirgend/Wo", "2026-07-05T06:00:00+02:00"),
        ("2026-7-5", "2026-07-05T06:00:00+02:00"),
        ("5.7.1800", "1800-07-05T06:00:00+01:00"),
        (20260301, "2026-03-01T06:00:00+01:00"),
    ],
)
def test_a_date_that_can_be_read_is_written_out(written: object, meant: str) -> None:
    assert f"`{meant}`" in hint_for(written)


@pytest.mark.parametrize(
    "value", ["30.2.2026", "2026-02-30T08:00:00+01:00", "2026-03-01T24:00:00Z"]
)
def test_a_day_that_cannot_be_is_not_written_out(value: str) -> None:
    _, what, hint = no_moment(Objection("published_at", value))

    assert "no day and time that can be" in str(what)
    assert "which day" in str(hint)


@pytest.mark.parametrize("value", [None, ""])
def test_where_nothing_stands_no_python_is_shown(value: object) -> None:
    _, what, _ = no_moment(Objection("published_at", value))

    assert str(what) == "nothing stands here"


@given(
    st.text(max_size=30) | st.from_regex(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}.{0,9}", fullmatch=True)
)
def test_whatever_is_offered_is_a_moment(value: str) -> None:
    offered = re.findall(r"`(\d{4}-.+?)`", hint_for(value))

    assert all(datetime.fromisoformat(one).tzinfo for one in offered)


@pytest.mark.parametrize(
    ("written", "offered"),
    [
        ("2026-07-05", "2026-07-05T06:00:00+02:00"),
        ("2026-07-05T08:30:00", "2026-07-05T08:30:00+02:00"),
        ("2026-01-05 08:30", "2026-01-05 08:30+01:00"),
    ],
)
def test_a_moment_without_a_zone_gets_that_of_its_day(written: str, offered: str) -> None:
    _, _, hint = judge("timezone_aware", Objection("published_at", written))

    assert f"`{offered}`" in str(hint)
