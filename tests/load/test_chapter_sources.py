"""Which chapters count: a file's, else the notes', else those in the audio's own tags."""

from __future__ import annotations

from pathlib import Path

from tests.fakes import FakeAudio
from tests.shows import a_show, a_workspace

from podcaster.load import load
from podcaster.model.chapters import Chapter
from podcaster.model.draft import EpisodeDraft

CHAPTERS = "episodes/eins/chapters.txt"
NOTES = "episodes/eins/notes.md"
LISTED = "Guten Tag\n\n00:00 A\n00:05 B\n00:12 C\n"
TAGGED = (Chapter(0.0, "T1"), Chapter(3.25, "T2"), Chapter(3.25, "T3"), Chapter(99.0, "zu spät"))


def _episode(show: Path, tagged: tuple[Chapter, ...] = ()) -> EpisodeDraft:
    workspace = a_workspace(show, audio=FakeAudio(tagged={"raw.wav": tagged}))
    return load(show, workspace).episodes[0]


def test_a_file_counts_before_the_notes_and_the_tags(tmp_path: Path) -> None:
    episode = _episode(a_show(tmp_path, files={NOTES: LISTED}), TAGGED)

    assert episode.chapters[0].title == "Begrüßung"
    assert [one.title for one in episode.noted_chapters] == ["A", "B", "C"]
    assert "00:05 B" in episode.notes


def test_the_notes_count_before_the_tags_and_lose_their_list(tmp_path: Path) -> None:
    show = a_show(tmp_path, files={NOTES: LISTED})
    (show / CHAPTERS).unlink()

    episode = _episode(show, TAGGED)

    assert [one.title for one in episode.chapters] == ["A", "B", "C"]
    assert episode.noted_chapters == ()
    assert episode.notes.split() == ["Guten", "Tag"]
    assert episode.chapters_source is not None
    assert episode.chapters_source.file == NOTES


def test_tags_count_where_nothing_is_written_as_far_as_they_fit(tmp_path: Path) -> None:
    show = a_show(tmp_path)
    (show / CHAPTERS).unlink()

    episode = _episode(show, TAGGED)

    assert [one.start_s for one in episode.chapters] == [0.0, 3.25]
    assert episode.chapters_source is not None
    assert episode.chapters_source.file == "episodes/eins/raw.wav"


def test_a_single_mark_in_the_tags_is_no_chapter(tmp_path: Path) -> None:
    show = a_show(tmp_path)
    (show / CHAPTERS).unlink()

    assert _episode(show, TAGGED[:1]).chapters == ()


def test_the_usual_names_are_found_by_themselves(tmp_path: Path) -> None:
    show = a_show(tmp_path)
    (show / CHAPTERS).rename(show / "episodes/eins/chapters.psc")
    (show / "episodes/eins/chapters.psc").write_text(
        '<psc:chapters xmlns:psc="http://podlove.org/simple-chapters">'
        '<psc:chapter start="00:01" title="P"/></psc:chapters>'
    )

    episode = _episode(show)

    assert episode.chapters == (Chapter(1.0, "P"),)
