"""The LinkedIn server of our own: held to its description, and strict where LinkedIn is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.servers.linkedin import TOKEN, Fault, LinkedIn, linkedin_server
from tests.servers.linkedin_state import ORGANIZATION, READ, WRITE

from podcaster.doors.web import Answer
from podcaster.outside.web import RealWeb

DESCRIPTION: Final = Path(__file__).parents[2] / "servers" / "linkedin.yaml"
API = schemathesis.openapi.from_path(DESCRIPTION)
API.config.phases.coverage.unexpected_methods = set()  # those that nobody describes are not asked

CHECKS: Final = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)

POST: Final = {
    "author": ORGANIZATION,
    "commentary": "Neu",
    "visibility": "PUBLIC",
    "distribution": {"feedDistribution": "MAIN_FEED"},
    "lifecycleState": "PUBLISHED",
}
HEADERS: Final = {
    "Authorization": f"Bearer {TOKEN}",
    "LinkedIn-Version": "202609",
    "X-Restli-Protocol-Version": "2.0.0",
}


@pytest.fixture(scope="module")
def whole_day() -> Iterator[LinkedIn]:
    """Return a server that answers as often as schemathesis asks."""
    with linkedin_server() as running:
        running.quota = 1_000_000
        for kind in ("image", "document", "video"):
            begin(running, kind)
        yield running


def begin(server: LinkedIn, kind: str) -> None:
    """Ask for a place to upload to, so that there is one to be tried."""
    wanted = {"owner": ORGANIZATION, "fileSizeBytes": 10}
    body = {"initializeUploadRequest": wanted}
    begun = asked(server, "POST", f"/rest/{kind}s?action=initializeUpload", body)
    assert begun.status == 200


@pytest.fixture
def server() -> Iterator[LinkedIn]:
    with linkedin_server() as running:
        yield running


def asked(
    server: LinkedIn, method: str, path: str, body: object = None, **headers: str | None
) -> Answer:
    """Send a request with LinkedIn's headers; `None` leaves one out."""
    changed = {name.replace("_", "-"): text for name, text in headers.items()}
    sent = {name: text for name, text in {**HEADERS, **changed}.items() if text is not None}
    content = None if body is None else json.dumps(body).encode()
    return RealWeb().send(method, f"{server.address}{path}", headers=sent, body=content)


def code_of(answer: Answer) -> str:
    return str(json.loads(answer.body)["code"])


@API.parametrize()
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_it_answers_as_its_description_says(
    case: schemathesis.Case[Any], whole_day: LinkedIn
) -> None:
    answer = case.call_and_validate(
        base_url=whole_day.address,
        headers={"Authorization": f"Bearer {TOKEN}"},
        allow_redirects=False,
        checks=list(CHECKS),
    )

    assert answer.status_code < 500


@pytest.mark.parametrize(
    ("wrong", "status", "code"),
    [
        ({"Authorization": None, "LinkedIn_Version": None}, 401, "EMPTY_ACCESS_TOKEN"),
        ({"Authorization": "Bearer x", "LinkedIn_Version": None}, 401, "INVALID_ACCESS_TOKEN"),
        ({"LinkedIn_Version": None, "X_Restli_Protocol_Version": None}, 400, "VERSION_MISSING"),
        ({"LinkedIn_Version": "202409"}, 426, "NONEXISTENT_VERSION"),
        ({"X_Restli_Protocol_Version": "1.0.0"}, 400, "PROTOCOL_VERSION_MISSING"),
    ],
)
def test_it_checks_in_linkedins_order(
    server: LinkedIn, wrong: dict[str, str | None], status: int, code: str
) -> None:
    server.quota = 0

    answer = asked(server, "POST", "/rest/posts", {}, **wrong)

    assert (answer.status, code_of(answer)) == (status, code)


def test_the_quota_goes_before_rights_and_rights_before_the_body(server: LinkedIn) -> None:
    server.scopes, server.quota = {READ}, 1

    denied = asked(server, "POST", "/rest/posts", {})
    over = asked(server, "POST", "/rest/posts", {})
    server.wait(86_400)
    next_day = asked(server, "POST", "/rest/posts", {})

    assert [one.status for one in (denied, over, next_day)] == [403, 429, 403]
    assert "retry-after" not in over.headers


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"author": "urn:li:member:1"}, 400, "INVALID_URN_TYPE"),
        ({"author": "urn:li:organization:1"}, 403, "ACCESS_DENIED"),
        ({"commentary": "x" * 3001}, 400, "FIELD_LENGTH_TOO_LONG"),
        ({"commentary": "#a " * 700}, 400, "FIELD_LENGTH_TOO_LONG"),
        ({"visibility": "ALL"}, 400, "INVALID_VALUE_FOR_FIELD"),
        ({"distribution": {}}, 400, "MISSING_FIELD"),
        ({"content": {"media": {"id": "urn:li:image:none"}}}, 400, "INVALID_URN_ID"),
        ({"content": {"article": {"source": "https://x.test"}}}, 400, "MISSING_FIELD"),
    ],
)
def test_it_refuses_posts_that_linkedin_refuses(
    server: LinkedIn, change: dict[str, object], status: int, code: str
) -> None:
    answer = asked(server, "POST", "/rest/posts", {**POST, **change})

    assert (answer.status, code_of(answer)) == (status, code)
    assert not server.posts


def test_a_post_of_what_was_never_uploaded_waits(server: LinkedIn) -> None:
    wanted = {"initializeUploadRequest": {"owner": ORGANIZATION}}
    begun = asked(server, "POST", "/rest/images?action=initializeUpload", wanted)
    urn = json.loads(begun.body)["value"]["image"]

    answer = asked(server, "POST", "/rest/posts", {**POST, "content": {"media": {"id": urn}}})

    assert (answer.status, code_of(answer)) == (400, "MEDIA_ASSET_WAITING_UPLOAD")


def test_the_same_again_is_a_duplicate_for_ten_minutes(server: LinkedIn) -> None:
    statuses = []
    for wait_s in (0, 599, 2):
        server.wait(wait_s)
        statuses.append(asked(server, "POST", "/rest/posts", POST).status)

    assert statuses == [201, 422, 201]


def test_what_was_not_escaped_is_cut_for_readers_and_nobody_is_told(server: LinkedIn) -> None:
    answer = asked(server, "POST", "/rest/posts", {**POST, "commentary": "Neu (Teil 1)"})

    urn = answer.headers["x-restli-id"]
    shown = json.loads(asked(server, "GET", f"/rest/posts/{quote(urn, safe='')}").body)
    assert answer.status == 201
    assert shown["commentary"] == "Neu (Teil 1)"
    assert server.posts[0].rendered == "Neu "


def test_names_of_posts_tell_when_they_were_made(server: LinkedIn) -> None:
    asked(server, "POST", "/rest/posts", POST)

    number = int(server.posts[0].urn.rpartition(":")[2])
    assert number >> 22 == int(server.clock_s * 1000)


def test_questions_lag_behind_and_late_effects_come_late(server: LinkedIn) -> None:
    server.reading_lag_s = 30
    server.faults.append(Fault(504, effect=True, late_s=60))
    path = f"/rest/posts?author={quote(ORGANIZATION, safe='')}&q=author"
    asked(server, "POST", "/rest/posts", POST)

    seen = []
    for wait_s in (0, 61, 30):
        server.wait(wait_s)
        found = json.loads(asked(server, "GET", path, X_RestLi_Method="FINDER").body)["elements"]
        seen.append((len(server.posts), len(found)))

    assert seen == [(0, 0), (1, 0), (1, 1)]


def test_author_stands_before_q_and_reading_needs_its_right(server: LinkedIn) -> None:
    author = quote(ORGANIZATION, safe="")

    turned = asked(server, "GET", f"/rest/posts?q=author&author={author}")
    server.scopes = {WRITE}
    blind = asked(server, "GET", f"/rest/posts?author={author}&q=author")

    assert (turned.status, code_of(turned)) == (400, "ILLEGAL_ARGUMENT")
    assert blind.status == 403
    assert "FINDER-author" in json.loads(blind.body)["message"]


def test_deleting_twice_is_deleting_once(server: LinkedIn) -> None:
    urn = asked(server, "POST", "/rest/posts", POST).headers["x-restli-id"]

    statuses = [asked(server, "DELETE", f"/rest/posts/{quote(urn, safe='')}").status for _ in "12"]

    assert statuses == [204, 204]
    assert not server.posts
