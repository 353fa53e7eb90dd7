"""What pydantic objects to, and words for values that lack the right form."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from podcaster.model.alternate import BASE64_PATTERN, CODECS_PATTERN, MEDIA_TYPE_PATTERN
from podcaster.model.announcers import MENTION_PATTERN, VERSION_PATTERN
from podcaster.model.artwork import PURPOSE_PATTERN, RATIO_PATTERN
from podcaster.model.geography import GEO_PATTERN, OSM_PATTERN
from podcaster.model.hosts import (
    BUCKET_PATTERN,
    FINGERPRINT_PATTERN,
    REMOTE_PATTERN,
    SERVER_PATTERN,
)
from podcaster.model.mail import MAIL_PATTERN
from podcaster.model.message import Message, message
from podcaster.model.networks import HANDLE_PATTERN
from podcaster.model.notices import ROOM_PATTERN
from podcaster.model.payment import WORD_PATTERN
from podcaster.model.pings import KEY_PATTERN
from podcaster.model.slugs import slugify_german
from podcaster.model.social import HOST_PATTERN
from podcaster.model.values import COLOUR_PATTERN, DAY_PATTERN, LANGUAGE_PATTERN, SLUG_PATTERN
from podcaster.model.websites import BRANCH_PATTERN, MACHINE_NAME_PATTERN


@dataclass(frozen=True)
class Objection:
    """One error of pydantic.

    Attributes:
        key: The key it concerns, or "" for a file or a list's entry.
        value: What stands there.
        limits: Pydantic's context: the limit, the pattern, what was expected.
        known: The keys that are possible where an unknown one stands.
        written: How a number stands in the file, `0511` or `1.10`; "" where that is not known.
    """

    key: str
    value: object
    limits: Mapping[str, object] = field(default_factory=dict)
    known: tuple[str, ...] = ()
    written: str = ""

    @property
    def shown(self) -> str:
        """The value as it was written, short enough to be quoted."""
        text = self.written or str(self.value)
        return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"

    @property
    def expected(self) -> tuple[str, ...]:
        """What is possible, as pydantic lists it."""
        listed = str(self.limits.get("expected") or self.limits.get("expected_tags") or "")
        return tuple(re.findall(r"'([^']*)'", listed) or re.findall(r"\d+", listed))


_LONGEST_SHOWN: Final = 60

#: Code, what is wrong, what to do.
Verdict = tuple[str, Message, Message | None]


def something(it: Objection) -> Verdict:
    """Say that a value does not fit, where there are no better words."""
    return "PC107", message("`{value}` does not fit here", value=it.shown), None


def wrong_form(it: Objection) -> Verdict:
    """Say what form a value should have, by the pattern it does not match."""
    words = _PATTERNS.get(str(it.limits.get("pattern")))
    return words(it) if words else something(it)


def _form(example: str) -> Callable[[Objection], Verdict]:
    """Return words for a pattern that one example explains."""
    return lambda it: (
        "PC107",
        message("`{value}` does not have the form it should have", value=it.shown),
        message("write it like `{example}`", example=example),
    )


def _one_line(_: Objection) -> Verdict:
    return "PC107", message("it should stand on one line"), message("remove the line breaks")


def _no_slug(it: Objection) -> Verdict:
    slug = slugify_german(str(it.value))
    return (
        "PC107",
        message("`{value}` can't stand in an address: only `a` to `z`, digits and `-`",
                value=it.shown),
        message("write `{slug}`", slug=slug or "erste-folge"),
    )  # fmt: skip


_PATTERNS: Final[Mapping[str, Callable[[Objection], Verdict]]] = {
    SLUG_PATTERN: _no_slug,
    LANGUAGE_PATTERN: _form("de-DE"),
    COLOUR_PATTERN: _form("#8f1d2c"),
    r"^[^\r\n]*$": _one_line,
    r"^[^@\s]+@[^@\s]+\.[^@\s.]+$": _form("podcast@example.org"),
    r"^[A-Z]{2}$": _form("DE"),
    GEO_PATTERN: _form("geo:52.3759,9.7320"),
    OSM_PATTERN: _form("R59418"),
    r"^\d+$": _form("76176297"),
    VERSION_PATTERN: _form("202609"),
    MENTION_PATTERN: _form("76176297"),
    r"^[a-z][a-z0-9-]{0,39}$": _form("website"),
    r"^[A-Za-z0-9_-]{4,80}$": _form("abcd1234efgh"),
    r"^(audio|video|application)/[A-Za-z0-9.+-]{1,60}$": _form("audio/mpeg"),
    r"^(audio|video)/[A-Za-z0-9.+-]{1,60}$": _form("audio/mpeg"),
    r"^(image|video)/[A-Za-z0-9.+-]{1,60}$": _form("image/jpeg"),
    MEDIA_TYPE_PATTERN: _form("video/mp4"),
    CODECS_PATTERN: _form("mp4a.40.2"),
    BASE64_PATTERN: _form("sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
    RATIO_PATTERN: _form("16/9"),
    PURPOSE_PATTERN: _form("artwork social"),
    WORD_PATTERN: _form("lightning"),
    HOST_PATTERN: _form("chat.example.org"),
    SERVER_PATTERN: _form("sftp.example.org"),
    FINGERPRINT_PATTERN: _form("SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU"),
    BUCKET_PATTERN: _form("stadt-podcast"),
    REMOTE_PATTERN: _form("ablage"),
    MAIL_PATTERN: _form("presse@example.org"),
    HANDLE_PATTERN: _form("stadtgespraech.example.org"),
    ROOM_PATTERN: _form("!stadtgespraech:example.org"),
    KEY_PATTERN: _form("5f2c1e0a9b7d4c63"),
    BRANCH_PATTERN: _form("main"),
    MACHINE_NAME_PATTERN: _form("field_topics"),
    DAY_PATTERN: _form("2026-11-30"),
}


def varies_nowhere_else(_: Objection) -> Verdict:
    """Say that only the bit rate of an MP3 varies."""
    return (
        "PC107",
        message("`vbr_quality` is for MP3 only"),
        message("remove the line; other formats have `bitrate_kbps`"),
    )


def constant_or_varying(_: Objection) -> Verdict:
    """Say that a bit rate is either constant or varies."""
    return (
        "PC107",
        message("`bitrate_kbps` and `vbr_quality` exclude each other"),
        message("remove one of the two lines"),
    )
