"""What LinkedIn checks before it looks into a request: token, version, header, quota, scope."""

from __future__ import annotations

from typing import Final

from tests.servers.linkedin_state import READ, WRITE, LinkedIn, Reply, Request, error

#: Path below /rest/ -> scope for reading; writing needs `WRITE` everywhere.
READING: Final = {"posts": {READ}, "organizationAcls": {READ, "rw_organization_admin"}}


def refused(linkedin: LinkedIn, request: Request) -> Reply | None:
    """Return why a request goes no further, or None; checked in LinkedIn's order."""
    if request.path.startswith("/oauth/"):
        return None
    if _is_part_of_a_film(request.path) and "authorization" not in request.headers:
        return None
    return (
        _without_token(linkedin, request)
        or (None if not request.path.startswith("/rest/") else _not_spoken(linkedin, request))
        or _over_quota(linkedin, request)
        or _out_of_scope(linkedin, request)
    )


def _is_part_of_a_film(path: str) -> bool:
    return path.startswith("/dms-uploads/video-")


def _without_token(linkedin: LinkedIn, request: Request) -> Reply | None:
    told = request.headers.get("authorization", "")
    if not told.removeprefix("Bearer ").strip():
        return error(401, "EMPTY_ACCESS_TOKEN", "Empty oauth2 access token")
    if linkedin.expires_after is not None:
        linkedin.expires_after -= 1
        if linkedin.expires_after < 0:
            linkedin.expires_after, linkedin.token_problem = None, "EXPIRED_ACCESS_TOKEN"
    if linkedin.token_problem:
        return error(401, linkedin.token_problem, "The token used in the request is not active")
    if told != f"Bearer {linkedin.token}":
        return error(401, "INVALID_ACCESS_TOKEN", "Invalid access token")
    return None


def _not_spoken(linkedin: LinkedIn, request: Request) -> Reply | None:
    version = request.headers.get("linkedin-version")
    if not version:
        return error(400, "VERSION_MISSING", "A version must be present")
    if version not in linkedin.versions:
        said = f"Requested version {version} is not active"
        return error(426, "NONEXISTENT_VERSION", said)
    if request.headers.get("x-restli-protocol-version") != "2.0.0":
        return error(400, "PROTOCOL_VERSION_MISSING", "X-RestLi-Protocol-Version should be 2.0.0")
    return None


def _over_quota(linkedin: LinkedIn, request: Request) -> Reply | None:
    if not request.path.startswith("/rest/"):
        return None
    linkedin.quota -= 1
    if linkedin.quota >= 0:
        return None
    said = "Resource level throttle limit for calls to this resource is reached."
    return error(429, "TOO_MANY_REQUESTS", said)


def _out_of_scope(linkedin: LinkedIn, request: Request) -> Reply | None:
    resource = request.path.split("/")[2] if request.path.count("/") > 1 else ""
    reads = request.method == "GET"
    wanted = READING.get(resource, {READ, WRITE}) if reads else {WRITE}
    if wanted & linkedin.scopes:
        return None
    name = "partnerApiPostsExternal.FINDER-author" if reads else "partnerApiPostsExternal.CREATE"
    return error(403, "ACCESS_DENIED", f"Not enough permissions to access: {name}.20260901")
