"""A canary in the place of every secret: it is found nowhere."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.deliver.releases import FOLDER, HANDOVER, LINKEDIN, a_release, a_workspace, files_in
from tests.servers.linkedin import TOKEN, Fault, LinkedIn, linkedin_server

from podcaster.deliver import Order, deliver, plan, standings
from podcaster.doors.web import Answer
from podcaster.errors import PodcasterError
from podcaster.outside.web import RealWeb


@pytest.fixture
def server() -> Iterator[LinkedIn]:
    with linkedin_server() as running:
        yield running


@pytest.mark.parametrize("status", [201, 400, 401, 403, 422, 429, 500, 0])
@pytest.mark.parametrize("path", ["/rest/posts", "/rest/images"])
def test_the_token_is_found_nowhere(
    tmp_path: Path,
    server: LinkedIn,
    caplog: pytest.LogCaptureFixture,
    status: int,
    path: str,
) -> None:
    caplog.set_level(logging.DEBUG)
    server.faults.append(Fault(status, effect=True, path=path, code=TOKEN))
    channels = {
        "public": FOLDER,
        "website": HANDOVER,
        "linkedin": {**LINKEDIN, "api": server.address},
    }
    release = a_release(tmp_path, "eins", "zwei", channels=channels)
    workspace = a_workspace(tmp_path, web=RealWeb(), token=TOKEN)

    shown = [repr(workspace), repr(plan(release, workspace))]
    shown.append(repr(deliver(release, workspace).standings))
    shown.append(repr(deliver(release, workspace, Order(dry_run=True)).standings))
    shown.append(repr(standings(workspace, release.settings)))

    assert server.requests
    assert TOKEN not in "".join(shown) + caplog.text
    assert not [name for name, text in files_in(tmp_path).items() if TOKEN.encode() in text]


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/x", "https://[", "ftp://x.test/", "http://"])
def test_errors_of_the_door_do_not_tell_the_token(url: str) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}\n"}

    with pytest.raises(PodcasterError) as caught:
        RealWeb().send("POST", url, headers=headers, body=TOKEN.encode())

    assert TOKEN not in "".join(traceback.format_exception(caught.value))
    assert TOKEN not in repr(caught.value)


def test_a_server_that_echoes_the_token_gets_it_struck_out(
    tmp_path: Path, server: LinkedIn
) -> None:
    class Echo:
        def send(self, method: str, url: str, **sent: object) -> Answer:
            del method, url, sent
            body = f'{{"code": "{TOKEN}", "message": "{TOKEN}"}}'.encode()
            return Answer(400, {"x-restli-id": TOKEN}, body)

    channels = {"public": FOLDER, "linkedin": {**LINKEDIN, "api": server.address}}
    workspace = a_workspace(tmp_path, web=Echo(), token=TOKEN)

    delivery = deliver(a_release(tmp_path, "eins", channels=channels), workspace)

    assert delivery.failed
    assert TOKEN not in repr(delivery.standings)
    assert not [name for name, text in files_in(tmp_path).items() if TOKEN.encode() in text]
