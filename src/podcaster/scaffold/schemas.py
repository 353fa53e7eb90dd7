"""JSON Schemas of what people write, in the language they read, for their editors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final

from pydantic import BaseModel

from podcaster.model.episode import Episode
from podcaster.model.message import Gettext
from podcaster.model.news import NewsItem
from podcaster.settings import Settings

#: Name -> the model of `publish.yaml`, `episode.yaml`, `news.yaml`.
MODELS: Final[dict[str, type[BaseModel]]] = {
    "publish": Settings,
    "episode": Episode,
    "news": NewsItem,
}

#: What yaml-language-server understands for sure.
DIALECT: Final = "http://json-schema.org/draft-07/schema#"

#: Under these keys stand names that people chose, not words of JSON Schema.
_NAMESPACES: Final = {"properties", "definitions"}

#: Words that draft-07 does not know, or that only repeat a name.
_SUPERFLUOUS: Final = {"title", "discriminator"}

Schema = dict[str, Any]


def schema_of(name: str, gettext: Gettext = str) -> Schema:
    """Return the JSON Schema (draft-07) of the file `name`, described in a language.

    Args:
        name: A key of `MODELS`.
        gettext: Says an English description in that language.
    """
    return {"$schema": DIALECT, **_translated(_untranslated(name), gettext)}


@cache
def _untranslated(name: str) -> Schema:
    """Return what pydantic says of the file `name`: long to make, and the same every time."""
    raw = MODELS[name].model_json_schema(ref_template="#/definitions/{model}")
    raw["definitions"] = raw.pop("$defs", {})
    return raw


def descriptions() -> Iterator[str]:
    """Yield every English description of all schemas, for the catalogue."""
    heard: list[str] = []

    def listen(text: str) -> str:
        heard.append(text)
        return text

    for name in MODELS:
        schema_of(name, listen)
    yield from dict.fromkeys(heard)


def _translated(schema: Schema, gettext: Callable[[str], str]) -> Schema:
    """Return one schema without superfluous words, its descriptions translated.

    A reference with words beside it is wrapped: draft-07 ignores what stands beside `$ref`.
    """
    made = {
        key: _value(key, value, gettext) for key, value in schema.items() if key not in _SUPERFLUOUS
    }
    if "$ref" in made and len(made) > 1:
        made["allOf"] = [{"$ref": made.pop("$ref")}]
    return made


def _value(key: str, value: Any, gettext: Callable[[str], str]) -> Any:  # noqa: ANN401 - JSON
    """Return what stands under `key` of a schema."""
    if key == "description":
        one_line = " ".join(value.split())
        return gettext(one_line)
    if key in _NAMESPACES:
        return {name: _translated(part, gettext) for name, part in value.items()}
    if isinstance(value, dict):
        return _translated(value, gettext) if key != "default" else value
    if isinstance(value, list):
        return [_value("", part, gettext) for part in value]
    return value
