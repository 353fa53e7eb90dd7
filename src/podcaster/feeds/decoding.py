"""From the bytes of a feed to text, whatever encoding it claims or has."""

from __future__ import annotations

import codecs
import re
from typing import Final

from podcaster.feeds.found import Repairs
from podcaster.model.message import message

_DECLARED: Final = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")

#: Anything else is not met in feeds, and some of Python's codecs are slow on purpose-made input.
_KNOWN: Final = re.compile(
    r"utf-8|ascii|iso8859-\d+|cp125\d|koi8-[ru]|shift_jis|euc_(jp|kr)|gb2312|gbk|gb18030|big5"
)

#: Byte order mark -> encoding; the longer ones first.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: Characters that XML 1.0 does not know, and halves of surrogate pairs.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def decode(content: bytes, repairs: Repairs) -> str:
    """Return the text of a feed, without byte order mark and forbidden characters."""
    text = _decoded(content, repairs).lstrip("\ufeff")
    if text[:1].isspace():
        repairs.note(1, message("there are blanks before the feed begins; they were left out"))
        # The lines are kept, so that others can be named.
    clean = _FORBIDDEN.sub("", text)
    if len(clean) < len(text):
        count = len(text) - len(clean)
        repairs.note(0, message("control characters were left out: {count}", count=count))
    return clean


def _decoded(content: bytes, repairs: Repairs) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _foreign(content, content[: error.start].count(b"\n") + 1, repairs)
    if not content.isascii() and _declared(content) not in {"", "utf-8"}:
        repairs.note(1, message("the feed says another encoding, but is written in UTF-8"))
    return text


def _foreign(content: bytes, line: int, repairs: Repairs) -> str:
    """Decode what is not UTF-8: as declared, else byte by byte."""
    declared = _declared(content)
    if declared not in {"", "utf-8", "ascii"}:
        try:
            return content.decode(declared)
        except UnicodeDecodeError:
            pass
    repairs.note(line, message("not all is written in UTF-8; the rest was read as Windows-1252"))
    return content.decode("utf-8", _WINDOWS)


def _declared(content: bytes) -> str:
    found = _DECLARED.match(content[:500])
    try:
        name = codecs.lookup(found[1].decode()).name if found else ""
    except LookupError:
        return ""
    return name if _KNOWN.fullmatch(name) else ""


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Read single bytes that are not UTF-8 as Windows-1252, which old editors write."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "replace"), error.end


_WINDOWS: Final = "podcaster-windows-1252"
codecs.register_error(_WINDOWS, _as_windows)
