"""From YAML values to the models of what people write; objections become findings with places."""

from __future__ import annotations

import types
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar, Union, cast, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from podcaster.load.value_forms import Objection
from podcaster.load.value_words import judge
from podcaster.load.yaml_file import Parsed, plain_value
from podcaster.model.codes import finding
from podcaster.model.draft import SourceFile, ValuePath
from podcaster.model.findings import Finding, Place
from podcaster.model.suggestions import nearest
from podcaster.model.values import Written

M = TypeVar("M", bound=Written)

#: Said of a value as a whole; what is said of its parts, or more exactly of it, counts more.
_VAGUE: Final = frozenset(
    {"string_type", "model_type", "model_attributes_type", "dict_type", "too_short"}
)

_ABOUT_A_KEY: Final = frozenset({"missing", "extra_forbidden"})


@dataclass(frozen=True)
class Understood(Generic[M]):
    """A model made of a YAML file, or why there is none."""

    written: M | None
    findings: tuple[Finding, ...]


def understand(model: type[M], parsed: Parsed) -> Understood[M]:
    """Make a `model` of what was parsed; None if anything at all is wrong."""
    try:
        written = model.model_validate(parsed.value if parsed.value is not None else {})
    except ValidationError as error:
        objections = _findings(model, error, parsed)
        # A file that can't be read as YAML would only seem to lack everything.
        unread = parsed.value is None and parsed.findings
        return Understood(None, parsed.findings if unread else parsed.findings + objections)
    return Understood(None if parsed.findings else written, parsed.findings)


def _findings(model: type[M], error: ValidationError, parsed: Parsed) -> tuple[Finding, ...]:
    located = [(_path(detail, parsed.value), detail) for detail in error.errors()]
    meant = {
        (path[:-1], nearest(str(path[-1]), known_keys(model, detail["loc"][:-1])))
        for path, detail in located
        if detail["type"] == "extra_forbidden"
    }
    return tuple(
        _finding(model, path, detail, parsed)
        for path, detail in _telling(located)
        if detail["type"] != "missing" or (path[:-1], path[-1]) not in meant
    )


def _path(detail: ErrorDetails, value: object) -> ValuePath:
    """Return the way to the value that pydantic means: its `loc` without names of types."""
    path: list[str | int] = []
    for part in detail["loc"]:
        if _holds(value, part):
            value = cast("Any", value)[part]
            path.append(part)
    if detail["type"] == "missing":
        path.append(detail["loc"][-1])
    if detail["type"] == "union_tag_invalid":
        path.append("type")
    return tuple(path)


def _holds(value: object, part: str | int) -> bool:
    if isinstance(value, list):
        return isinstance(part, int) and part < len(value)
    return isinstance(value, dict) and part in value


def _written_at(value: object, path: ValuePath) -> object:
    """Return what stands at `path` in the file; pydantic may have turned it into a date."""
    for part in path:
        value = cast("Any", value)[part] if _holds(value, part) else None
    return value


def _telling(
    located: Sequence[tuple[ValuePath, ErrorDetails]],
) -> Iterator[tuple[ValuePath, ErrorDetails]]:
    """Leave out what is said vaguely where something is said exactly, and twice of one value."""
    exact = {path for path, detail in located if detail["type"] not in _VAGUE}
    words = {path: detail.get("ctx", {}) for path, detail in located if _expects_a_word(detail)}
    seen: set[ValuePath] = set()
    for path, detail in located:
        vague = detail["type"] in _VAGUE
        if path in seen or (vague and any(other[: len(path)] == path for other in exact)):
            continue
        seen.add(path)
        yield path, detail | {"ctx": words.get(path, {}) | detail.get("ctx", {})}


def _expects_a_word(detail: ErrorDetails) -> bool:
    """Tell whether a word would do here, even if something else would do, too."""
    return detail["type"] == "literal_error"


def _finding(model: type[M], path: ValuePath, detail: ErrorDetails, parsed: Parsed) -> Finding:
    about_key = detail["type"] in _ABOUT_A_KEY
    known = known_keys(model, detail["loc"][:-1]) if about_key else ()
    place = _place(path, detail, parsed.source)
    value = _written_at(parsed.value, path)
    objection = Objection(
        key=str(path[-1]) if path else "",
        value=value,
        limits=detail.get("ctx") or {},
        known=known,
        written=_as_written(value, place, parsed.source),
    )
    code, what, hint = judge(detail["type"], objection)
    return finding(code, place, what, hint, source=parsed.source.line(place))


def _as_written(value: object, place: Place, source: SourceFile) -> str:
    """Return how a number or a yes stands in the file: `0511` is 511 to YAML, not to its author."""
    if not isinstance(value, (bool, int, float)):
        return ""
    text = source.line(place)[place.column - 1 :][: place.length]
    return text if plain_value(text) == value else ""


def _place(path: ValuePath, detail: ErrorDetails, source: SourceFile) -> Place:
    """Return the value's place; the key's for unknown keys, the parent's for what is missing."""
    if detail["type"] == "missing":
        return source.keys.get(path[:-1]) or source.place(*path[:-1])
    of_key = detail["type"] == "extra_forbidden" or detail["loc"][-1:] == ("[key]",)
    if of_key and path in source.keys:
        return source.keys[path]
    return source.place(*path)


def known_keys(model: type[BaseModel], loc: Sequence[str | int]) -> tuple[str, ...]:
    """Return the keys that are possible at pydantic's `loc` below `model`."""
    here: Any = model
    for part in loc:
        here = _inside(here, part)
    found = next(_models(here), None)
    return tuple(found.model_fields) if found else ()


def _inside(kind: Any, part: str | int) -> Any:  # noqa: ANN401 - any annotation
    """Return the type of what stands at `part` inside a value of type `kind`.

    Where several models are possible, pydantic names the one it took before its keys; a key of
    another one may have that very name, such as the `folder` of a server.
    """
    models = tuple(_models(kind))
    taken = [model for model in models if part in _tags(model)] if len(models) > 1 else []
    if taken:
        return taken[0]
    holding = [model for model in models if part in model.model_fields]
    return holding[0].model_fields[str(part)].annotation if holding else _item(kind)


def _item(kind: Any) -> Any:  # noqa: ANN401 - any annotation
    """Return the type of what a tuple or a dictionary holds, else the type itself."""
    for option in _options(kind):
        if get_origin(option) in (tuple, dict):
            return next(part for part in reversed(get_args(option)) if part is not Ellipsis)
    return kind


def _models(kind: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401 - any annotation
    for option in _options(kind):
        if isinstance(option, type) and issubclass(option, BaseModel):
            yield option


def _options(kind: Any) -> Iterator[Any]:  # noqa: ANN401 - any annotation
    """Yield the types that an annotation allows, without their limits."""
    if hasattr(kind, "__metadata__"):
        yield from _options(kind.__origin__)
    elif get_origin(kind) in (Union, types.UnionType):
        for option in get_args(kind):
            yield from _options(option)
    else:
        yield kind


def _tags(model: type[BaseModel]) -> tuple[str, ...]:
    """Return how pydantic names a model in `loc`: by its class, or by its `type`."""
    kind = model.model_fields.get("type")
    return (model.__name__, *(get_args(kind.annotation) if kind else ()))
