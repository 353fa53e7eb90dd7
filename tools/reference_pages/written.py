"""What people write in YAML, from the JSON Schemas of the models."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from podcaster.model.audio import AudioFormat
from podcaster.model.episode import Episode
from podcaster.model.news import NewsItem
from podcaster.model.values import Written
from podcaster.settings import Settings
from reference_pages.tables import code, page, table

Schema = Mapping[str, Any]

HEAD: Final = ("key", "value", "default", "what it is")

#: JSON Schema's words for kinds of text -> ours.
FORMATS: Final[dict[str, str]] = {
    "uri": "address",
    "uuid": "UUID",
    "date-time": "date, time and zone",
}

#: Enumerations that stand apart in the schemas.
ENUMERATIONS: Final[dict[str, list[str]]] = {"AudioFormat": [item.value for item in AudioFormat]}

#: Keyword of a number's limit -> how we say it.
LIMITS: Final = {
    "minimum": "from {}",
    "exclusiveMinimum": "above {}",
    "maximum": "to {}",
    "minItems": "at least {}",
}


def settings_page() -> str:
    """Return the reference of publish.yaml, its channels aside."""
    schema = Settings.model_json_schema()
    sections = _sections(schema, skip=frozenset(_channel_names(schema)))
    see = "Channels have [a page of their own](channels.md)."
    return page("publish.yaml", _intro(Settings), see, *sections)


def episode_page() -> str:
    """Return the reference of episode.yaml."""
    return page("episode.yaml", _intro(Episode), *_sections(Episode.model_json_schema()))


def news_page() -> str:
    """Return the reference of news.yaml."""
    return page("news.yaml", _intro(NewsItem), *_sections(NewsItem.model_json_schema()))


def channels_page() -> str:
    """Return the reference of all types of channels."""
    schema = Settings.model_json_schema()
    sections = [
        f"## {code(_type_of(definition))}\n\n{_described(definition)}\n\n{_keys(definition)}"
        for definition in (schema["$defs"][name] for name in _channel_names(schema))
    ]
    intro = (
        "A channel is a place that takes a release. It stands under `channels:` in `publish.yaml`, "
        "by a name of your choice; `type` says what it is. Hosts come first: nothing is announced "
        "before every host has what it points to."
    )
    return page("Channels", intro, *sections)


def _intro(model: type[Written]) -> str:
    how = "A key that is not listed here is an error, so typos are found."
    return f"{model.__doc__}\n\n{how}"


def _channel_names(schema: Schema) -> list[str]:
    """Return the models of the channels, in the order of the union."""
    (channel,) = schema["properties"]["channels"]["patternProperties"].values()
    return [_name(option["$ref"]) for option in channel["oneOf"]]


def _type_of(definition: Schema) -> str:
    return str(definition["properties"]["type"]["const"])


def _sections(schema: Schema, skip: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the keys of the file itself, then of every thing inside it, by name."""
    yield f"## The file\n\n{_keys(schema)}"
    for name, definition in sorted(schema["$defs"].items()):
        if "properties" in definition and name not in skip:
            where = ", ".join(map(code, _keys_that_hold(name, schema)))
            about = f"{_described(definition)} Stands under {where}."
            yield f"## {_title(name)}\n\n{about}\n\n{_keys(definition)}"


def _keys_that_hold(name: str, schema: Schema) -> list[str]:
    """Return the keys under which the thing `name` may stand, without repetition."""
    objects = [schema, *schema["$defs"].values()]
    pairs = [pair for thing in objects for pair in thing.get("properties", {}).items()]
    holding = [key for key, value in pairs if f'"#/$defs/{name}"' in json.dumps(value)]
    return list(dict.fromkeys(holding))


def _described(definition: Schema) -> str:
    return str(definition["description"]).split("\n\n")[0].replace("\n", " ")


def _keys(definition: Schema) -> str:
    """Return a table of the keys of one object."""
    required = definition.get("required", ())
    return table(
        HEAD,
        (
            (code(key), _value(value), _default(value, key in required), value["description"])
            for key, value in definition["properties"].items()
        ),
    )


def _default(value: Schema, required: bool) -> str:
    """Say what holds if the key is missing; where nothing stands, the description tells."""
    if required:
        return "needed"
    default = value.get("default")
    plain = default is not None and not isinstance(default, dict | list)
    return code(json.dumps(default, ensure_ascii=False).strip('"')) if plain else ""


def _value(value: Schema) -> str:
    """Say in words what a key takes."""
    if "$ref" in value:
        return _reference(value["$ref"])
    options = value.get("anyOf") or value.get("oneOf")
    if options:
        return " or ".join(_value(option) for option in options if option.get("type") != "null")
    if "enum" in value or "const" in value:
        allowed = value.get("enum", [value.get("const")])
        return ", ".join(code(str(word)) for word in allowed)
    return _plain_value(value)


def _plain_value(value: Schema) -> str:
    """Say it for lists, mappings, numbers and text."""
    kind = value.get("type")
    limits = [words.format(value[key]) for key, words in LIMITS.items() if key in value]
    if kind == "array":
        return " ".join(["list of", _value(value["items"]), *(f"({limit})" for limit in limits)])
    if kind == "object":
        return "mapping by name"
    if kind == "boolean":
        return "`true`, `false`"
    if kind == "string":
        return FORMATS.get(value.get("format", ""), "text")
    return " ".join([str(kind), *limits])


def _reference(reference: str) -> str:
    """Link to the section of a thing; enumerations have none, so their words are said here."""
    if words := ENUMERATIONS.get(_name(reference)):
        return ", ".join(map(code, words))
    title = _title(_name(reference))
    return f"[{title}](#{title.lower()})"


def _title(name: str) -> str:
    """Return the name of a thing as readers of YAML see it."""
    return name.removesuffix("Settings")


def _name(reference: str) -> str:
    return reference.rsplit("/", 1)[-1]
