"""What a real WordPress keeps of a fragment that somebody with the role Author posts: all of it."""

from __future__ import annotations

import re
from typing import Final

from tests.render.mastered_shows import a_linked_episode, a_mastered, an_episode
from tests.servers.wordpress import wordpress

from podcaster.model.artefacts import Document
from podcaster.render.fragments import render_fragments
from podcaster.render.news import render_news

#: The one tag that its filter takes out; the words inside stay.
LOST: Final = re.compile(r"</?time\b[^>]*>")

NAMES: Final = {"fragment.html", "fragment-teaser.html", "fragment-notes.html"}


def some_fragments() -> list[Document]:
    mastered = a_mastered(episodes=(an_episode(), a_linked_episode()))
    made = (
        *render_fragments(mastered, mastered.settings),
        *render_news(mastered, mastered.settings),
    )
    return [one for one in made if one.path.rsplit("/", 1)[-1] in NAMES]


def kept(html: str) -> str:
    """Return what WordPress has of `html` after an author posted it."""
    post = {"title": "Folge", "status": "publish", "content": html}
    asked = {"params": {"context": "edit"}, "json": post}
    stored = wordpress().ask("POST", "posts", "author", **asked)
    return str(stored["content"]["raw"]).strip()


def test_every_sign_of_a_fragment_is_kept_but_the_tag_of_times() -> None:
    fragments = some_fragments()

    for document in fragments:
        sent = document.content.decode().strip()

        assert kept(sent) == LOST.sub("", sent), document.path

    assert {one.path.rsplit("/", 1)[-1] for one in fragments} == NAMES
    assert any(one.path.startswith("news/") for one in fragments)


def test_the_filter_is_at_work() -> None:
    assert kept("<p onclick='x()'>Ja<script>y()</script></p>") == "<p>Jay()</p>"
