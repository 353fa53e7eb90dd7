"""A second pair of eyes: nobody is told before another person said so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.deliver.announcers.linkedin_pages import released
from tests.deliver.releases import a_workspace, told
from tests.servers.linkedin import TOKEN, LinkedIn, linkedin_server

from podcaster.deliver import Order, approve, deliver, plan, read_promise, write_promise
from podcaster.errors import OutdatedError, UsageError
from podcaster.model.delivery import Delivery
from podcaster.model.release import Release
from podcaster.outside.web import RealWeb
from podcaster.workspace import Workspace

WAITS = {"episode/eins": ("none", "needs_human")}
DONE = {"episode/eins": ("announce", "done")}


@pytest.fixture
def server() -> Iterator[LinkedIn]:
    with linkedin_server() as running:
        yield running


def careful(release: Release) -> Release:
    """Return the same for a show that wants a second pair of eyes."""
    mastered = release.mastered
    draft = mastered.checked.draft
    settings = draft.settings.model_copy(update={"approval": True})
    checked = replace(mastered.checked, draft=replace(draft, settings=settings))
    return replace(release, mastered=replace(mastered, checked=checked))


def at_work(folder: Path, who: str) -> Workspace:
    return replace(a_workspace(folder, web=RealWeb(), token=TOKEN), who=who)


def published(folder: Path, server: LinkedIn, who: str, **announced: str) -> Delivery:
    release = careful(released(folder, server, **announced))
    return deliver(release, at_work(folder, who))


def approved(folder: Path, server: LinkedIn, who: str, **announced: str) -> None:
    workspace = at_work(folder, who)
    approve(workspace, plan(careful(released(folder, server, **announced)), workspace))


def test_nobody_is_told_before_another_person_said_so(tmp_path: Path, server: LinkedIn) -> None:
    first = published(tmp_path, server, "redaktion")
    approved(tmp_path, server, "leitung")
    second = published(tmp_path, server, "redaktion")

    assert told(first.standings, "linkedin") == WAITS
    assert told(first.standings, "public") == {"episode/eins": ("host", "done")}
    assert "`podcaster approve`" in str(first.standings[-1].reason)
    assert told(second.standings, "linkedin") == DONE
    assert len(server.posts) == 1


def test_ones_own_word_is_not_enough(tmp_path: Path, server: LinkedIn) -> None:
    approved(tmp_path, server, "redaktion")

    delivery = published(tmp_path, server, "redaktion")

    assert told(delivery.standings, "linkedin") == WAITS
    assert not server.posts


def test_a_word_counts_for_what_was_seen_only(tmp_path: Path, server: LinkedIn) -> None:
    approved(tmp_path, server, "leitung")

    changed = published(tmp_path, server, "redaktion", post="Ganz anders")
    as_seen = published(tmp_path, server, "redaktion")
    update = published(tmp_path, server, "redaktion", post="Ganz anders")
    approved(tmp_path, server, "leitung", post="Ganz anders")
    seen = published(tmp_path, server, "redaktion", post="Ganz anders")

    assert told(changed.standings, "linkedin") == WAITS
    assert told(as_seen.standings, "linkedin") == DONE
    assert told(update.standings, "linkedin") == WAITS
    assert told(seen.standings, "linkedin") == {"episode/eins": ("update", "done")}
    assert [post.rendered for post in server.posts] == ["Ganz anders"]


def test_a_show_that_does_not_want_it_waits_for_nobody(tmp_path: Path, server: LinkedIn) -> None:
    delivery = deliver(released(tmp_path, server), at_work(tmp_path, "redaktion"))

    assert told(delivery.standings, "linkedin") == DONE


def test_where_nothing_waits_there_is_nothing_to_say(tmp_path: Path, server: LinkedIn) -> None:
    workspace = at_work(tmp_path, "leitung")

    with pytest.raises(UsageError, match="nothing waits"):
        approve(workspace, plan(released(tmp_path, server), workspace))


def test_somebody_unknown_can_not_say_so(tmp_path: Path, server: LinkedIn) -> None:
    with pytest.raises(UsageError, match="nobody knows who you are"):
        approved(tmp_path, server, "")


def test_exactly_the_plan_that_was_looked_at_is_approved_and_done(
    tmp_path: Path, server: LinkedIn
) -> None:
    file, release = tmp_path / "plan.json", careful(released(tmp_path, server))
    write_promise(file, plan(release, at_work(tmp_path, "redaktion")))
    promise = read_promise(file)
    other = careful(released(tmp_path, server, post="Ganz anders"))

    with pytest.raises(OutdatedError, match="not all of the plan is approved"):
        deliver(release, at_work(tmp_path, "redaktion"), Order(promise=promise))
    with pytest.raises(OutdatedError, match="the world has moved"):
        approve(at_work(tmp_path, "leitung"), plan(other, at_work(tmp_path, "leitung")), promise)
    approve(at_work(tmp_path, "leitung"), plan(release, at_work(tmp_path, "leitung")), promise)
    with pytest.raises(OutdatedError, match="the world has moved"):
        deliver(other, at_work(tmp_path, "redaktion"), Order(promise=promise))
    before = (len(server.made), (tmp_path / "public").exists())
    done = deliver(release, at_work(tmp_path, "redaktion"), Order(promise=promise))

    assert before == (0, False)
    assert told(done.standings, "linkedin") == DONE
