"""What Jinja's English sentences about syntax mean, in our words."""

from __future__ import annotations

import re
from typing import Final

from podcaster.model.message import Message, message

#: How Jinja begins a sentence -> ours; the named groups fill its gaps.
_SENTENCES: Final = (
    (
        re.compile(r"(?s)Unexpected end of template.*to be closed is '(?P<block>\w+)'"),
        message("the block `{block}` has no end"),
    ),
    (re.compile(r"(?i:unexpected end of template)"), message("the template ends too early")),
    (
        re.compile(r"Encountered unknown tag '(?P<tag>\w+)'"),
        message("there is no block `{tag}`, or not at this place"),
    ),
    (
        re.compile(r"(?:Expected an expression|expected token '.*?'), got '(?P<found>.*)'"),
        message("`{found}` can't stand here"),
    ),
    (
        re.compile(r"unexpected char '(?P<found>.*)' at \d+"),
        message("`{found}` can't stand here"),
    ),
    (
        re.compile(r"unexpected '(?P<found>.*?)'(?:, expected '(?P<wanted>.*)')?"),
        message("`{found}` can't stand here"),
    ),
    (re.compile(r"Missing end of comment tag"), message("a comment has no end")),
    (re.compile(r"Missing end of raw directive"), message("the block `{block}` has no end")),
    (
        re.compile(r"block '(?P<block>\w+)' defined twice"),
        message("there are two blocks `{block}`"),
    ),
    (re.compile(r"(?i:tag name expected)"), message("the name of the block is missing")),
)  # fmt: skip

#: What Jinja calls the two ends of what it reads.
_ENDS: Final = {"end of print statement": "}}", "end of statement block": "%}"}


def syntax_words(sentence: str) -> Message:
    """Return what Jinja's `sentence` says; what is rare stays as Jinja puts it."""
    for pattern, words in _SENTENCES:
        if found := pattern.match(sentence):
            values = {"block": "raw", **found.groupdict()}
            named = values.get("found") or ""
            return Message(words.template, {**values, "found": _ENDS.get(named, named)})
    return message("the template can't be understood: {reason}", reason=sentence.rstrip("."))
