"""The folder as a whole: what is found, what is left out, what is refused."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.shows import (
    NOW,
    TRANSCRIPT,
    a_news_item,
    a_picture,
    a_show,
    a_tone,
    a_workspace,
    an_episode,
    change,
    write,
)

from podcaster.errors import SettingsError, UsageError
from podcaster.load import load
from podcaster.model.draft import Draft
from podcaster.model.episode import LinkedAudio
from podcaster.model.facts import AudioFile, PictureFacts, Unreadable


def loaded(show: Path) -> Draft:
    return load(show, a_workspace(show))


def test_a_faultless_show_is_read_whole(tmp_path: Path) -> None:
    show = a_show(tmp_path, files={"episodes/eins/news.md": "Neu!\n"})
    a_news_item(show, "papier")

    draft = load(show, a_workspace(show, published={"eins": "2026-eins"}))

    (episode,) = draft.episodes
    assert draft.findings == ()
    assert draft.now == NOW
    assert draft.published_guids == {"eins": "2026-eins"}
    assert episode.item == "episode/eins"
    assert isinstance(episode.audio, AudioFile)
    assert episode.audio.file == "episodes/eins/raw.wav"
    assert [chapter.title for chapter in episode.chapters][2] == "Was tun?"
    assert episode.transcript is not None
    assert episode.transcript.cues[1].text == "Danke & guten Tag."
    assert episode.news == "Neu!\n"
    assert draft.news[0].text.startswith("Das **Papier**")
    assert isinstance(draft.artwork.facts, PictureFacts)
    assert {source.own for source in draft.templates.values()} == {False}


def test_a_folder_without_settings_is_no_show(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        loaded(tmp_path)

    assert caught.value.exit_code == 2
    assert "podcaster init" in str(caught.value.hint)


def test_broken_settings_come_with_the_findings_of_all_files(tmp_path: Path) -> None:
    show = a_show(tmp_path)
    change(show / "publish.yaml", "show:", "shw:")
    change(show / "episodes/eins/episode.yaml", "title:", "titel:")

    with pytest.raises(SettingsError) as caught:
        loaded(show)

    assert {row.place.file for row in caught.value.findings} == {
        "publish.yaml",
        "episodes/eins/episode.yaml",
    }


def test_an_episode_that_cannot_be_understood_is_left_out(tmp_path: Path) -> None:
    show = a_show(tmp_path)
    an_episode(show, "zwei", title=None)

    draft = loaded(show)

    assert [episode.slug for episode in draft.episodes] == ["eins"]
    assert [row.code for row in draft.findings] == ["PC106"]


def test_folders_that_are_set_aside_are_not_read(tmp_path: Path) -> None:
    show = a_show(tmp_path)
    write(show / "episodes", {"_alt/episode.yaml": "x: [", ".versteckt/episode.yaml": "x: ["})

    assert loaded(show).findings == ()


def test_editions_bring_their_own_texts(tmp_path: Path) -> None:
    edition = {
        "language": "en",
        "title": "Places",
        "summary": "On places.",
        "notes": "notes.en.md",
        "transcript": "transcript.en.vtt",
    }
    show = a_show(tmp_path, episode={"editions": [edition]})
    write(show / "episodes/eins", {"notes.en.md": "Hello", "transcript.en.vtt": TRANSCRIPT})

    (episode,) = loaded(show).episodes

    assert episode.edition_notes == {"en": "Hello"}
    assert episode.edition_transcripts["en"].language == "en"


def test_linked_audio_is_not_looked_for(tmp_path: Path) -> None:
    linked = {"url": "https://a.test/x.mp3", "bytes": 3, "duration_s": 20}
    show = a_show(tmp_path, episode={"audio": linked})

    (episode,) = loaded(show).episodes

    assert isinstance(episode.audio, LinkedAudio)


def test_a_named_file_is_taken_where_several_could_be(tmp_path: Path) -> None:
    show = a_show(tmp_path, episode={"audio": "b.wav"}, files={"episodes/eins/b.wav": a_tone(20)})

    draft = loaded(show)

    assert draft.findings == ()
    assert isinstance(draft.episodes[0].audio, AudioFile)
    assert draft.episodes[0].audio.file == "episodes/eins/b.wav"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_umlauts_in_file_names_are_found_in_either_form(tmp_path: Path, form: str) -> None:
    other = {"NFC": "NFD", "NFD": "NFC"}[form]
    written = unicodedata.normalize(form, "Plätze.wav")  # type: ignore[arg-type]
    on_disk = unicodedata.normalize(other, "Plätze.wav")  # type: ignore[arg-type]
    show = a_show(tmp_path, episode={"audio": written})
    (show / "episodes/eins/raw.wav").rename(show / "episodes/eins" / on_disk)

    (episode,) = loaded(show).episodes

    assert isinstance(episode.audio, AudioFile)
    assert not isinstance(episode.audio.facts, Unreadable)


def test_a_folder_that_leads_out_is_left_out(tmp_path: Path) -> None:
    outside = a_show(tmp_path / "other")
    show = a_show(tmp_path / "show")
    (show / "episodes/fremd").symlink_to(outside / "episodes/eins")

    draft = loaded(show)

    assert [row.code for row in draft.findings] == ["PC109"]
    assert [episode.slug for episode in draft.episodes] == ["eins"]


def test_pictures_that_lead_out_are_not_opened(tmp_path: Path) -> None:
    outside = tmp_path / "bild.png"
    outside.write_bytes(a_picture())
    show = a_show(tmp_path / "show", files={"artwork.png": None})
    (show / "artwork.png").symlink_to(outside)

    assert isinstance(loaded(show).artwork.facts, Unreadable)


def test_the_shows_own_templates_replace_the_default_ones(tmp_path: Path) -> None:
    show = a_show(tmp_path)
    name, default = next(iter(loaded(show).templates.items()))
    write(show, {f"templates/{name}": "mein\n", "templates/_teil.j2": "x"})

    templates = loaded(show).templates

    assert default.text != "mein\n"
    assert templates[name].text == "mein\n"
    assert (templates[name].own, templates[name].replaces) == (True, True)
    assert (templates["_teil.j2"].own, templates["_teil.j2"].replaces) == (True, False)
    assert list(templates) == sorted(templates)


@pytest.mark.parametrize("size", [999_999, 1_000_001])
def test_yaml_of_more_than_a_megabyte_is_not_read(tmp_path: Path, size: int) -> None:
    show = a_show(tmp_path)
    file = show / "episodes/eins/episode.yaml"
    text = file.read_bytes()
    file.write_bytes(text + b"#" * (size - len(text)))

    codes = [row.code for row in loaded(show).findings]

    assert codes == ([] if size < 1_000_000 else ["PC101"])


@given(content=st.binary(max_size=200))
def test_no_bytes_crash_the_reader(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    show = a_show(tmp_path_factory.mktemp("show"))
    names = ("episode.yaml", "notes.md", "chapters.txt", "transcript.vtt", "raw.wav")
    write(show, {f"episodes/eins/{name}": content for name in names[1:]})
    write(show, {"episodes/zwei/episode.yaml": content, "artwork.png": content})

    draft = loaded(show)

    assert isinstance(draft.artwork.facts, Unreadable)
    assert [episode.slug for episode in draft.episodes] == ["eins"]
