"""A script without times is shown as text, and nobody invents times for it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Final

import pytest
from tests.judges_at_hand import program
from tests.render.mastered_shows import TRANSCRIPT, a_mastered, an_episode

from podcaster.model.mastered import Mastered
from podcaster.model.transcript import Cue, Transcript
from podcaster.render import render
from podcaster.render.transcript import forms_of, render_transcripts
from podcaster.render.transcript_text import paragraphs

SCRIPT: Final = Transcript(
    "de",
    (
        Cue(0.0, 0.0, "Guten Tag & <willkommen>.", "MODERATION"),
        Cue(0.0, 0.0, "Schön, dass Sie da sind.", "MODERATION"),
        Cue(0.0, 0.0, "Danke, Mitarbeiter*innen.", "GAST"),
    ),
    timed=False,
)


def _mastered(transcript: Transcript) -> Mastered:
    return a_mastered(episodes=(an_episode(transcript=transcript, editions=[]),))


def test_only_html_and_text_are_written() -> None:
    mastered = _mastered(SCRIPT)

    documents = render_transcripts(mastered, mastered.settings)

    assert [document.path.rpartition(".")[2] for document in documents] == ["html", "txt"]
    assert not any(b"0:00" in document.content for document in documents)
    assert len(forms_of(TRANSCRIPT)) == 5


def test_paragraphs_stay_as_they_were_written() -> None:
    assert [(one.start_s, one.speaker, one.text) for one in paragraphs(SCRIPT)] == [
        (None, "MODERATION", "Guten Tag & <willkommen>."),
        (None, "", "Schön, dass Sie da sind."),
        (None, "GAST", "Danke, Mitarbeiter*innen."),
    ]


def test_an_intro_moves_nothing_that_has_no_time() -> None:
    assert SCRIPT.shifted(7.5) == SCRIPT


def test_the_page_shows_the_words_and_links_to_no_moment() -> None:
    mastered = _mastered(SCRIPT)
    documents = {one.path: one for one in render(mastered, mastered.settings).artefacts}
    folder = "episodes/012-mitarbeitende"

    page = documents[f"{folder}/index.html"].content.decode()  # type: ignore[union-attr]
    spoken = page.partition('<div class="spoken"')[2].partition("</div>")[0]
    feed = documents["feed.xml"].content.decode()  # type: ignore[union-attr]
    data = json.loads(documents[f"{folder}/episode.json"].content)  # type: ignore[union-attr]

    assert "Guten Tag &amp; &lt;willkommen&gt;." in spoken
    assert "<a" not in spoken
    assert "#t=" not in spoken
    assert feed.count("<podcast:transcript ") == 2
    assert 'rel="captions"' not in feed
    assert data["transcript"]["webvtt"] is None


@pytest.mark.parametrize("transcript", [SCRIPT, TRANSCRIPT], ids=["script", "timed"])
def test_the_nu_validator_finds_nothing_wrong(
    node_judges: Path, tmp_path: Path, transcript: Transcript
) -> None:
    mastered = _mastered(transcript)
    (page,) = (
        one
        for one in render_transcripts(mastered, mastered.settings)
        if one.mime_type == "text/html"
    )
    file = tmp_path / "transcript.html"
    file.write_bytes(page.content)

    jar = next((node_judges / "node_modules" / "vnu-jar").rglob("vnu.jar"))
    command = [program("java"), "-jar", str(jar), "--format", "json", str(file)]
    run = subprocess.run(command, capture_output=True, check=False)

    assert json.loads(run.stderr)["messages"] == []
