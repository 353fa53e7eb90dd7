"""The card of an episode: all words on it, whole, in its own letters, the same every time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.render.mastered_shows import a_cover, a_mastered, a_news_item, an_episode

from podcaster.master.cache import Cache
from podcaster.master.pictures.card import CardMaker
from podcaster.master.pictures.card_drawing import Wording, draw_card, look_of
from podcaster.master.pictures.lettering import BUNDLED, Lettering, width_of
from podcaster.master.pictures.panel import fitted
from podcaster.master.pictures.typefaces import Typefaces
from podcaster.model.card_settings import CardLayout, CardSettings
from podcaster.model.mastered import CARD_SIZE, Card, Cover, MasteredEpisode

WIDTH, HEIGHT = 513, 330
SIZES = range(72, 17, -2)


@pytest.fixture
def cover(tmp_path: Path) -> Cover:
    source = tmp_path / "small.jpg"
    Image.new("RGB", (600, 600), "#204060").save(source)
    made = a_cover("", "Ein Platz")
    return replace(made, small=replace(made.small, source=source))


#: Only what comes along, whatever this machine has.
OURS = Typefaces(folders=())


def _maker(folder: Path, **card: object) -> CardMaker:
    return CardMaker(Cache(folder, 0), a_mastered(site={"card": card}).settings, OURS)


def _card(episode: MasteredEpisode, cover: Cover, folder: Path, **card: object) -> Card | None:
    return _maker(folder, **card).of_episode(episode.draft, cover)


def test_a_card_has_the_size_that_linkedin_shows_and_says_what_stands_on_it(
    cover: Cover, tmp_path: Path
) -> None:
    card = _card(an_episode(), cover, tmp_path / "cache")

    assert card is not None
    with Image.open(card.media.source) as image:
        assert (image.format, image.size) == ("PNG", CARD_SIZE)
    assert card.media.path.startswith("episodes/012-mitarbeitende/card-")
    assert card.alt == (
        "Stadt im Gespräch · Folge\u00a012 · Sicherheit von Mitarbeiter*innen: „Was nun?“"
        " · Moderation, Gast aus Hannover, Tonstudio"
    )


def test_the_same_words_give_the_same_bytes_and_other_words_others(
    cover: Cover, tmp_path: Path
) -> None:
    first = _card(an_episode(), cover, tmp_path / "one")
    again = _card(an_episode(), cover, tmp_path / "two")
    other = _card(an_episode(title="Anders"), cover, tmp_path / "one")

    assert first is not None
    assert again is not None
    assert other is not None
    assert first.media.sha256 == again.media.sha256 != other.media.sha256


@pytest.mark.parametrize("title", ["城市安全", "الأمن في المدينة", "ქალაქი"])
def test_what_our_letters_cannot_write_gets_no_card(
    title: str, cover: Cover, tmp_path: Path
) -> None:
    assert _card(an_episode(title=title), cover, tmp_path / "cache") is None


def test_a_name_that_our_letters_cannot_write_is_left_out_and_told_of(
    cover: Cover, tmp_path: Path
) -> None:
    people = [{"name": "王小明", "role": "guest"}, {"name": "Gästin aus Nîmes", "role": "guest"}]

    episode, maker = an_episode(people=people), _maker(tmp_path)

    card = maker.of_episode(episode.draft, cover)
    (found,) = maker.doubts(episode.draft)

    assert card is not None
    assert card.alt.endswith(" · Moderation, Gästin aus Nîmes")
    assert (found.code, str(found.place.file)) == (
        "PC509",
        "episodes/012-mitarbeitende/episode.yaml",
    )
    assert "leaves out `王小明`" in str(found.message)
    assert "`王小明`" in str(found.message).split(":")[1]


@pytest.mark.parametrize(
    "text",
    [
        "ÄÖÜ äöü ß ẞ",
        "„so“, ‚so‘, “so”, »so«",
        "10–12 Uhr — ja",
        "élève, ça, Noël, Œuvre, Åse, ñ",
        "Київ, Αθήνα, Łódź",
    ],
)
def test_the_languages_of_european_cities_can_be_written(text: str) -> None:
    assert OURS.for_text(text) == BUNDLED


def test_what_only_says_where_lines_break_is_not_drawn() -> None:
    lettering = Lettering(40, "")

    assert width_of("Mandats\u00adträger\u2060in", lettering) == width_of(
        "Mandatsträgerin", lettering
    )
    assert width_of("Bu\u0308rger", lettering) == width_of("Bürger", lettering)


def _lines_of(text: str) -> Iterator[str]:
    block = fitted(text, WIDTH, HEIGHT, SIZES)
    assert block.height <= HEIGHT
    for line in block.lines:
        assert width_of(line, Lettering(block.size, "", 0.012)) <= WIDTH
        yield line


@given(st.text(alphabet="abcdefgh mnoprstuvwäöüßWM*-", min_size=1, max_size=300))
def test_a_title_of_300_characters_is_never_cut_and_never_sticks_out(text: str) -> None:
    shown = "".join(_lines_of(text)).replace("-", "").replace(" ", "")

    assert shown == "".join(text.split()).replace("-", "")


def test_words_stay_whole_where_they_can() -> None:
    lines = list(_lines_of("Sicherheit von Mitarbeiter*innen und Mandatsträger*innen"))

    assert not [line for line in lines if line.endswith("-")]


def test_words_stand_on_the_right_and_the_artwork_on_the_left(cover: Cover) -> None:
    look = look_of(CardSettings(), "#0b6b85")
    image = draw_card(Wording("Show", "Plätze", "Folge 1", "Gast"), look, cover.small.source)
    paper = image.getpixel((1190, 10))

    assert image.getpixel((300, 300)) != paper
    title = image.crop((620, 150, 1200, 480))
    assert title.getextrema() != ((252, 252), (251, 251), (248, 248))
    right_edge = image.crop((1145, 0, 1200, 600)).getcolors()
    assert right_edge is not None
    assert len(right_edge) == 1


def test_a_news_item_has_a_card_with_its_topics_and_the_middle_of_its_picture(
    tmp_path: Path, cover: Cover
) -> None:
    wide = tmp_path / "wide.png"
    halves = Image.new("RGB", (900, 300), "#ff0000")
    halves.paste("#0000ff", (300, 0, 600, 300))
    halves.save(wide)
    picture = replace(cover.small, source=wide)

    card = _maker(tmp_path / "c").of_news(a_news_item().draft, picture)

    assert card is not None
    assert card.alt == "Stadt im Gespräch · Prävention · Neues Positionspapier"
    assert card.media.path.startswith("news/positionspapier/card-")
    with Image.open(card.media.source) as image:
        assert image.size == CARD_SIZE
        assert [image.getpixel((left, 300)) for left in (70, 560)] == [(0, 0, 255)] * 2


@pytest.mark.parametrize("title", ["城市安全", "الأمن في المدينة"])
def test_news_that_our_letters_cannot_write_gets_no_card(
    title: str, cover: Cover, tmp_path: Path
) -> None:
    draft, maker = a_news_item(title=title).draft, _maker(tmp_path)

    assert maker.of_news(draft, cover.small) is None
    assert [one.code for one in maker.doubts(draft)] == ["PC509"]


def test_what_can_be_written_raises_no_doubt(tmp_path: Path) -> None:
    maker = _maker(tmp_path)

    assert not [*maker.doubts(an_episode().draft), *maker.doubts(a_news_item().draft)]


def test_a_template_of_the_show_decides_where_the_artwork_stands(
    cover: Cover, tmp_path: Path
) -> None:
    paper = (0xFF, 0xD8, 0x4D)
    cards = {
        layout: _card(an_episode(), cover, tmp_path / layout, layout=layout, paper="#ffd84d")
        for layout in ("left", "right", "words")
    }

    found = {}
    for layout, card in cards.items():
        assert card is not None
        with Image.open(card.media.source) as image:
            points = [image.convert("RGB").getpixel((left, 60)) for left in (300, 900)]
            found[layout] = [point != paper for point in points]
            assert image.convert("RGB").getpixel((5, 5)) == paper
    assert found == {"left": [True, False], "right": [False, True], "words": [False, False]}


def test_a_template_of_the_show_decides_what_stands_beside_the_title(
    cover: Cover, tmp_path: Path
) -> None:
    card = _card(an_episode(), cover, tmp_path, shows=["number"])

    assert card is not None
    assert card.alt == "Folge\u00a012 · Sicherheit von Mitarbeiter*innen: „Was nun?“"


def test_a_long_name_of_the_show_takes_room_from_the_title_and_stays_readable(
    cover: Cover,
) -> None:
    show = "Wie Städte mit der Nacht umgehen, und was davon am Tag bleibt: Gespräche " * 3
    look = look_of(CardSettings(), "#0b6b85")
    drawn = draw_card(
        Wording(show[:255], "Wort " * 51, "", "Gast, " * 40), look, cover.small.source
    )
    words = drawn.crop((620, 0, 1200, 613)).convert("L").point(lambda grey: 255 * (grey < 200))
    rows = [bool(words.crop((0, at, 580, at + 1)).getbbox()) for at in range(words.height)]

    assert words.getbbox()
    assert max(at for at, row in enumerate(rows) if row) < 600
    assert not [at for at in range(1150 - 620, 580) if words.crop((at, 0, at + 1, 613)).getbbox()]


def test_a_picture_behind_it_all_leaves_paper_under_the_words(cover: Cover, tmp_path: Path) -> None:
    ground = tmp_path / "ground.png"
    Image.new("RGB", (40, 30), "#ff0000").save(ground)
    places: dict[CardLayout, int] = {"left": 900, "right": 300, "words": 600}
    for layout, on_paper in places.items():
        settings = CardSettings(layout=layout, paper="#ffd84d")
        look = look_of(settings, "#0b6b85", background=ground)

        card = draw_card(Wording("S", "T", "", ""), look, cover.small.source)

        assert card.getpixel((5, 5)) == (255, 0, 0)
        assert card.getpixel((on_paper, 560)) == (0xFF, 0xD8, 0x4D)
