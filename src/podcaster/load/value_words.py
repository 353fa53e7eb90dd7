"""What pydantic objects to, said in our words: one row per kind of error."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from podcaster.load.moment_words import central, no_day, no_moment
from podcaster.load.value_forms import (
    Objection,
    Verdict,
    constant_or_varying,
    something,
    varies_nowhere_else,
    wrong_form,
)
from podcaster.load.yaml_lines import quoted
from podcaster.model.message import message
from podcaster.model.suggestions import nearest, suggestion


def judge(kind: str, objection: Objection) -> Verdict:
    """Return code and words for an error of pydantic's type `kind`."""
    return _WORDS.get(kind, something)(objection)


def _missing(it: Objection) -> Verdict:
    return (
        "PC106",
        message("`{key}` is missing", key=it.key),
        message("add a line `{key}: ...`", key=it.key),
    )


def _unknown(it: Objection) -> Verdict:
    return (
        "PC105",
        message("`{key}` is not a key that is known here", key=it.key),
        suggestion(it.key, it.known),
    )


def _no_text(it: Objection) -> Verdict:
    if it.value is None:
        return "PC107", message("there is no text"), message("write one, or remove the line")
    if isinstance(it.value, (list, dict)):
        return "PC107", message("one text should stand here"), message("write it on one line")
    return (
        "PC107",
        message("`{value}` should be a text, and YAML reads it otherwise", value=it.shown),
        message("put it in quotation marks: `{text}`", text=quoted(it.shown)),
    )


def _no_number(it: Objection) -> Verdict:
    if it.value is None:
        return _NO_NUMBER_AT_ALL
    return (
        "PC107",
        message("`{value}` should be a whole number", value=it.shown),
        message("write it in digits, without quotation marks"),
    )


def _no_float(it: Objection) -> Verdict:
    if it.value is None:
        return _NO_NUMBER_AT_ALL
    in_digits = message("write it in digits, with a point, without quotation marks: `1.5`")
    if not it.expected:
        return "PC107", message("`{value}` should be a number", value=it.shown), in_digits
    what = message("`{value}` should be a number, or `{word}`", value=it.shown, word=it.expected[0])
    meant = nearest(str(it.value), it.expected) is not None
    return "PC107", what, suggestion(str(it.value), it.expected) if meant else in_digits


_NO_NUMBER_AT_ALL: Final[Verdict] = (
    "PC107",
    message("there is no number"),
    message("write a number, or remove the line"),
)


def _no_truth(it: Objection) -> Verdict:
    return (
        "PC107",
        message("`{value}` should be `true` or `false`", value=it.shown),
        message("write `true` for yes, `false` for no"),
    )


def _no_list(it: Objection) -> Verdict:
    return (
        "PC107",
        message("a list should stand here"),
        message("write `[{value}]`, or one entry per line, each behind `- `",
                value="..." if it.value in (None, "") else it.shown),
    )  # fmt: skip


def _no_keys(it: Objection) -> Verdict:
    if re.fullmatch(r"[\w-]+:\S.*", str(it.value)):
        return (
            "PC107",
            message("keys with values should stand here, and this is one text"),
            message("write a blank behind the colon"),
        )
    return (
        "PC107",
        message("keys with values should stand here"),
        message("write lines of `key: value`, indented"),
    )


def _none_of_these(it: Objection) -> Verdict:
    return (
        "PC107",
        message("`{value}` is not possible here", value=it.shown),
        suggestion(str(it.value), it.expected),
    )


def _unknown_type(it: Objection) -> Verdict:
    tag = str(it.limits.get("tag", ""))
    return (
        "PC107",
        message("`{value}` is no type of channel that is known", value=tag),
        suggestion(tag, it.expected),
    )


def _no_type(_: Objection) -> Verdict:
    return (
        "PC106",
        message("`{key}` is missing", key="type"),
        message("add a line such as `type: folder`"),
    )


def _no_characters(_: Objection) -> Verdict:
    return (
        "PC107",
        message("it holds half a character, which no file can store"),
        message("write the character itself instead of `\\u` and a number"),
    )


def _no_readable_text(it: Objection) -> Verdict:
    return (
        "PC107",
        message("it holds a character that nobody can see: {code}", code=it.limits.get("code")),
        message("write the text anew; such characters come along when text is copied"),
    )


def _too_short(_: Objection) -> Verdict:
    return "PC107", message("nothing stands here"), message("write something, or remove the line")


def _too_long(it: Objection) -> Verdict:
    return (
        "PC107",
        message("it has {length} characters, and at most {most} are possible",
                length=len(str(it.value)), most=it.limits.get("max_length")),
        message("shorten it"),
    )  # fmt: skip


def _too_small(it: Objection) -> Verdict:
    least = f"{it.limits.get('ge', it.limits.get('gt')):g}"
    what = (
        message("`{value}` should be at least {least}", value=it.shown, least=least)
        if "ge" in it.limits
        else message("`{value}` should be more than {least}", value=it.shown, least=least)
    )
    return "PC107", what, None


def _too_large(it: Objection) -> Verdict:
    most = f"{it.limits.get('le', it.limits.get('lt')):g}"
    return "PC107", message("`{value}` should be at most {most}", value=it.shown, most=most), None


def _no_zone(it: Objection) -> Verdict:
    text = str(it.value)
    with_time = text if re.search(r"[T ]\d", text) else f"{text}T06:00:00"
    return (
        "PC108",
        message("`{value}` has no time zone, so the moment is not clear", value=it.shown),
        message(
            "add the zone: `{value}` in Central Europe", value=f"{with_time}{central(with_time)}"
        ),
    )


def _no_address(it: Objection) -> Verdict:
    return (
        "PC107",
        message("`{value}` is no complete web address", value=it.shown),
        message("write it like `https://example.org/page`"),
    )


def _address_with_secret(_: Objection) -> Verdict:
    return (
        "PC107",
        message("the address holds a user name or password, and everybody could read it"),
        message("remove what stands before the `@`, and change the password"),
    )


def _outside(it: Objection) -> Verdict:
    return (
        "PC109",
        message("`{value}` is not the name of a file inside the folder", value=it.shown),
        message("put the file into the folder and write its name, such as `artwork.png`"),
    )


def _no_uuid(it: Objection) -> Verdict:
    return (
        "PC107",
        message("`{value}` is no UUID", value=it.shown),
        message("write one like `9b024349-ccf0-5f69-a609-6b82873eab3c`"),
    )


def _no_rule(it: Objection) -> Verdict:
    return (
        "PC107",
        message("`{value}` is no recurrence rule", value=it.shown),
        message("write one like `FREQ=WEEKLY;INTERVAL=2;BYDAY=TU`"),
    )


def _no_uri(it: Objection) -> Verdict:
    return (
        "PC107",
        message("`{value}` is no complete address", value=it.shown),
        message("write it like `https://example.org/a.mp3`, umlauts and blanks spelled with `%`"),
    )


def _no_date(it: Objection) -> Verdict:
    return (
        "PC107",
        message("`{value}` is no date", value=it.shown),
        message("write it like `2026-03-05` or `2026-03-05T06:00:00+01:00`"),
    )


_WORDS: Final[Mapping[str, Callable[[Objection], Verdict]]] = {
    "missing": _missing,
    "vbr_format": varies_nowhere_else,
    "vbr_bitrate": constant_or_varying,
    "extra_forbidden": _unknown,
    "string_type": _no_text,
    "int_type": _no_number,
    "int_parsing": _no_number,
    "int_from_float": _no_number,
    "float_type": _no_float,
    "float_parsing": _no_float,
    "finite_number": _no_float,
    "bool_type": _no_truth,
    "bool_parsing": _no_truth,
    "tuple_type": _no_list,
    "dict_type": _no_keys,
    "model_type": _no_keys,
    "model_attributes_type": _no_keys,
    "literal_error": _none_of_these,
    "enum": _none_of_these,
    "union_tag_invalid": _unknown_type,
    "union_tag_not_found": _no_type,
    "string_unicode": _no_characters,
    "no_character": _no_readable_text,
    "string_too_short": _too_short,
    "too_short": _too_short,
    "string_too_long": _too_long,
    "too_long": _too_long,
    "string_pattern_mismatch": wrong_form,
    "greater_than": _too_small,
    "greater_than_equal": _too_small,
    "less_than": _too_large,
    "less_than_equal": _too_large,
    "timezone_aware": _no_zone,
    "instant": no_moment,
    "datetime_type": no_moment,
    "web_address": _no_address,
    "secure_address": _no_address,
    "bare_address": _no_address,
    "web_address_secret": _address_with_secret,
    "relative_file": _outside,
    "uuid": _no_uuid,
    "rrule": _no_rule,
    "uri": _no_uri,
    "iso_moment": _no_date,
    "day": no_day,
}
