"""Found values cut to what the model takes; nothing is written that `check` can't understand."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final, cast, get_args
from urllib.parse import urlsplit

from pydantic import BaseModel, ValidationError

from podcaster.feeds.found import Facts, Repairs
from podcaster.model.licence import KNOWN_LICENCES
from podcaster.model.message import message
from podcaster.model.people import GROUPS, Group, Role
from podcaster.model.values import is_web_address

#: Longest summary that directories take.
MOST_SUMMARY_BYTES: Final = 4000

_ROLES: Final = frozenset(get_args(Role))
_ROLE_GROUPS: Final = frozenset(get_args(Group))

#: YAML of a show folder, by name.
Values = dict[str, Any]


def fitted(
    values: Values, model: type[BaseModel], line: int, repairs: Repairs, *, needed: frozenset[str]
) -> Values:
    """Return `values` without what the model refuses; each loss is said.

    Args:
        values: As they would be written.
        model: What reads them.
        line: Where they stood in the feed.
        repairs: Where losses are said.
        needed: Names that can't be left out; they are made to fit before.
    """
    kept = {name: value for name, value in values.items() if value not in (None, "", [], {})}
    try:
        model.model_validate(kept)
    except ValidationError as error:
        wrong = {str(row["loc"][0]) for row in error.errors() if row["loc"]} - needed
        for name in sorted(wrong & set(kept)):
            del kept[name]
            repairs.note(line, message("`{name}` has no form that can be kept", name=name))
    return kept


def fitted_lists(
    values: Mapping[str, Any], model: type[BaseModel], line: int, repairs: Repairs
) -> Values:
    """Return keys that hold lists without those of their entries that the model refuses."""
    kept: Values = {}
    for name, value in _worded(values).items():
        key = _Key(model, name, isinstance(value, list))
        entries = value if isinstance(value, list) else [value]
        good = [one for one in (_pruned(key, it, line, repairs) for it in entries) if one]
        if len(good) < len(entries):
            repairs.note(line, message("`{name}` has no form that can be kept", name=name))
        if good:
            kept[name] = good if key.listed else good[0]
    return kept


#: Keys whose entries are addresses and the words they are shown with.
_LINKS: Final = frozenset({"support", "content_links"})


def _worded(values: Mapping[str, Any]) -> Values:
    """Return the keys with words for every link: feeds leave them out, or write whole texts."""
    return {
        name: [_with_words(one) for one in value] if name in _LINKS else value
        for name, value in values.items()
    }


def _with_words(link: Values) -> Values:
    url = link.get("url", "")
    host = urlsplit(url).netloc if is_web_address(url) else ""
    text = shortened(link.get("text", ""), 128) or host
    return {**link, "text": text}


@dataclass(frozen=True)
class _Key:
    """A key of YAML.

    Attributes:
        model: Where it stands.
        name: What it is called.
        listed: Whether it holds a list.
    """

    model: type[BaseModel]
    name: str
    listed: bool

    def refusal(self, entry: object) -> tuple[int | str, ...] | None:
        """Return where in an entry the first thing stands that the key does not take, or None."""
        try:
            self.model.model_validate({self.name: [entry] if self.listed else entry})
        except ValidationError as error:
            rows = (row["loc"] for row in error.errors())
            return next((loc[1:] for loc in rows if loc[:1] == (self.name,)), None)
        return None


def _pruned(key: _Key, entry: object, line: int, repairs: Repairs) -> object:
    """Return an entry without those parts that the key does not take; None if it is one itself.

    One recipient without an address must not take away the shares of all.
    """
    entry = deepcopy(entry)
    while (where := key.refusal(entry)) is not None:
        if (found := _innermost(entry, where[1:] if key.listed else where)) is None:
            return None
        entries, index = found
        what = message("in `{name}`, `{part}` has no form that can be kept",
                       name=key.name, part=_called(entries.pop(index)))  # fmt: skip
        repairs.note(line, what)
    return entry


def _innermost(entry: Any, where: tuple[int | str, ...]) -> tuple[list[Any], int] | None:  # noqa: ANN401 - whatever YAML has
    """Return the list nearest to a place in an entry, and which of its parts leads there."""
    found = None
    for step in where:
        if isinstance(step, int) and isinstance(entry, list):
            found = entry, step
        elif not (isinstance(entry, dict) and step in entry):
            continue  # what is missing, or the name of a form
        entry = entry[step]
    return found


def _called(part: object) -> str:
    """Return by what people know a part: its name, or all that it says."""
    name = part.get("name") or part.get("uri") if isinstance(part, dict) else None
    return str(name or part)[:80]


def shortened(text: str, most_characters: int, most_bytes: int = MOST_SUMMARY_BYTES) -> str:
    """Return `text`, if it is too long cut at a word with an ellipsis."""
    if len(text) <= most_characters and len(text.encode()) <= most_bytes:
        return text
    cut = text[: most_characters - 1].encode()[: most_bytes - 3].decode(errors="ignore")
    return f"{cut.rpartition(' ')[0] or cut}…"


def people_of(found: tuple[Facts, ...], line: int, repairs: Repairs) -> list[Values]:
    """Return persons as the model writes them; the podcast taxonomy's other roles are guests."""
    rows = []
    for person in found:
        role = person["role"]
        if role not in _ROLES:
            repairs.note(line, message("the role `{role}` became `guest`", role=role[:80]))
        rows.append(
            {
                "name": shortened(person["name"], 128),
                "role": role if role in _ROLES else "guest",
                **_group(person),
                **_address("link", person["link"]),
                **_address("img", person["img"]),
            }
        )
    return rows


def _group(person: Facts) -> Mapping[str, str]:
    """Return the group of a person, unless the role says it."""
    group, usual = person["group"], GROUPS.get(cast("Role", person["role"]), "cast")
    return {"group": group} if group in _ROLE_GROUPS and group != usual else {}


def licence_of(found: Facts, line: int, repairs: Repairs) -> Values:
    """Return a licence, if it is well known or says where it stands."""
    if not found or not found["name"]:
        return {}
    url = _address("url", found["url"])
    if not url and found["name"].lower() not in KNOWN_LICENCES:
        repairs.note(line, message("the licence `{name}` has no address", name=found["name"][:80]))
        return {}
    known = found["name"].lower() in KNOWN_LICENCES
    return {"name": found["name"].lower() if known else shortened(found["name"], 128), **url}


def _address(name: str, text: str) -> Mapping[str, str]:
    return {name: text} if is_web_address(text) else {}
