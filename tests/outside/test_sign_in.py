"""Signing in at LinkedIn: the browser goes there and comes back, and nobody else is believed."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import pytest
from tests.servers.linkedin import TOKEN, LinkedIn, linkedin_server
from tests.servers.linkedin_state import CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN, WRITE

from podcaster.errors import PodcasterError
from podcaster.outside.sign_in import SCOPES, App, sign_in
from podcaster.outside.web import RealWeb


@pytest.fixture
def server() -> Iterator[LinkedIn]:
    with linkedin_server() as running:
        yield running


def an_app(server: LinkedIn, secret: str = CLIENT_SECRET) -> App:
    return App(CLIENT_ID, secret, server.address)


def visit(address: str) -> int:
    """Go where a browser would go; `localhost` is this machine."""
    return RealWeb().send("GET", address.replace("//localhost:", "//127.0.0.1:")).status


def led_back(address: str) -> str:
    """Return where LinkedIn leads a browser to."""
    return RealWeb().send("GET", address).headers["location"]


def signs_in(address: str) -> None:
    """Do as a person does who signs in."""
    assert visit(led_back(address)) == 200


def changed(address: str, **values: str) -> str:
    """Return an address with other values in its query; "" takes one out."""
    url = urlsplit(address)
    query = {**dict(parse_qsl(url.query)), **values}
    kept = urlencode({name: text for name, text in query.items() if text})
    return urlunsplit(url._replace(query=kept))


def test_who_signs_in_gets_a_token_with_its_rights_and_its_time(server: LinkedIn) -> None:
    granted = sign_in(an_app(server), signs_in, port=0)

    assert granted.token == TOKEN
    assert granted.refresh_token == REFRESH_TOKEN
    assert (granted.lives_s, granted.refresh_lives_s) == (5_184_000, 31_536_000)
    assert granted.scopes == frozenset(SCOPES)
    assert not granted.missing
    assert TOKEN not in repr(granted)
    assert not [name for name in os.environ if name.startswith("OAUTHLIB")]


def test_rights_that_were_not_given_are_known(server: LinkedIn) -> None:
    server.scopes, server.refreshes = {WRITE}, False

    granted = sign_in(an_app(server), signs_in, port=0)

    assert granted.missing == {"r_organization_social"}
    assert granted.refresh_token == ""


@pytest.mark.parametrize("state", ["", "guessed", "ä"])
def test_what_comes_back_without_our_word_is_not_believed(server: LinkedIn, state: str) -> None:
    seen: list[int] = []

    def browser(address: str) -> None:
        right = led_back(address)
        seen.append(visit(changed(right, state=state)))
        seen.append(visit(right.replace("/linkedin?", "/elsewhere?")))
        seen.append(visit(right))

    granted = sign_in(an_app(server), browser, port=0)

    assert seen == [404, 404, 200]
    assert granted.token == TOKEN


def test_who_says_no_is_told_what_linkedin_says(server: LinkedIn) -> None:
    def browser(address: str) -> None:
        back = led_back(address)
        visit(changed(back, code="", error="user_cancelled_login", error_description="No\x1b[1m"))

    with pytest.raises(PodcasterError, match=r"did not let you in: No \[1m"):
        sign_in(an_app(server), browser, port=0)


def test_a_wrong_secret_is_said_and_not_shown(server: LinkedIn) -> None:
    app = an_app(server, "wrong-canary")

    with pytest.raises(PodcasterError, match="did not let you in") as caught:
        sign_in(app, signs_in, port=0)

    assert "wrong-canary" not in f"{caught.value!r}{caught.value.hint}{app!r}"
    assert caught.value.__cause__ is None


def test_a_code_is_worth_nothing_a_second_time(server: LinkedIn) -> None:
    def browser(address: str) -> None:
        back = led_back(address)
        server.codes.clear()
        visit(back)

    with pytest.raises(PodcasterError, match="did not let you in"):
        sign_in(an_app(server), browser, port=0)


def test_nobody_is_waited_for_for_ever(server: LinkedIn) -> None:
    def nobody(_address: str) -> None:
        """Do nothing."""

    with pytest.raises(PodcasterError, match="nobody signed in"):
        sign_in(an_app(server), nobody, port=0, longest_s=0.01)


def test_a_port_that_is_taken_is_said(server: LinkedIn) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(PodcasterError, match=f"port {port} of this machine is taken"):
            sign_in(an_app(server), lambda _: None, port=port)
