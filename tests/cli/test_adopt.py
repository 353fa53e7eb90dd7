"""A ledger that was lost: what is out is asked for, and nothing goes out twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.deliver.releases import LINKEDIN
from tests.servers import mastodon, notices, padlet
from tests.servers.linkedin import TOKEN, LinkedIn, linkedin_server
from tests.servers.mastodon import Mastodon, mastodon_server
from tests.servers.notices import NoticeServer, notice_server
from tests.servers.padlet import Padlet, padlet_server

ITEM = "episode/erste-folge"


@dataclass(frozen=True)
class World:
    """A show, and everywhere that it tells people."""

    show: Path
    linkedin: LinkedIn
    mastodon: Mastodon
    padlet: Padlet
    notices: NoticeServer

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the program in a process of its own."""
        secrets = {
            "PODCASTER_LINKEDIN_TOKEN": TOKEN,
            "PODCASTER_MASTODON_TOKEN": mastodon.TOKEN,
            "PODCASTER_PADLET_KEY": padlet.KEY,
            "PODCASTER_MATRIX_TOKEN": notices.TOKEN,
            "PODCASTER_SLACK_SECRET": f"{self.notices.web.address}{notices.SLACK}",
        }
        return subprocess.run(
            [sys.executable, "-m", "podcaster", "--lang", "en", "-C", str(self.show), *arguments],
            env={**os.environ, **secrets},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    def rows(self, *arguments: str) -> dict[str, dict[str, Any]]:
        """Run it and return channel -> what it says about the episode there."""
        outcome = self.run(*arguments, "--json")
        rows = json.loads(outcome.stdout)
        return {row["channel"]: row for row in rows if row["item"] == ITEM}

    def counts(self) -> list[int]:
        """Return how many posts people see in each place."""
        places = (self.linkedin.made, self.mastodon.posts, self.padlet.posts, self.notices.seen)
        return [len(place) for place in places]

    def forget(self) -> None:
        """Lose the ledger."""
        for file in (self.show / ".podcaster").glob("ledger*"):
            file.unlink()


def change(file: Path, **changes: object) -> None:
    """Change what a file says at its top; of mappings, only what is named."""
    yaml = YAML()
    written = yaml.load(file.read_text())
    for name, value in changes.items():
        written[name] = {**written[name], **value} if isinstance(value, dict) else value
    with file.open("w") as stream:
        yaml.dump(written, stream)


@pytest.fixture
def world(show: Path) -> Iterator[World]:
    with ExitStack() as stack:
        made = World(
            show,
            stack.enter_context(linkedin_server()),
            stack.enter_context(mastodon_server()),
            stack.enter_context(padlet_server()),
            stack.enter_context(notice_server()),
        )
        channels = {
            "linkedin": {**LINKEDIN, "api": made.linkedin.address},
            "mastodon": {"type": "mastodon", "url": made.mastodon.web.address},
            "padlet": {"type": "padlet", "board": padlet.BOARD, "url": made.padlet.web.address},
            "matrix": {"type": "matrix", "url": made.notices.web.address, "room": notices.ROOM},
            "slack": {"type": "slack"},
        }
        change(show / "publish.yaml", channels=channels)
        yield made


def test_a_lost_ledger_repeats_nothing_and_finds_what_is_there(world: World) -> None:
    world.run("publish", "erste-folge")
    before = world.counts()
    world.forget()

    held = world.rows("publish")
    adopted = world.rows("adopt")

    assert before == world.counts() == [1, 1, 1, 2]
    assert {name: row["state"] for name, row in held.items() if name in adopted} == {
        "linkedin": "needs_human",
        "mastodon": "needs_human",
        "padlet": "needs_human",
        "matrix": "needs_human",
        "slack": "unknown",
    }
    assert {row["state"] for row in adopted.values()} == {"done"}
    found = {name for name, row in adopted.items() if "found on" in row["reason"]}
    assert found == {"linkedin", "mastodon", "padlet", "matrix"}
    assert adopted["linkedin"]["url"].endswith(f"{world.linkedin.posts[0].urn}/")

    change(world.show / "episodes/erste-folge/episode.yaml", title="Ein besserer Titel")
    updated = world.rows("publish")

    assert {name: row["action"] for name, row in updated.items() if name in adopted} == {
        "linkedin": "update",
        "mastodon": "update",
        "padlet": "none",
        "matrix": "none",
        "slack": "none",
    }
    assert world.counts() == before
    assert "Ein besserer Titel" in world.linkedin.posts[0].rendered
