"""One style sheet, in the show's colours."""

from __future__ import annotations

from dataclasses import replace

from tests.render.built_site import site_texts
from tests.render.mastered_shows import a_mastered, a_media

from podcaster.render import render


def test_the_accent_of_the_show_colours_its_pages() -> None:
    style = site_texts(a_mastered(site={"accent": "#005f73"}))["style.css"]

    assert "--accent:#005f73" in style
    assert "prefers-color-scheme:dark" in style
    assert "{{" not in style


def test_fonts_come_from_the_shows_own_files_and_from_nowhere_else() -> None:
    font = replace(a_media("fonts/text", "png"), path="fonts/text-0a1b2c3d.woff2")
    mastered = replace(a_mastered(), fonts={"text": font})

    style = site_texts(mastered)["style.css"]
    release = render(mastered, mastered.settings)

    assert 'src:url("fonts/text-0a1b2c3d.woff2")' in style
    assert '--sans:"show-text",system-ui' in style
    assert style.count("url(") == 1
    assert font in release.artefacts


def test_without_fonts_of_its_own_nothing_is_loaded() -> None:
    assert "@font-face" not in site_texts(a_mastered())["style.css"]
