"""Every word that listeners read exists in German and French."""

from __future__ import annotations

from pathlib import Path
from typing import Final, get_args

import pytest
from babel.messages.pofile import read_po
from jinja2 import nodes
from tests.render.mastered_shows import default_templates

import podcaster
from podcaster.model.people import Role
from podcaster.render.embeds import WAYS
from podcaster.render.sandbox import sandbox

#: Words that Python says, beside those in templates.
SAID_BY_VIEWS: Final = {
    "Season {number}",
    "Episode {number}",
    "Trailer",
    "Bonus episode",
    "Season {season}, episode {number}",
    "Season {season}, trailer",
    "Season {season}, bonus episode",
    "Episodes, page {number}",
}


def _words_of_templates() -> set[str]:
    """Return every text that a default template puts into `_(...)`."""
    environment = sandbox({})
    trees = [
        environment.parse(source.text)
        for name, source in default_templates().items()
        if name.endswith(".j2")
    ]
    calls = [
        call
        for tree in trees
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name == "_"
    ]
    return {call.args[0].as_const() for call in calls}


def _catalogue(language: str) -> dict[str, str]:
    path = Path(podcaster.__file__).parent / "locale" / language / "LC_MESSAGES" / "pages.po"
    with path.open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id}


@pytest.mark.parametrize("language", ["de", "fr"])
def test_a_catalogue_has_every_word_and_no_other(language: str) -> None:
    ways = {text for texts in WAYS.values() for text in texts}
    wanted = _words_of_templates() | SAID_BY_VIEWS | ways | set(get_args(Role))

    assert set(_catalogue(language)) == wanted
    assert all(_catalogue(language).values())


@pytest.mark.parametrize("language", ["de", "fr"])
def test_a_translation_has_the_same_gaps(language: str) -> None:
    for english, translated in _catalogue(language).items():
        assert _gaps(english) == _gaps(translated), english


def _gaps(text: str) -> set[str]:
    return {part.split("}")[0] for part in text.split("{")[1:]}
