"""What a post holds on its way to WordPress."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.deliver.releases import an_announcement

from podcaster.deliver.announcers.wordpress.post import content_of


def test_the_title_is_not_told_twice_where_the_text_says_its_language(tmp_path: Path) -> None:
    announcement = replace(
        an_announcement(tmp_path),
        title="A place",
        html='<div lang="en">\n<h2 lang="en">A place</h2>\n<p>Text</p>\n</div>',
    )

    content = str(content_of(announcement, ())["content"])

    assert '<div lang="en"><p>Text</p>\n</div>' in content
    assert "A place" not in content
