"""Every form that a value must have is explained by an example, and the example has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import pytest

from podcaster.load.value_forms import Objection, wrong_form
from podcaster.scaffold.schemas import MODELS


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
