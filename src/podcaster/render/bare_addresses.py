"""Web addresses that stand in a text as they are become links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

#: An address as people paste it; what ends a sentence is cut off below.
_ADDRESS: Final = re.compile(r"(?<![\w/])https?://[^\s<>\"„“”«»`|\\^{}]{1,2000}", re.IGNORECASE)
_SENTENCE_ENDS: Final = ".,;:!?'*_~…’‘›‹"
_BRACKETS: Final = {")": "(", "]": "["}


def link_bare_addresses(state: StateCore) -> None:
    """Link bare http and https addresses, outside of links and code (a rule for markdown-it)."""
    for block in state.tokens:
        if block.type == "inline" and block.children and "://" in block.content:
            block.children = list(_linked(_joined(block.children), state))


def _joined(tokens: list[Token]) -> Iterator[Token]:
    """Join neighbouring texts: marks such as `_` divide an address into several."""
    before: Token | None = None
    for token in tokens:
        if before and before.type == token.type == "text" and before.level == token.level:
            before.content += token.content
            continue
        if before:
            yield before
        before = token
    if before:
        yield before


def _linked(tokens: Iterator[Token], state: StateCore) -> Iterator[Token]:
    inside = 0
    for token in tokens:
        inside += token.nesting if token.type in {"link_open", "link_close"} else 0
        if token.type == "text" and not inside:
            yield from _divided(token, state)
        else:
            yield token


def _divided(token: Token, state: StateCore) -> Iterator[Token]:
    """Yield the words of a text and the addresses between them."""
    text, done = token.content, 0
    for found in _ADDRESS.finditer(text):
        shown = without_sentence_end(found[0])
        address = state.md.normalizeLink(shown)
        if shown.endswith("/") and shown.count("/") == 2:  # noqa: PLR2004 - `https://` alone
            continue
        if not state.md.validateLink(address):
            continue
        yield from _words(text[done : found.start()], token.level)
        opening = Token("link_open", "a", 1, attrs={"href": address}, level=token.level)
        opening.markup, opening.info = "linkify", "auto"
        yield opening
        yield from _words(shown, token.level + 1)
        yield Token("link_close", "a", -1, level=token.level, markup="linkify", info="auto")
        done = found.start() + len(shown)
    yield from _words(text[done:], token.level)


def _words(text: str, level: int) -> Iterator[Token]:
    if text:
        yield Token("text", "", 0, content=text, level=level)


def without_sentence_end(address: str) -> str:
    """Return `address` without the punctuation of the sentence that it ends."""
    while address:
        last = address[-1]
        unopened = last in _BRACKETS and address.count(last) > address.count(_BRACKETS[last])
        if last not in _SENTENCE_ENDS and not unopened:
            break
        address = address[:-1]
    return address
