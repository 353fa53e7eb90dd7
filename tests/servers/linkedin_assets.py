"""Uploads to a LinkedIn of our own: pictures, films in parts, documents."""

from __future__ import annotations

import json
from typing import Any, Final
from urllib.parse import unquote

from tests.servers.linkedin_state import LinkedIn, Reply, Request, error, ok

#: Path below /rest/ -> word in URNs.
KINDS: Final = {"images": "image", "videos": "video", "documents": "document"}

EXPIRES_MS: Final = 1650567510704


def initialise(linkedin: LinkedIn, request: Request) -> Reply:
    """Give an upload a name, and say where it is to be sent."""
    kind = KINDS[request.path.split("/")[2]]
    wanted = _object(request.body, "initializeUploadRequest")
    owner = wanted.get("owner") if wanted else None
    if wanted is None or not isinstance(owner, str):
        return error(400, "MISSING_FIELD")
    if owner not in linkedin.administers:
        known = owner.startswith("urn:li:organization:")
        return error(403, "ACCESS_DENIED") if known else error(400, "INVALID_URN_TYPE")
    size = wanted.get("fileSizeBytes")
    if kind == "video" and (not isinstance(size, int) or isinstance(size, bool) or size < 1):
        return error(400, "MISSING_FIELD")
    urn = f"urn:li:{kind}:C4E10-{len(linkedin.images) + 1}"
    linkedin.images[urn] = {"polls": 0, "bytes": None, "parts": {}, "size": size, "final": False}
    base = f"{linkedin.upload_address or linkedin.address}/dms-uploads/{_name(urn)}"
    value = {kind: urn, "uploadUrlExpiresAt": EXPIRES_MS, "uploadUrl": base}
    if kind == "video":
        value = {"video": urn, "uploadUrlsExpireAt": EXPIRES_MS, "uploadToken": ""}
        value["uploadInstructions"] = _instructions(base, int(size or 0), linkedin.part_bytes)
    return ok({"value": value})


def _instructions(base: str, size: int, part: int) -> list[dict[str, Any]]:
    return [
        {
            "uploadUrl": f"{base}/{number}",
            "firstByte": start,
            "lastByte": min(start + part, size) - 1,
        }
        for number, start in enumerate(range(0, size, part))
    ]


def take(linkedin: LinkedIn, request: Request) -> Reply:
    """Take an upload, or one part of it."""
    name, _, number = request.path.removeprefix("/dms-uploads/").partition("/")
    urn = next((one for one in linkedin.images if _name(one) == name), None)
    if urn is None:
        return error(404, "NOT_FOUND")
    asset = linkedin.images[urn]
    if not number:
        asset["bytes"] = request.body
        return 201, {}, {}
    asset["parts"][int(number)] = request.body
    return 200, {}, {"ETag": f"/ambry-video/{name}/{number}"}


def finalise(linkedin: LinkedIn, request: Request) -> Reply:
    """Put a film together; its parts must all be there, named in order."""
    wanted = _object(request.body, "finalizeUploadRequest")
    urn = wanted.get("video") if wanted else None
    if not isinstance(urn, str) or wanted is None:
        return error(400, "MISSING_FIELD")
    asset = linkedin.images.get(urn)
    if asset is None:
        return error(404, "NOT_FOUND")
    tags = [f"/ambry-video/{_name(urn)}/{number}" for number in sorted(asset["parts"])]
    content = b"".join(asset["parts"][number] for number in sorted(asset["parts"]))
    if wanted.get("uploadedPartIds") != tags or len(content) != asset["size"]:
        return error(400, "UPDATING_ASSET_FAILED")
    asset["bytes"], asset["final"] = content, True
    return 200, {}, {}


def look(linkedin: LinkedIn, request: Request) -> Reply:
    """Say whether an upload can be shown by now."""
    _, _, path, name = request.path.split("/", 3)
    asset = linkedin.images.get(unquote(name))
    if asset is None or f":{KINDS[path]}:" not in unquote(name):
        return error(404, "NOT_FOUND")
    asset["polls"] += 1
    status = "AVAILABLE" if asset["polls"] >= linkedin.polls_until_ready else "PROCESSING"
    if asset["bytes"] is None:
        status = "WAITING_UPLOAD"
    elif linkedin.picture_fails:
        status = "PROCESSING_FAILED"
    return ok({"id": unquote(name), "status": status})


def problem_of(linkedin: LinkedIn, urn: str) -> Reply | None:
    """Return why a post can't show an upload, or None."""
    asset = linkedin.images.get(urn)
    if asset is None:
        return error(400, "INVALID_URN_ID")
    if asset["bytes"] is None:
        return error(400, "MEDIA_ASSET_WAITING_UPLOAD")
    return error(400, "MEDIA_ASSET_PROCESSING_FAILED") if linkedin.picture_fails else None


def _object(body: bytes, name: str) -> dict[str, Any] | None:
    try:
        value = json.loads(body)
    except ValueError:
        return None
    inner = value.get(name) if isinstance(value, dict) else None
    return inner if isinstance(inner, dict) else None


def _name(urn: str) -> str:
    """Return an upload's name in addresses: `video-C4E10-1`; pictures keep theirs."""
    _, _, kind, name = urn.split(":")
    return name if kind == "image" else f"{kind}-{name}"
