"""`podcaster auth` from the outside: a secret is put away, and found again."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from keyring.backends.fail import Keyring as NoKeyring
from tests.cli.command_line import run

from podcaster.pipeline import open_workspace

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
