"""Which files are transcripts, and in which language."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.shows import TRANSCRIPT, a_show, a_workspace

from podcaster.load import load
from podcaster.load.transcript_names import other_transcripts, own_transcript


@pytest.mark.parametrize(
    ("names", "own"),
    [
        ([], None),
        (["transcript.vtt"], "transcript.vtt"),
        (["transcript.json", "transcript.srt", "transcript.vtt"], "transcript.vtt"),
        (["transcript.de.vtt", "transcript.txt"], "transcript.txt"),
        (["transcript.de.srt", "transcript.de-AT.vtt"], "transcript.de.srt"),
        (["transcript.de-AT.vtt"], "transcript.de-AT.vtt"),
        (["transcript.en.vtt", "notes.md", "transcript.docx"], None),
    ],
)
def test_the_own_one_is_that_which_says_most(names: list[str], own: str | None) -> None:
    assert own_transcript(names, "de") == own


def test_the_others_are_found_by_their_languages() -> None:
    names = ["transcript.en.srt", "transcript.en.vtt", "transcript.fr.json", "transcript.de.vtt"]

    assert other_transcripts(names, "de") == {
        "en": "transcript.en.vtt",
        "fr": "transcript.fr.json",
    }


def test_an_episode_has_all_languages_that_lie_beside_it(tmp_path: Path) -> None:
    edition = {"language": "en", "title": "Squares", "summary": "Whose city?"}
    files: dict[str, str | bytes | None] = {
        "episodes/eins/transcript.en.vtt": TRANSCRIPT,
        "episodes/eins/transcript.fr.txt": "MODÉRATION: Bonjour.\n",
    }
    show = a_show(tmp_path, episode={"editions": [edition]}, files=files)

    (episode,) = load(show, a_workspace(show)).episodes

    assert {tag: one.timed for tag, one in episode.edition_transcripts.items()} == {
        "en": True,
        "fr": False,
    }


def test_what_an_edition_names_counts_before_what_lies_beside(tmp_path: Path) -> None:
    edition = {"language": "en", "title": "S", "summary": "W", "transcript": "en.txt"}
    files: dict[str, str | bytes | None] = {
        "episodes/eins/transcript.en.vtt": TRANSCRIPT,
        "episodes/eins/en.txt": "HOST: Hello.\n",
    }
    show = a_show(tmp_path, episode={"editions": [edition]}, files=files)

    (episode,) = load(show, a_workspace(show)).episodes

    assert episode.edition_transcripts["en"].cues[0].text == "Hello."
