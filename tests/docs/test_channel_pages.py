"""Pages about channels: what they say to write is understood, what they quote is said."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from babel.messages.pofile import read_po
from markdown_it import MarkdownIt
from ruamel.yaml import YAML
from tests.deliver.releases import some_settings
from tests.docs.pages import DOCS, PAIRS

from podcaster.model.secret_names import secret_name
from podcaster.outside.secrets import NAMES

CATALOGUE: Final = DOCS.parent / "src/podcaster/locale/de/LC_MESSAGES/podcaster.po"

PAGES: Final = [page for pair in PAIRS.items() for page in pair]

#: Exported beside a secret.
BESIDE: Final = "_EXPIRES"
#: A fingerprint as the pages leave it, and one.
LEFT_OPEN: Final = ("SHA256:…", f"SHA256:{'A' * 43}")


def text_of(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


def blocks(page: str) -> list[str]:
    """Return the pieces that a reader copies."""
    tokens = MarkdownIt().parse(text_of(page))
    return [each.content for each in tokens if each.type in {"fence", "code_block"}]


def settings_in(page: str) -> list[dict[str, Any]]:
    """Return the pieces that go into publish.yaml and name channels."""
    pieces = [one for one in blocks(page) if re.search(r"^channels:$", one, re.MULTILINE)]
    return [YAML(typ="safe").load(one.replace(*LEFT_OPEN)) for one in pieces]


@cache
def said() -> tuple[str, ...]:
    """Return everything that the program says, in both languages."""
    with CATALOGUE.open("rb") as file:
        return tuple(str(text) for one in read_po(file) if one.id for text in (one.id, one.string))


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_says_to_write_is_understood(page: str) -> None:
    written = settings_in(page)

    assert written
    for one in written:
        assert some_settings(one["channels"]).channels.keys() == one["channels"].keys()


@pytest.mark.parametrize("page", PAGES)
def test_the_secrets_it_names_are_read_and_belong_to_its_channels(page: str) -> None:
    channels = {name for one in settings_in(page) for name in one["channels"]}
    exported = re.findall(r"export (PODCASTER_\w+)=", "".join(blocks(page)))
    named = [name.removesuffix(BESIDE) for name in exported]
    named = [name for name in named if name != "PODCASTER_LANG"]

    assert all(NAMES.fullmatch(name) for name in named)
    assert all(name.startswith(tuple(secret_name(one, "") for one in channels)) for name in named)


@pytest.mark.parametrize("page", PAGES)
def test_what_it_quotes_from_the_screen_is_what_the_program_says(page: str) -> None:
    rows = re.findall(r"^\| (`[^|]+`)[^|]*\|", text_of(page), re.MULTILINE)
    quoted = [words for row in rows for words in re.findall(r"`([^`]+)`", row)]
    quoted = [words for words in quoted if " " in words]
    patterns = [re.escape(words).replace("…", ".*") for words in quoted]

    unsaid = [
        words
        for words, pattern in zip(quoted, patterns, strict=True)
        if not any(re.search(pattern, text, re.IGNORECASE | re.DOTALL) for text in said())
    ]
    assert not unsaid


@pytest.mark.parametrize(("german", "english"), PAIRS.items())
def test_both_languages_have_the_same_parts(german: str, english: str) -> None:
    parts = [
        (
            [len(block.splitlines()) for block in blocks(page)],
            text_of(page).count("\n## "),
            len(re.findall(r"^\|", text_of(page), re.MULTILINE)),
        )
        for page in (german, english)
    ]

    assert parts[0] == parts[1]


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda page: page.stem)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))

    assert not [link for link in links if not (page.parent / link).exists()]
