"""LinkedIn's rules that look at the clock: versions that end, tokens that expire."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.check.seeds import channels
from tests.shows import NOW, a_show, a_workspace

from podcaster.check.linkedin import tokens_last, versions_are_spoken
from podcaster.errors import PodcasterError
from podcaster.load import load
from podcaster.model.draft import Draft
from podcaster.model.linkedin_versions import DEFAULT, SUNSETS, sunset_of
from podcaster.model.message import message

PAGE = "  linkedin: {{type: linkedin, organization: '1', {more}}}\n"


@dataclass(frozen=True)
class FakeVault:
    """Knows when secrets expire; `broken`: the keyring does not answer."""

    expiries: dict[str, datetime]
    broken: bool = False

    def keep(self, name: str, secret: str, expires_at: datetime | None = None) -> bool:
        raise NotImplementedError(name, secret, expires_at)

    def forget(self, name: str) -> bool:
        raise NotImplementedError(name)

    def expires_at(self, name: str) -> datetime | None:
        if self.broken:
            raise PodcasterError(message("the keyring is locked"))
        return self.expiries.get(name)


def a_draft(
    folder: Path, vault: FakeVault, *, app: str = "", more: str = "drafts_only: false"
) -> Draft:
    show = a_show(folder / "show")
    wanted = f"{more}, client_id: {app}" if app else more
    channels(PAGE.format(more=wanted))(show)
    return load(show, replace(a_workspace(show), vault=vault))


def words(draft: Draft) -> list[str]:
    return [str(found.message) for found in tokens_last(draft)]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (14.1, []),
        (14, ["the token of `linkedin` expires on 2026-03-24"]),
        (0.5, ["the token of `linkedin` expires on 2026-03-11"]),
        (0, ["the token of `linkedin` has expired on 2026-03-10"]),
        (-3, ["the token of `linkedin` has expired on 2026-03-07"]),
    ],
)
def test_from_14_days_before_it_is_said_that_a_token_expires(
    tmp_path: Path, days: float, said: list[str]
) -> None:
    vault = FakeVault({"PODCASTER_LINKEDIN_TOKEN": NOW + timedelta(days=days)})

    draft = a_draft(tmp_path, vault)

    assert words(draft) == said


def test_a_token_that_renews_itself_lives_as_long_as_what_renews_it(tmp_path: Path) -> None:
    soon, late = NOW + timedelta(days=1), NOW + timedelta(days=200)
    vault = FakeVault({"PODCASTER_LINKEDIN_TOKEN": soon, "PODCASTER_LINKEDIN_REFRESH_TOKEN": late})

    assert words(a_draft(tmp_path / "with", vault, app="77x")) == []
    assert len(words(a_draft(tmp_path / "without", vault))) == 1


@pytest.mark.parametrize("broken", [True, False])
def test_what_nobody_knows_is_not_said(tmp_path: Path, broken: bool) -> None:
    assert words(a_draft(tmp_path, FakeVault({}, broken))) == []


def test_drafts_need_no_token(tmp_path: Path) -> None:
    vault = FakeVault({"PODCASTER_LINKEDIN_TOKEN": NOW})

    assert words(a_draft(tmp_path, vault, more="drafts_only: true")) == []


@pytest.mark.parametrize(
    ("now", "version", "said"),
    [
        (datetime(2026, 11, 15, tzinfo=UTC), "202511", "switches off version `202511`"),
        (datetime(2026, 11, 16, tzinfo=UTC), "202511", "has switched off version `202511`"),
        (datetime(2027, 7, 17, tzinfo=UTC), "202609", "switches off version `202609`"),
        (datetime(2027, 7, 16, tzinfo=UTC), "202609", ""),
        (datetime(2030, 1, 1, tzinfo=UTC), "202910", ""),
    ],
)
def test_from_60_days_before_it_is_said_that_a_version_ends(
    tmp_path: Path, now: datetime, version: str, said: str
) -> None:
    draft = replace(a_draft(tmp_path, FakeVault({}), more=f"version: '{version}'"), now=now)

    found = [str(one.message) for one in versions_are_spoken(draft)]

    assert len(found) == bool(said)
    assert said in "".join(found)


def test_every_version_lives_for_a_year_at_least() -> None:
    for version, day in SUNSETS.items():
        assert day >= date(int(version[:4]) + 1, int(version[4:]), 15)
    assert sunset_of("202512") == date(2026, 12, 15)
    assert max(SUNSETS) == DEFAULT
