"""Items at channels as lines for people."""

from __future__ import annotations

from dataclasses import replace

import pytest

from podcaster.cli.standings import plan_lines
from podcaster.model.delivery import Action, Change, Standing, State
from podcaster.model.message import message

ROW = Standing("episode/eins", "public", Action.HOST, message("it changed"), State.DONE)


def unchanged(text: str) -> str:
    return text


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("a/index.html (b4fae9c3)", "a/index.html (9e41db76)", "page changes: a/index.html"),
        ("a/index.html (b4fae9c3)", "", "page goes: a/index.html"),
        ("", "a/index.html (9e41db76)", "page comes: a/index.html"),
    ],
)
def test_pages_are_named_without_their_digests(before: str, after: str, line: str) -> None:
    title = Change("title", "Eins", "Zwei")
    row = replace(ROW, changes=(title, Change("page", before, after)))

    _, first, second = plan_lines([row], unchanged)

    assert first.strip() == "title: “Eins” becomes “Zwei”"
    assert second.strip() == line
