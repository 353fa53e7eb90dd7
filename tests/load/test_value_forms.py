"""Every form that a value must have is explained by an example, and the example has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import pytest

from podcaster.load.value_forms import Objection, wrong_form
from podcaster.load.written import understand
from podcaster.load.yaml_file import parse_yaml
from podcaster.scaffold.schemas import MODELS
from podcaster.settings import EdgeSettings


def _patterns(schema: Any) -> Iterator[str]:  # noqa: ANN401 - any part of a schema
    if isinstance(schema, dict):
        if isinstance(schema.get("pattern"), str):
            yield schema["pattern"]
        schema = list(schema.values())
    for part in schema if isinstance(schema, list) else ():
        yield from _patterns(part)


PATTERNS: Final = sorted(
    {found for model in MODELS.values() for found in _patterns(model.model_json_schema())}
)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_value_of_the_wrong_form_gets_an_example_that_fits(pattern: str) -> None:
    _, words, hint = wrong_form(Objection("key", "Ärger mit\n%", {"pattern": pattern}))

    assert "does not fit here" not in words.say(str)
    assert hint is not None
    for example in re.findall(r"like `(.+)`", hint.say(str)):
        assert re.search(pattern, example)


@pytest.mark.parametrize(
    ("level", "what", "hint"),
    [
        ("laut", "`laut` should be a number, or `as-is`", "write it in digits"),
        ("as_is", "`as_is` should be a number, or `as-is`", "did you mean `as-is`?"),
        ("", "there is no number", "write a number"),
        ("99", "`99` should be at most 20", ""),
    ],
)
def test_where_a_word_would_do_too_it_is_named(level: str, what: str, hint: str) -> None:
    parsed = parse_yaml("edge.yaml", f"file: intro.wav\nlevel_lu: {level}\n")

    [found] = understand(EdgeSettings, parsed).findings

    assert found.message.say(str) == what
    assert (found.hint.say(str) if found.hint else "").startswith(hint)
    assert found.place.line == 2
