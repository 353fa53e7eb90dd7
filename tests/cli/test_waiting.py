from __future__ import annotations

from pathlib import Path

import pytest
from tests.shows import a_news_item, a_show, a_workspace, an_episode

from podcaster.cli.standings import (
    is_work,
    next_step,
    plan_lines,
    status_lines,
    worth_telling,
)
from podcaster.cli.waiting import still_out, waiting
from podcaster.load import load
from podcaster.model.delivery import Action, Standing, State
from podcaster.model.message import message


def rows_of(show: Path, *known: Standing) -> list[tuple[str, str, str]]:
    """Return item, channel and state of all that waits."""
    draft = load(show, a_workspace(show))
    return [(row.item, row.channel, row.state.value) for row in waiting(draft, known, {})]


def a_standing(state: State = State.DONE, channel: str = "public") -> Standing:
    """Return how `episode/eins` stands."""
    return Standing("episode/eins", channel, Action.NONE, message("why"), state, "https://a.test")


def test_what_is_out_is_due_at_every_channel_that_has_not_taken_it(tmp_path: Path) -> None:
    show = a_show(tmp_path)

    assert rows_of(show) == [
        ("episode/eins", "public", "ready"),
        ("episode/eins", "website", "ready"),
    ]
    assert rows_of(show, a_standing()) == [("episode/eins", "website", "ready")]


def test_drafts_and_what_is_scheduled_wait_at_home(tmp_path: Path) -> None:
    show = a_show(tmp_path, episode={"status": "draft"})
    an_episode(show, "zwei", published_at="2026-05-01T06:00:00+02:00")
    draft = load(show, a_workspace(show))

    rows = list(waiting(draft, (), {}))

    assert [(row.channel, row.state) for row in rows] == [("", State.SKIPPED), ("", State.READY)]
    assert str(rows[1].reason).startswith("comes out on 2026-05-01 06:00: ")


def test_a_channel_waits_only_for_its_topics(tmp_path: Path) -> None:
    channel = {"type": "handover", "topics": ["PLÄTZE"]}
    show = a_show(tmp_path, channels={"website": channel})
    a_news_item(show, "papier", topics=["Haushalt"])

    assert ("episode/eins", "website", "ready") in rows_of(show)
    assert ("news/papier", "public", "ready") in rows_of(show)
    assert ("news/papier", "website", "ready") not in rows_of(show)


def test_what_is_due_at_a_channel_that_rests_says_so(tmp_path: Path) -> None:
    draft = load(show := a_show(tmp_path), a_workspace(show))

    rows = waiting(draft, (), {"website": message("it rests")})

    assert [(row.channel, str(row.reason)) for row in rows] == [
        ("public", "due: `podcaster publish` brings it"),
        ("website", "it rests"),
    ]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.READY, "none now"),
        (State.FAILED, "none now"),
        (State.NEEDS_HUMAN, "do what is said"),
        (State.DONE, "nothing: everything"),
    ],
)
def test_nobody_is_sent_to_publish_at_a_channel_that_rests(state: State, words: str) -> None:
    assert str(next_step([a_standing(state)], {"public"})).startswith(words)


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ([], "nothing: everything is where it belongs"),
        ([State.DONE, State.HANDED_OVER], "nothing: everything is where it belongs"),
        ([State.DONE, State.READY], "`podcaster plan` says"),
        ([State.READY, State.FAILED], "`podcaster publish` tries again"),
        ([State.FAILED, State.NEEDS_HUMAN], "do what is said"),
        ([State.NEEDS_HUMAN, State.UNKNOWN], "look whether it arrived"),
    ],
)
def test_the_most_pressing_thing_comes_next(states: list[State], words: str) -> None:
    assert words in str(next_step([a_standing(state) for state in states]))


def test_what_waits_at_home_is_nothing_to_do_now() -> None:
    assert str(next_step([a_standing(State.READY, channel="")])).startswith("nothing")


def test_lines_hold_item_channel_state_reason_and_address() -> None:
    assert status_lines([a_standing()], str) == ["episode/eins  public  done  why  https://a.test"]
    assert plan_lines([a_standing()], str) == ["episode/eins  public  nothing to do  why"]
    assert not is_work(a_standing())


def test_a_page_that_was_withdrawn_is_not_said_to_be_there(tmp_path: Path) -> None:
    draft = load(folder := a_show(tmp_path, episode={"status": "draft"}), a_workspace(folder))

    page, post = still_out(draft, [a_standing(), a_standing(channel="website")])
    gone = a_standing(State.SKIPPED)

    assert still_out(draft, [gone]) == (gone,)
    assert (page.state, page.url) == (State.READY, None)
    assert "`podcaster publish` does it" in str(next_step([page, post]))
    assert (post.state, post.url) == (State.DONE, "https://a.test")


def test_a_page_that_left_and_is_out_again_is_due(tmp_path: Path) -> None:
    draft = load(show := a_show(tmp_path), a_workspace(show))

    page, post = still_out(draft, [a_standing(State.SKIPPED), a_standing(State.SKIPPED, "website")])

    assert (page.state, str(page.reason)) == (State.READY, "due: `podcaster publish` brings it")
    assert post.state is State.SKIPPED


def test_only_what_happens_or_waits_or_asks_for_a_person_is_told() -> None:
    rows = [a_standing(state) for state in State]

    assert {row.state for row in worth_telling(rows)} == {
        State.READY,
        State.UNKNOWN,
        State.FAILED,
        State.NEEDS_HUMAN,
        State.SENDING,
    }
