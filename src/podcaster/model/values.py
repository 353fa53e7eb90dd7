"""The small types that what people write is made of."""

from __future__ import annotations

import re
from datetime import date, datetime
from ipaddress import ip_address
from typing import Annotated, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

SLUG_PATTERN: Final = r"^[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?$"
LANGUAGE_PATTERN: Final = r"^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?$"
#: Everything outside the production `Char` of XML 1.0: controls, surrogates, two non-characters.
NO_CHARACTER: Final = re.compile(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")

#: A host as name or number, with a port or without.
_HOST: Final = re.compile(r"(?:[\w.~-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?", re.UNICODE)

LONGEST_ADDRESS: Final = 2000
DAY_PATTERN: Final = r"^\d{4}-\d{2}-\d{2}$"
COLOUR_PATTERN: Final = r"^#[0-9a-fA-F]{6}$"


class Written(BaseModel):
    """A thing that people write in YAML: frozen, closed (typos are found), strict about types."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, strict=True, defer_build=True
    )


def _readable(text: str) -> str:
    """Accept text that XML and HTML can carry."""
    if found := NO_CHARACTER.search(text):
        code = f"U+{ord(found[0]):04X}"
        raise PydanticCustomError("no_character", "should not hold {code}", {"code": code})
    return text


def _http_url(text: str) -> str:
    """Accept absolute http(s) addresses without blanks or credentials."""
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"[\s<>\"]", text):
        raise PydanticCustomError("web_address", "should be an address such as https://example.org")
    if parts.username or parts.password:
        raise PydanticCustomError("web_address_secret", "should not hold a user name or password")
    if not _HOST.fullmatch(parts.netloc):
        raise PydanticCustomError("web_address", "should have a host such as example.org")
    return text


def is_web_address(text: str) -> bool:
    """Tell whether `text` is an address that may stand in a show."""
    try:
        return bool(_http_url(text)) and len(text) <= LONGEST_ADDRESS
    except ValueError:
        return False


def is_loopback(url: str) -> bool:
    """Tell whether `url` leads to this machine itself: `localhost`, 127.0.0.0/8 or ::1."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:  # no address at all
        return False
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _secure_or_loopback(url: str) -> str:
    """Accept encrypted addresses, and loopback for tests: keys and files go no other way."""
    if not url.startswith("https://") and not is_loopback(url):
        raise PydanticCustomError("secure_address", "should begin with https://")
    return url


def _relative_file(text: str) -> str:
    """Accept names of files inside the folder: relative, with `/`, without `..`."""
    parts = text.split("/")
    if text.startswith("/") or "\\" in text or ".." in parts or "" in parts or "\0" in text:
        raise PydanticCustomError(
            "relative_file", "should be a file inside the folder, such as artwork.png"
        )
    return text


def _instant(value: object) -> object:
    """Turn ISO 8601 text into an instant; YAML leaves time stamps as text here."""
    if not isinstance(value, str):
        return value
    try:
        return datetime.fromisoformat(value)
    except ValueError as error:
        raise PydanticCustomError(
            "instant", "should be a date with time and zone, such as 2026-03-05T06:00:00+01:00"
        ) from error


def _uuid(text: str) -> str:
    """Accept a UUID in its usual spelling."""
    if not re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", text):
        raise PydanticCustomError(
            "uuid", "should be a UUID, such as 9b024349-ccf0-5f69-a609-6b82873eab3c"
        )
    return text


def _uri(text: str) -> str:
    """Accept absolute addresses of any scheme, without credentials."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[!#-;=?-\[\]_a-z~]+", text):
        raise PydanticCustomError("uri", "should be an address such as https://example.org/a.mp3")
    if text.lower().startswith(("http:", "https:")):
        return _http_url(text)
    if text.lower().startswith(("javascript:", "data:", "file:", "vbscript:")):
        raise PydanticCustomError("uri", "should lead to something elsewhere")
    return text


def _day(text: str) -> str:
    """Accept a day that there is."""
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise PydanticCustomError("day", "should be a day that can be") from error
    return text


def _iso_moment(text: str) -> str:
    """Accept a date, or a date with time and zone (ISO 8601)."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    dated = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text)
    if moment is None or not (dated or moment.tzinfo):
        raise PydanticCustomError("iso_moment", "should be a date such as 2026-03-05")
    return text


Line = Annotated[
    str,
    Field(min_length=1, max_length=1000, pattern=r"^[^\r\n]*$"),
    AfterValidator(_readable),
]
Prose = Annotated[str, Field(min_length=1, max_length=20_000), AfterValidator(_readable)]
Text = Annotated[str, AfterValidator(_readable)]
Slug = Annotated[str, Field(pattern=SLUG_PATTERN)]
LanguageTag = Annotated[str, Field(pattern=LANGUAGE_PATTERN)]
HttpUrl = Annotated[
    str,
    Field(max_length=LONGEST_ADDRESS, json_schema_extra={"format": "uri"}),
    AfterValidator(_readable),
    AfterValidator(_http_url),
]
#: An encrypted one: keys, passwords and files go no other way.
SecureUrl = Annotated[HttpUrl, AfterValidator(_secure_or_loopback)]
#: An address of any scheme, such as `https:`, `ipfs:`, `nostr:`.
Uri = Annotated[str, Field(max_length=LONGEST_ADDRESS), AfterValidator(_uri)]
Day = Annotated[str, Field(pattern=DAY_PATTERN), AfterValidator(_day)]
IsoMoment = Annotated[str, AfterValidator(_iso_moment)]
RelativeFile = Annotated[str, Field(min_length=1, max_length=400), AfterValidator(_relative_file)]
Instant = Annotated[AwareDatetime, BeforeValidator(_instant)]
Uuid = Annotated[str, Field(json_schema_extra={"format": "uuid"}), AfterValidator(_uuid)]
Colour = Annotated[str, Field(pattern=COLOUR_PATTERN)]
Seconds = Annotated[float, Field(ge=0, strict=False)]
#: What a channel that tells people is told of.
Topics = Annotated[tuple[Line, ...], Field(strict=False, description="Only these; empty: all")]
