"""Found values cut to what the model takes; nothing is written that `check` can't understand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, get_args
from urllib.parse import urlsplit

from pydantic import BaseModel, ValidationError

from podcaster.feeds.found import Facts, Repairs
from podcaster.model.licence import KNOWN_LICENCES
from podcaster.model.message import message
from podcaster.model.people import Role
from podcaster.model.values import is_web_address

#: Longest summary that directories take.
MOST_SUMMARY_BYTES: Final = 4000

_ROLES: Final = frozenset(get_args(Role))

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
        entries = value if isinstance(value, list) else [value]
        good = [one for one in entries if _is_taken(model, name, one, isinstance(value, list))]
        if len(good) < len(entries):
            repairs.note(line, message("`{name}` has no form that can be kept", name=name))
        if good:
            kept[name] = good if isinstance(value, list) else good[0]
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


def _is_taken(model: type[BaseModel], name: str, entry: object, listed: bool) -> bool:
    """Tell whether a key takes a value, or a list of nothing but this entry."""
    value = [entry] if listed else entry
    try:
        model.model_validate({name: value})
    except ValidationError as error:
        return all(row["loc"][:1] != (name,) for row in error.errors())
    return True


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
                **_address("link", person["link"]),
                **_address("img", person["img"]),
            }
        )
    return rows


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
