"""LinkedIn's "little" text: every reserved character escaped, every hashtag and mention a link.

What is not escaped does not fail: LinkedIn answers 201, and readers see the text up to there.

Source:
    LinkedIn's documentation, "little Text Format", checked November 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

RESERVED: Final = r"|{}@[]()<>#\*_~"

_SPECIAL: Final = re.compile(f"[{re.escape(RESERVED)}]")
_ESCAPED: Final = re.compile(rf"\\([{re.escape(RESERVED)}])")
#: A `#` that begins a word, with a letter somewhere in it: `#12` is a number.
_HASHTAG: Final = r"(?<![\w&/#])#(?=\w*[^\W\d_])(?P<word>\w+)"
_TEMPLATE: Final = re.compile(r"\{hashtag\|\\?[#＃]\|((?:\\.|[^\\|{}])+)\}")
_MENTION: Final = re.compile(r"@\[((?:\\.|[^\\\[\]])+)\]\(urn:li:\w+:[\w-]+\)")

#: One thing that readers see: an element, an escaped character, or a run of plain ones.
_PIECE: Final = re.compile(
    r"\{hashtag\|\\?[#＃]\|(?P<hashtag>(?:\\.|[^\\|{}])+)\}"
    r"|@\[(?P<mention>(?:\\.|[^\\\[\]])+)\]\((?P<urn>urn:li:\w+:[\w-]+)\)"
    rf"|\\(?P<escaped>[{re.escape(RESERVED)}])"
    rf"|(?P<plain>[^{re.escape(RESERVED)}]+)"
)

HASHTAGS: Final = "https://www.linkedin.com/feed/hashtag/"
PAGES: Final = "https://www.linkedin.com/company/"

#: What is mentioned by name -> its URN at LinkedIn.
Mentions = Mapping[str, str]

NOBODY: Final[Mentions] = {}


def escape(text: str, mentions: Mentions = NOBODY) -> str:
    """Return `text` so that LinkedIn shows it as it is, its hashtags and mentions as links.

    Args:
        text: As people shall read it; `@Name` mentions `Name`.
        mentions: Who is mentioned by which name.
    """
    parts, end = [], 0
    for found in _linked(mentions).finditer(text):
        parts += [_escaped(text[end : found.start()]), _link(found, mentions)]
        end = found.end()
    return "".join((*parts, _escaped(text[end:])))


def plain(little: str) -> str:
    """Return the text that `escape` was given, to compare with what LinkedIn gives back."""
    unlinked = _MENTION.sub(r"\\@\1", _TEMPLATE.sub(r"\\#\1", little))
    return _ESCAPED.sub(r"\1", unlinked)


def length(little: str) -> int:
    """Count as LinkedIn does against its limit: in UTF-16, the safe way for emoji."""
    return len(little.encode("utf-16-le", "surrogatepass")) // 2


def _linked(mentions: Mentions) -> re.Pattern[str]:
    """Return what finds hashtags and mentions; of two names that fit, the longer one."""
    names = "|".join(re.escape(name) for name in sorted(mentions, key=len, reverse=True))
    mention = rf"(?<![\w@])@(?P<name>{names})(?!\w)" if names else ""
    return re.compile("|".join(filter(None, (_HASHTAG, mention))))


def _link(found: re.Match[str], mentions: Mentions) -> str:
    """Return the element for a hashtag or a mention."""
    groups = found.groupdict()
    if name := groups.get("name"):
        return f"@[{_escaped(name)}]({mentions[name]})"
    return f"{{hashtag|\\#|{_escaped(groups['word'])}}}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


@dataclass(frozen=True)
class Piece:
    """A piece of what readers see.

    Attributes:
        text: What they read.
        linked: Whether it is a link.
        address: Where that leads, or "" if LinkedIn alone knows.
    """

    text: str
    linked: bool = False
    address: str = ""


def seen(little: str) -> Iterator[Piece]:
    """Yield what readers see, piece by piece.

    Like LinkedIn, this ends at the first reserved character that is not escaped.
    """
    position = 0
    while position < len(little):
        found = _PIECE.match(little, position)
        if found is None:
            return
        yield _piece(found)
        position = found.end()


def _piece(found: re.Match[str]) -> Piece:
    groups = found.groupdict()
    if groups["hashtag"]:
        word = _ESCAPED.sub(r"\1", groups["hashtag"])
        return Piece(f"#{word}", linked=True, address=f"{HASHTAGS}{quote(word)}/")
    if groups["mention"]:
        name = _ESCAPED.sub(r"\1", groups["mention"])
        return Piece(name, linked=True, address=_page_of(groups["urn"]))
    return Piece(groups["escaped"] or groups["plain"])


def _page_of(urn: str) -> str:
    """Return the address of an organisation's page; people's can't be told from their names."""
    kind, _, name = urn.removeprefix("urn:li:").partition(":")
    return f"{PAGES}{name}/" if kind == "organization" else ""
