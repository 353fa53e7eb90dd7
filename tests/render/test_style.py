"""One style sheet, in the show's colours."""

from __future__ import annotations

from tests.render.built_site import site_texts
from tests.render.mastered_shows import a_mastered


def test_the_accent_of_the_show_colours_its_pages() -> None:
    style = site_texts(a_mastered(site={"accent": "#005f73"}))["style.css"]

    assert "--accent:#005f73" in style
    assert "prefers-color-scheme:dark" in style
    assert "{{" not in style
