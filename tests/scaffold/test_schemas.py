from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from podcaster.cli.schema import NAMES
from podcaster.scaffold.schemas import DIALECT, MODELS, descriptions, schema_of


def parts(schema: object) -> Iterator[dict[str, Any]]:
    """Yield every object of a schema."""
    if isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from parts(value)
    if isinstance(schema, list):
        for value in schema:
            yield from parts(value)


def test_the_command_knows_every_schema() -> None:
    assert set(NAMES) == set(MODELS)


@pytest.mark.parametrize("name", MODELS)
def test_a_schema_is_understood_by_editors(name: str) -> None:
    schema = schema_of(name)

    assert schema["$schema"] == DIALECT
    assert schema["additionalProperties"] is False
    for part in parts(schema):
        assert "$defs" not in part
        assert "prefixItems" not in part
        assert "$ref" not in part or len(part) == 1


@pytest.mark.parametrize("name", MODELS)
def test_every_reference_leads_somewhere(name: str) -> None:
    schema = schema_of(name)

    references = {part["$ref"] for part in parts(schema) if "$ref" in part}

    assert references
    assert references <= {f"#/definitions/{each}" for each in schema["definitions"]}


@pytest.mark.parametrize("name", MODELS)
def test_every_key_that_people_write_is_described(name: str) -> None:
    silent = [
        key
        for part in parts(schema_of(name))
        for key, value in part.get("properties", {}).items()
        if isinstance(value, dict) and "description" not in value
    ]

    assert not silent


def test_descriptions_are_said_in_the_language_of_the_person() -> None:
    schema = schema_of("episode", str.upper)

    assert schema["properties"]["summary"]["description"] == "ONE PLAIN PARAGRAPH"


def test_a_property_called_title_is_kept() -> None:
    assert "title" in schema_of("episode")["properties"]


def test_every_description_is_one_line() -> None:
    assert all(text == " ".join(text.split()) for text in descriptions())
