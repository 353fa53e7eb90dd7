"""`podcaster auth` from the outside: a secret is put away, and found again."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from keyring.backends.fail import Keyring as NoKeyring
from tests.cli.command_line import run
from tests.servers.linkedin import TOKEN, LinkedIn, linkedin_server
from tests.servers.linkedin_state import CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN

from podcaster.opening import open_workspace
from podcaster.outside.web import RealWeb

NAME = "PODCASTER_WEBSITE_PASSWORD"


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a show; settings stand in `config`, and there is no keyring."""
    for name in (NAME, "PODCASTER_WEBSITE_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr("keyring.get_keyring", NoKeyring)
    assert run("init", tmp_path / "x").code == 0
    return tmp_path / "x"


@pytest.fixture
def linkedin(show: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LinkedIn]:
    """Return a LinkedIn that the show has a page on; a browser is there and signs in."""
    with linkedin_server() as server:
        settings = show / "publish.yaml"
        lines = ["linkedin:", "  type: linkedin", "  organization: '1'"]
        lines += [f"  api: {server.address}", f"  client_id: {CLIENT_ID}"]
        page = "".join(f"  {line}\n" for line in lines)
        text = settings.read_text(encoding="utf-8").replace("channels:\n", f"channels:\n{page}")
        settings.write_text(text, encoding="utf-8")

        def browse(address: str) -> bool:
            back = RealWeb().send("GET", address).headers["location"]
            RealWeb().send("GET", back.replace("//localhost:", "//127.0.0.1:"))
            return True

        monkeypatch.setattr("webbrowser.open", browse)
        monkeypatch.setattr("podcaster.cli.auth_linkedin.PORT", 0)
        yield server


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_a_secret_is_put_away_and_found_again(show: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "  s3cret word\n")

    outcome = run("-C", show, "auth", "website")

    assert outcome.code == 0, outcome.err
    assert "`PODCASTER_WEBSITE_PASSWORD` is kept in a file only you can read" in outcome.err
    assert "s3cret" not in outcome.err + outcome.out
    assert open_workspace(show).secrets_of("website") == {"PASSWORD": "s3cret word"}


def test_another_word_names_another_secret(show: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "pem")

    assert run("-C", show, "auth", "website", "KEY").code == 0

    assert open_workspace(show).secrets_of("website") == {"KEY": "pem"}


def test_what_is_forgotten_is_gone(show: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "s3cret word")
    run("-C", show, "auth", "website")

    outcome = run("-C", show, "auth", "website", "--forget")

    assert outcome.code == 0
    assert not open_workspace(show).secrets_of("website")


@pytest.mark.parametrize(
    ("text", "arguments", "words"),
    [
        ("", ("website",), "no secret to be kept"),
        ("x", ("website", "password"), "none of the words"),
        ("x", ("website", "PIN"), "none of the words"),
    ],
)
def test_what_is_no_secret_is_refused(
    show: Path, monkeypatch: pytest.MonkeyPatch, text: str, arguments: tuple[str, ...], words: str
) -> None:
    typed(monkeypatch, text)

    outcome = run("-C", show, "auth", *arguments)

    assert outcome.code == 2
    assert words in outcome.err
    assert not dict(open_workspace(show).secrets).keys() - os.environ.keys()


def test_signing_in_at_linkedin_leaves_a_token_that_is_kept(
    show: Path, linkedin: LinkedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, CLIENT_SECRET)

    outcome = run("-C", show, "auth", "linkedin")

    workspace = open_workspace(show)
    assert outcome.code == 0, outcome.err
    assert "signed in; the token lasts until" in outcome.err
    assert dict(workspace.secrets) == {
        "PODCASTER_LINKEDIN_CLIENT_SECRET": CLIENT_SECRET,
        "PODCASTER_LINKEDIN_REFRESH_TOKEN": REFRESH_TOKEN,
        "PODCASTER_LINKEDIN_TOKEN": TOKEN,
    }
    assert not [one for one in (TOKEN, CLIENT_SECRET, REFRESH_TOKEN) if one in outcome.err]
    assert linkedin.codes == {}


def test_a_second_time_the_secret_of_the_app_is_known(
    show: Path, linkedin: LinkedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, CLIENT_SECRET)
    run("-C", show, "auth", "linkedin")
    typed(monkeypatch, "")
    linkedin.refreshes = False

    again = run("-C", show, "auth", "linkedin")

    assert again.code == 0, again.err
    assert "PODCASTER_LINKEDIN_REFRESH_TOKEN" not in open_workspace(show).secrets


def test_rights_that_linkedin_did_not_give_are_named(
    show: Path, linkedin: LinkedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, CLIENT_SECRET)
    linkedin.scopes = {"w_organization_social"}

    outcome = run("-C", show, "auth", "linkedin")

    assert "LinkedIn did not give these rights: `r_organization_social`" in outcome.err


def test_a_page_without_an_app_says_where_to_find_its_id(
    show: Path, linkedin: LinkedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = show / "publish.yaml"
    text = settings.read_text(encoding="utf-8").replace(f"    client_id: {CLIENT_ID}\n", "")
    settings.write_text(text, encoding="utf-8")
    typed(monkeypatch, CLIENT_SECRET)

    outcome = run("-C", show, "auth", "linkedin")

    assert outcome.code == 2
    assert "`client_id` of the channel is missing" in outcome.err
    assert not linkedin.requests


@pytest.mark.parametrize("command", ["status", "plan"])
def test_a_token_that_expires_soon_is_said_beside_every_result(
    show: Path, linkedin: LinkedIn, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("PODCASTER_LINKEDIN_TOKEN", TOKEN)
    monkeypatch.setenv("PODCASTER_LINKEDIN_TOKEN_EXPIRES", "2020-01-20")

    outcome = run("-C", show, command)

    assert outcome.code == 0, outcome.err
    assert (
        "the token of `linkedin` has expired on 2020-01-20: say `podcaster auth linkedin`"
        in outcome.err
    )
    assert not linkedin.requests
