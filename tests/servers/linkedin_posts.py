"""Posts at a LinkedIn of our own: made, found, shown, changed, taken back."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import parse_qsl, unquote

from tests.servers.linkedin_assets import problem_of
from tests.servers.linkedin_state import LinkedIn, Post, Reply, Request, error, ok
from tests.servers.linkedin_text import LONGEST_TEXT, normalised, rendered

REQUIRED: Final = ("author", "commentary", "visibility", "distribution", "lifecycleState")
MOST: Final = 100

_POST: Final = re.compile(r"urn:li:(share|ugcPost):\d+")
_AUTHOR: Final = re.compile(r"urn:li:(organization|person):[\w-]+")

#: Field -> what it may hold.
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "visibility": ("PUBLIC", "CONNECTIONS", "LOGGED_IN"),
    "lifecycleState": ("PUBLISHED", "DRAFT"),
}


def create(linkedin: LinkedIn, request: Request) -> Reply:
    """Make a post."""
    body = _json(request.body)
    wrong = _wrong(linkedin, body) or _duplicate(linkedin, body)
    if wrong:
        return wrong
    at_s = linkedin.clock_s + linkedin.late_s
    number = (int(at_s * 1000) << 22) + len(linkedin.made) + 1
    urn, raw = f"urn:li:share:{number}", body["commentary"]
    found_s = at_s + linkedin.reading_lag_s
    linkedin.made.append(
        Post(urn, raw, normalised(raw), rendered(raw), body, created_s=at_s, visible_s=found_s)
    )
    return 201, {}, {} if linkedin.without_id else {"x-restli-id": urn, "x-linkedin-id": urn}


def find(linkedin: LinkedIn, request: Request) -> Reply:
    """List an author's posts, the latest first; `author` must stand before `q`."""
    pairs = parse_qsl(request.query, keep_blank_values=True)
    asked, names = dict(pairs), [name for name, _ in pairs]
    if request.asked not in {"", "FINDER"} or asked.get("q") != "author" or "author" not in names:
        return error(400, "ILLEGAL_ARGUMENT")
    if names.index("author") > names.index("q") or not _AUTHOR.fullmatch(asked["author"]):
        return error(400, "ILLEGAL_ARGUMENT")
    count, start = asked.get("count", "10"), asked.get("start", "0")
    if not (_is_number(count) and _is_number(start) and 1 <= int(count) <= MOST):
        return error(400, "ILLEGAL_ARGUMENT")
    if asked["author"] not in linkedin.administers:
        return error(403, "ACCESS_DENIED")
    theirs = [one for one in linkedin.shown() if one.body["author"] == asked["author"]]
    page = list(reversed(theirs))[int(start) :][: int(count)]
    paging = {"start": int(start), "count": int(count), "total": len(theirs), "links": []}
    return ok({"paging": paging, "elements": [_shown(one) for one in page]})


def show(linkedin: LinkedIn, request: Request) -> Reply:
    """Show one post."""
    post = next((one for one in linkedin.shown() if one.urn == _urn(request)), None)
    return ok(_shown(post)) if post else error(404, "NOT_FOUND")


def change(linkedin: LinkedIn, request: Request) -> Reply:
    """Change a post's text; its content can't be changed."""
    if request.asked != "PARTIAL_UPDATE":
        return error(400, "ILLEGAL_ARGUMENT")
    patch = _json(request.body).get("patch")
    wanted = patch.get("$set") if isinstance(patch, dict) else None
    if not isinstance(wanted, dict) or not isinstance(wanted.get("commentary"), str):
        return error(400, "MISSING_FIELD")
    if set(wanted) != {"commentary"}:
        return error(400, "INVALID_VALUE_FOR_FIELD")
    raw = wanted["commentary"]
    if len(normalised(raw)) > LONGEST_TEXT:
        return error(400, "FIELD_LENGTH_TOO_LONG")
    for index, one in enumerate(linkedin.made):
        if one.urn == _urn(request):
            body = {**one.body, "commentary": raw}
            linkedin.made[index] = replace(
                one, raw=raw, normalised=normalised(raw), rendered=rendered(raw), body=body
            )
            return 204, {}, {}
    return error(404, "NOT_FOUND")


def delete(linkedin: LinkedIn, request: Request) -> Reply:
    """Take a post back; what is gone already is well."""
    urn = _urn(request)
    if not _POST.fullmatch(urn):
        return error(400, "INVALID_URN_TYPE")
    known = [one.urn for one in linkedin.made] + list(linkedin.gone)
    if urn not in known:
        return error(404, "NOT_FOUND")
    linkedin.made[:] = [one for one in linkedin.made if one.urn != urn]
    linkedin.gone.add(urn)
    return 204, {}, {}


def _shown(post: Post) -> dict[str, Any]:
    at_ms = int(post.created_s * 1000)
    moments = {"createdAt": at_ms, "publishedAt": at_ms, "lastModifiedAt": at_ms}
    return {**post.body, "id": post.urn, "commentary": post.normalised, **moments}


def _wrong(linkedin: LinkedIn, body: dict[str, Any]) -> Reply | None:
    """Check the fields that LinkedIn demands."""
    if any(name not in body for name in REQUIRED):
        return error(400, "MISSING_FIELD")
    if code := _wrong_field(body):
        return error(400, code)
    if body["author"] not in linkedin.administers:
        return error(403, "ACCESS_DENIED")
    return _wrong_content(linkedin, body.get("content"))


def _wrong_field(body: dict[str, Any]) -> str:
    """Return LinkedIn's name for what is wrong with a field, or ""."""
    author, text, distribution = body["author"], body["commentary"], body["distribution"]
    if not isinstance(author, str) or not _AUTHOR.fullmatch(author):
        return "INVALID_URN_TYPE"
    if any(body[name] not in allowed for name, allowed in CHOICES.items()):
        return "INVALID_VALUE_FOR_FIELD"
    if not isinstance(text, str) or not isinstance(distribution, dict):
        return "INVALID_VALUE_FOR_FIELD"
    if distribution.get("feedDistribution") not in ("MAIN_FEED", "NONE"):
        return "MISSING_FIELD"
    units = len(normalised(text).encode("utf-16-le", "surrogatepass")) // 2
    return "FIELD_LENGTH_TOO_LONG" if units > LONGEST_TEXT else ""


def _wrong_content(linkedin: LinkedIn, content: object) -> Reply | None:
    """Check what is shown with a post: a card or an upload."""
    if content is None:
        return None
    if not isinstance(content, dict) or len(content) != 1:
        return error(400, "INVALID_VALUE_FOR_FIELD")
    ((kind, value),) = content.items()
    if kind not in {"article", "media"} or not isinstance(value, dict):
        return error(400, "INVALID_VALUE_FOR_FIELD")
    if kind == "media":
        name = value.get("id")
        return problem_of(linkedin, name) if isinstance(name, str) else error(400, "MISSING_FIELD")
    if not isinstance(value.get("source"), str) or not isinstance(value.get("title"), str):
        return error(400, "MISSING_FIELD")
    thumbnail = value.get("thumbnail")
    return problem_of(linkedin, thumbnail) if isinstance(thumbnail, str) else None


def _duplicate(linkedin: LinkedIn, body: dict[str, Any]) -> Reply | None:
    oldest_s = linkedin.clock_s - linkedin.duplicate_window_s
    same = (one.urn for one in linkedin.posts if one.body == body and one.created_s >= oldest_s)
    urn = linkedin.ghost or next(same, "")
    if not urn:
        return None
    words = "com.linkedin.content.common.exception.BadRequestResponseException: "
    inner = {"description": "Duplicate post is detected", "input": {}, "code": "DUPLICATE_POST"}
    value = {
        "errorDetailType": "com.linkedin.common.error.BadRequest",
        "message": f"{words}Content is a duplicate of {urn}",
        "errorDetails": {"inputErrors": [inner]},
        "status": 422,
    }
    return 422, value, {}


def _json(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _urn(request: Request) -> str:
    return unquote(request.path.removeprefix("/rest/posts/"))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
