"""The tutorial, the editor's day in README and the way of a podcast that moves, followed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
from markdown_it import MarkdownIt
from tests.docs.pages import DOCS, Step, steps_of
from tests.docs.readers import episodes_in
from tests.docs.room import Provider, Room
from tests.docs.scenes import a_room
from tests.shows import a_tone

TUTORIAL: Final = "tutorial/erste-folge.md"

#: What an editor writes into which file; the rest of the line in README says what for.
EDITOR: Final = """\
#!/bin/sh
case "$1" in
*/episode.yaml) sed -i 's/^status: draft/status: published/; s/^summary: .*/summary: Kurz/' "$1" ;;
*/notes.md) echo 'Wer nachts aufpasst, und **warum**.' > "$1" ;;
*/chapters.txt) echo '00:00:15 Was Nachtbürgermeister tun' > "$1" ;;
*) exit 1 ;;
esac
"""


def a_room_with(home: Path, name: str, seconds: float, provider: Provider | None = None) -> Room:
    """Return a room with a recording of some length."""
    room = a_room(home, provider or Provider({}))
    (home / name).write_bytes(a_tone(seconds, rate_hz=44100))
    return room


def test_the_tutorial_leads_to_a_first_episode(tmp_path: Path) -> None:
    room = a_room_with(tmp_path / "home", "aufnahme.wav", 60.0)

    room.follow(steps_of(TUTORIAL))

    (episode,) = episodes_in(room.folder / "public")
    assert episode.title == "Sicherheit im Bahnhofsviertel"
    assert [start for start, _ in episode.chapters] == [0, 16, 52]
    assert len(list((room.folder / "outbox/website").glob("*/news.html"))) == 1


def at_hand(room: Room, **environment: str) -> None:
    """Let the shell find the program, and set more in its environment."""
    program = room.home / "podcaster/.venv/bin"
    room.environment |= {"PATH": f"{program}:{room.environment['PATH']}", **environment}


def day_in_readme() -> list[Step]:
    """Return the lines of the editor's day, each a step; the preview is for looking at."""
    text = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    part = text.partition("## The day of an editor")[2]
    block = next(each for each in MarkdownIt().parse(part) if each.type == "code_block")
    lines = [re.sub(r"\s+#.*", "", line) for line in block.content.splitlines()]
    return [Step("sh", line, "", None, "") for line in lines if line != "podcaster preview"]


def test_the_day_of_an_editor_goes_as_readme_says(tmp_path: Path) -> None:
    room = a_room_with(tmp_path / "home", "gespraech.wav", 20.0)
    editor = tmp_path / "editor"
    editor.write_text(EDITOR, encoding="utf-8")
    editor.chmod(0o755)
    at_hand(room, EDITOR=str(editor))

    room.follow(day_in_readme())

    (episode,) = episodes_in(room.folder / "public")
    assert (episode.title, episode.summary) == ("Nachtleben", "<p>Kurz</p>")
    assert "Was Nachtbürgermeister tun" in {title for _, title in episode.chapters}
    assert "next step: nothing" in room.screens[-1]


@pytest.mark.parametrize(
    ("page", "address", "language"),
    [
        ("how-to/umzug.md", "https://alter-anbieter.example/feed.xml", "de"),
        ("how-to/moving.md", "https://old-host.example/feed.xml", "en"),
    ],
)
def test_a_podcast_moves_without_a_second_announcement(
    page: str, address: str, language: str, tmp_path: Path
) -> None:
    before = a_room_with(tmp_path / "before", "aufnahme.wav", 60.0)
    before.follow(steps_of(TUTORIAL))
    old = before.folder / "public/feed.xml"
    room = a_room(tmp_path / "home", Provider({}, replaced={address: str(old)}))
    at_hand(room, PODCASTER_LANG=language)

    room.follow(steps_of(page))

    (there,), (here,) = episodes_in(old.parent), episodes_in(room.folder / "public")
    assert (here.guid, here.title, here.audio) == (there.guid, there.title, there.audio)
    assert not list(room.folder.glob("outbox/*/*"))
