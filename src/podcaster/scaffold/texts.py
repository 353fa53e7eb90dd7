"""The texts that new folders begin with, in German and English."""

from __future__ import annotations

import json
from importlib.resources import files
from string import Template


def text_of(name: str, language: str = "") -> str:
    """Return a text as it stands in `texts/`, English where there is none in `language`."""
    folder = files("podcaster.scaffold") / "texts"
    wanted = folder / language / name if language else folder / name
    return (wanted if wanted.is_file() else folder / "en" / name).read_text("utf-8")


def filled(name: str, language: str, **values: str) -> str:
    """Return a text with its `$gaps` filled."""
    return Template(text_of(name, language)).substitute(values)


def quoted(text: str) -> str:
    """Return `text` as a double-quoted YAML scalar: colons, quotes and stars survive.

    Source:
        YAML 1.2.2, section 1.2: every JSON string is a YAML string.
    """
    return json.dumps(text, ensure_ascii=False)
