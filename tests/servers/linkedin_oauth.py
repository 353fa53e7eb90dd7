"""How people sign in at a LinkedIn of our own, and how tokens are renewed."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode, urlsplit

from tests.servers.linkedin_state import (
    CLIENT_ID,
    CLIENT_SECRET,
    LinkedIn,
    Reply,
    Request,
    ok,
)

DAYS_60_S = 5_184_000
YEAR_S = 31_536_000

REVOKED = "REVOKED_ACCESS_TOKEN"


def authorise(linkedin: LinkedIn, request: Request) -> Reply:
    """Ask nobody: whoever comes is signed in, and led back with a code."""
    asked = _asked(request.query)
    back = asked.get("redirect_uri", "")
    host = urlsplit(back).hostname
    if asked.get("client_id") != CLIENT_ID or host not in {"127.0.0.1", "localhost"}:
        return _wrong("invalid_request", "the redirect_uri does not match the registered value")
    if asked.get("response_type") != "code" or not asked.get("scope") or not asked.get("state"):
        return _wrong("invalid_request", "A required parameter is missing")
    code = f"code-{len(linkedin.codes) + 1}"
    linkedin.codes[code] = back
    return 302, {}, {"Location": f"{back}?{urlencode({'code': code, 'state': asked['state']})}"}


def grant(linkedin: LinkedIn, request: Request) -> Reply:
    """Give a token for a code, or for what renews one."""
    form = _asked(request.body.decode("utf-8", "replace"))
    if form.get("client_id") != CLIENT_ID or form.get("client_secret") != CLIENT_SECRET:
        return 401, {"error": "invalid_client", "error_description": "Client failed"}, {}
    kind = form.get("grant_type")
    if kind == "authorization_code":
        back = linkedin.codes.pop(form.get("code", ""), None)
        if back is None or back != form.get("redirect_uri"):
            return _wrong("invalid_request", "Unable to retrieve access token: code not found")
        return _granted(linkedin)
    if kind == "refresh_token":
        if not linkedin.refreshes or form.get("refresh_token") != linkedin.refresh_token:
            return _wrong("invalid_grant", "The provided refresh token is invalid")
        linkedin.token = f"{linkedin.token.partition('+')[0]}+{len(linkedin.requests)}"
        linkedin.token_problem = ""
        return _granted(linkedin)
    return _wrong("unsupported_grant_type", "grant type not supported")


def introspect(linkedin: LinkedIn, request: Request) -> Reply:
    """Say what a token is worth."""
    form = _asked(request.body.decode("utf-8", "replace"))
    if form.get("client_id") != CLIENT_ID or form.get("client_secret") != CLIENT_SECRET:
        return 401, {"error": "invalid_client", "error_description": "Client failed"}, {}
    active = form.get("token") == linkedin.token and not linkedin.token_problem
    if not active:
        return ok({"active": False})
    until = int(linkedin.clock_s) + DAYS_60_S
    scope = ",".join(sorted(linkedin.scopes))
    return ok({"active": True, "client_id": CLIENT_ID, "expires_at": until, "scope": scope})


def revoke(linkedin: LinkedIn, request: Request) -> Reply:
    """Make a token worthless."""
    form = _asked(request.body.decode("utf-8", "replace"))
    if form.get("token") == linkedin.token:
        linkedin.token_problem = REVOKED
    return 200, {}, {}


def _granted(linkedin: LinkedIn) -> Reply:
    value: dict[str, object] = {
        "access_token": linkedin.token,
        "expires_in": DAYS_60_S,
        "scope": ",".join(sorted(linkedin.scopes)),
        "token_type": "Bearer",
    }
    if linkedin.refreshes:
        value |= {"refresh_token": linkedin.refresh_token, "refresh_token_expires_in": YEAR_S}
    return ok(value)


def _asked(text: str) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(text).items()}


def _wrong(name: str, said: str) -> Reply:
    return 400, {"error": name, "error_description": said}, {}
