"""Words on pictures are written with a typeface that has their letters, or not at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.judges_at_hand import leave_out
from tests.render.mastered_shows import a_cover, a_mastered, an_episode

from podcaster.master.cache import Cache
from podcaster.master.pictures.card import CardMaker
from podcaster.master.pictures.lettering import BUNDLED, Typeface
from podcaster.master.pictures.line_breaks import glued, runs_leftwards, words_of
from podcaster.master.pictures.panel import fitted
from podcaster.master.pictures.typefaces import Typefaces, has_letters, installed, typefaces_of
from podcaster.model.facts import PlainFile

DEJAVU: Final = Path("/usr/share/fonts/truetype/dejavu")


@pytest.fixture(scope="module")
def sans() -> Path:
    """Return a typeface with Arabic, Georgian and Armenian, but without Chinese."""
    file = DEJAVU / "DejaVuSans.ttf"
    return file if file.is_file() else leave_out("no DejaVu here: `fonts-dejavu-core` has it")


def test_our_own_letters_are_taken_where_they_are_enough(sans: Path) -> None:
    assert Typefaces(folders=(sans.parent,)).for_text("Bürger*innen – „so“") == BUNDLED


@pytest.mark.parametrize("text", ["ღამის ავტობუსი", "السلامة في المدينة", "Գիշերային"])
def test_the_system_has_what_ours_lacks(text: str, sans: Path) -> None:
    assert Typefaces(folders=()).for_text(text) is None
    assert Typefaces(folders=(sans.parent,)).for_text(text) == Typeface(sans)


def test_what_nobody_has_is_named(sans: Path) -> None:
    there = Typefaces(folders=(sans.parent,))

    assert there.for_text("Ночь 城市") is None
    assert there.lacking("Ночь 城市城") == "城市"


def test_the_shows_own_comes_first_the_one_for_pictures_before_all(sans: Path) -> None:
    serif = sans.with_name("DejaVuSans-Bold.ttf")
    files = {"text": sans, "pictures": serif}
    own = {use: PlainFile(file.name, file, file.stat().st_size) for use, file in files.items()}

    assert typefaces_of(own).for_text("Plätze") == Typeface(serif)


def test_a_file_that_is_no_typeface_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "schrift.ttf").write_text("<html>404</html>")

    assert not has_letters(tmp_path / "schrift.ttf", "a")
    assert Typefaces(folders=(tmp_path,)).for_text("ღამე") is None


def test_typefaces_that_have_a_box_for_everything_are_no_help(tmp_path: Path, sans: Path) -> None:
    (tmp_path / "LastResort.otf").write_bytes(sans.read_bytes())
    (tmp_path / "AdobeBlank.ttf").write_bytes(sans.read_bytes())

    assert installed((tmp_path,)) == ()


def test_a_card_in_another_script_is_drawn_and_the_same_every_time(
    tmp_path: Path, sans: Path
) -> None:
    artwork = tmp_path / "small.png"
    Image.new("RGB", (600, 600), "#204060").save(artwork)
    cover = a_cover("", "Platz")
    cover = replace(cover, small=replace(cover.small, source=artwork))
    there, title = Typefaces(folders=(sans.parent,)), "السلامة في المدينة"
    episode = an_episode(title=title, people=[{"name": "Гостя", "role": "guest"}]).draft
    settings = a_mastered().settings

    cards = [
        CardMaker(Cache(tmp_path / name, 0), settings, there).of_episode(episode, cover)
        for name in ("one", "two")
    ]

    assert cards[0] is not None
    assert cards[1] is not None
    assert cards[0].media.sha256 == cards[1].media.sha256
    assert title in cards[0].alt
    with Image.open(cards[0].media.source) as image:
        right, left = image.crop((1000, 150, 1145, 480)), image.crop((627, 150, 700, 480))
        assert len(right.getcolors(10_000) or ()) > 1
        assert len(left.getcolors(10_000) or ()) == 1, "Arabic begins at the right"


def test_what_is_read_from_the_right_stands_at_the_right() -> None:
    assert runs_leftwards("السلامة 2026")
    assert runs_leftwards("12 שלום")
    assert not runs_leftwards("Folge 1 · سارة")
    assert not runs_leftwards("2026")


def test_chinese_breaks_between_characters_and_never_before_a_full_stop(sans: Path) -> None:
    pieces = [piece for piece, _ in glued("城市安全。「夜晚」 und Plätze")]
    block = fitted("城" * 40, 300, 400, range(40, 17, -2), Typeface(sans))

    assert pieces == ["城", "市", "安", "全。", "「夜", "晚」", "und", "Plätze"]
    assert "".join(block.lines) == "城" * 40
    assert len(block.lines) > 1


@given(st.text(max_size=80))
def test_nothing_is_lost_between_the_pieces_of_a_line(text: str) -> None:
    assert "".join(piece for piece, _ in glued(text)) == "".join(words_of(text))
