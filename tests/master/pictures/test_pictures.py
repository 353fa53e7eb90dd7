"""Pictures lose what is not the picture, and keep what is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from podcaster.master.cache import Cache
from podcaster.master.pictures import files as pictures
from podcaster.model.facts import PictureFacts, PictureFile


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache", 0)


def picture_file(path: Path) -> PictureFile:
    return PictureFile(path.name, path, "Ein Platz", PictureFacts("JPEG", 1, 1, "RGB", False, 1))


def test_the_cover_comes_full_and_small_under_names_of_their_content(
    cache: Cache, tmp_path: Path
) -> None:
    source = tmp_path / "artwork.png"
    Image.new("RGB", (3000, 3000), "#8f1d2c").save(source)

    cover = pictures.cover(cache, picture_file(source))

    with Image.open(cover.full.source) as full, Image.open(cover.small.source) as small:
        assert (full.format, full.size) == ("PNG", (3000, 3000))
        assert (small.format, small.size) == ("JPEG", (600, 600))
    assert cover.full.path == f"artwork-{cover.full.sha256[:8]}.png"
    assert cover.small.path.endswith("-600.jpg")


def test_where_a_photo_was_taken_stays_at_home(cache: Cache, tmp_path: Path) -> None:
    source = tmp_path / "photo.jpg"
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (52.0, 22.0, 0.0)}
    exif[0x010E] = "secret place"
    Image.new("RGB", (800, 600)).save(source, exif=exif, comment=b"secret place")

    made = pictures.media(cache, picture_file(source), pictures.NEWS_PICTURE, "news/x/p", "news/x")

    assert b"secret place" not in made.source.read_bytes()
    with Image.open(made.source) as opened:
        assert not opened.getexif()


def test_a_picture_taken_upright_stands_upright(cache: Cache, tmp_path: Path) -> None:
    source = tmp_path / "photo.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (800, 600)).save(source, exif=exif)

    made = pictures.media(cache, picture_file(source), pictures.NEWS_PICTURE, "news/x/p", "news/x")

    with Image.open(made.source) as opened:
        assert opened.size == (600, 800)


def test_transparency_becomes_white_in_a_jpeg(cache: Cache, tmp_path: Path) -> None:
    source = tmp_path / "artwork.png"
    Image.new("RGBA", (1400, 1400), (0, 0, 0, 0)).save(source)

    small = pictures.cover(cache, picture_file(source)).small

    with Image.open(small.source) as opened:
        assert opened.getpixel((5, 5)) == (255, 255, 255)
