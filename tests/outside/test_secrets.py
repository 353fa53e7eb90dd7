"""Secrets by name: the environment first, then the keyring, then one file only its owner reads."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from podcaster.errors import FolderError, PodcasterError
from podcaster.model.secret_names import secret_name
from podcaster.outside.secret_file import SecretFile, default_file
from podcaster.outside.secrets import RealSecrets

NAME = "PODCASTER_WEBSITE_PASSWORD"
CANARY = "canary-in-a-coal-mine"


@dataclass
class FakeKeyring(KeyringBackend):
    """Keeps secrets in a dictionary; a locked one refuses."""

    kept: dict[tuple[str, str], str] = field(default_factory=dict)
    locked: bool = False

    def get_password(self, service: str, username: str) -> str | None:
        self._refuse()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._refuse()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._refuse()
        del self.kept[service, username]

    def _refuse(self) -> None:
        if self.locked:
            raise KeyringLocked(CANARY)


def some_secrets(
    folder: Path,
    environment: Mapping[str, str] | None = None,
    keyring: FakeKeyring | None = None,
    show: str = "show",
) -> RealSecrets:
    file = SecretFile(folder / "config" / "podcaster" / "secrets.json")
    return RealSecrets(folder / show, environment or {}, file, lambda: keyring)


def test_the_environment_goes_before_what_was_put_away(tmp_path: Path) -> None:
    some_secrets(tmp_path).keep(NAME, "kept")

    assert some_secrets(tmp_path, {NAME: "given"})[NAME] == "given"
    assert some_secrets(tmp_path, {NAME: ""})[NAME] == "kept"


def test_only_names_of_secrets_are_taken_from_the_environment(tmp_path: Path) -> None:
    environment = {NAME: "a", "PODCASTER_LEDGER_URL": "b", "HOME": "c", "X_TOKEN": "d"}

    secrets = some_secrets(tmp_path, environment)

    assert dict(secrets) == {NAME: "a"}
    assert len(secrets) == 1
    assert "HOME" not in secrets


def test_without_a_keyring_a_file_keeps_it_that_only_its_owner_reads(tmp_path: Path) -> None:
    secrets = some_secrets(tmp_path)

    in_keyring = secrets.keep(NAME, CANARY)

    assert not in_keyring
    assert stat.S_IMODE(secrets.file.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(secrets.file.path.parent.stat().st_mode) == 0o700
    assert some_secrets(tmp_path)[NAME] == CANARY
    assert CANARY not in repr(secrets)


def test_a_keyring_keeps_it_and_the_file_only_says_so(tmp_path: Path) -> None:
    keyring = FakeKeyring()
    secrets = some_secrets(tmp_path, keyring=keyring)

    in_keyring = secrets.keep(NAME, CANARY)

    assert in_keyring
    assert secrets[NAME] == CANARY
    assert list(secrets) == [NAME]
    assert CANARY not in secrets.file.path.read_text(encoding="utf-8")


def test_a_show_never_gets_the_secret_of_another(tmp_path: Path) -> None:
    some_secrets(tmp_path, show="one").keep(NAME, "of one")
    some_secrets(tmp_path, show="two").keep(NAME, "of two")

    assert some_secrets(tmp_path, show="one")[NAME] == "of one"
    assert some_secrets(tmp_path, show="two")[NAME] == "of two"
    assert not dict(some_secrets(tmp_path, show="three"))


def test_what_expires_is_known_wherever_the_secret_is(tmp_path: Path) -> None:
    at = datetime(2026, 12, 1, 8, tzinfo=UTC)
    secrets = some_secrets(tmp_path)
    secrets.keep(NAME, "kept", at)

    given = some_secrets(tmp_path, {NAME: "given", f"{NAME}_EXPIRES": "2027-01-02"})
    silent = some_secrets(tmp_path, {NAME: "given"})
    odd = some_secrets(tmp_path, {NAME: "given", f"{NAME}_EXPIRES": "soon"})

    assert secrets.expires_at(NAME) == at
    assert given.expires_at(NAME) == datetime(2027, 1, 2, tzinfo=UTC)
    assert silent.expires_at(NAME) is None
    assert odd.expires_at(NAME) is None


@pytest.mark.parametrize("keyring", [None, FakeKeyring()])
def test_what_is_forgotten_is_gone(tmp_path: Path, keyring: FakeKeyring | None) -> None:
    secrets = some_secrets(tmp_path, keyring=keyring)
    secrets.keep(NAME, CANARY)

    assert secrets.forget(NAME)
    assert not secrets.forget(NAME)
    assert NAME not in secrets
    assert keyring is None or not keyring.kept


@pytest.mark.parametrize(
    ("is_odd", "what"),
    [
        (Path.mkdir, "can't be locked: unable to open database file"),
        (lambda lock: lock.write_text("x" * 999), "can't be locked: file is not a database"),
    ],
    ids=["a folder", "something else"],
)
def test_a_lock_that_can_not_be_taken_is_told_as_what_it_is(
    tmp_path: Path, is_odd: Callable[[Path], object], what: str
) -> None:
    secrets = some_secrets(tmp_path)
    lock = secrets.file.path.with_name(".secrets.lock")
    lock.parent.mkdir(parents=True)
    is_odd(lock)

    with pytest.raises(FolderError) as caught:
        secrets.keep(NAME, CANARY)

    assert str(caught.value) == f"{lock}: {what}"
    assert "remove this file" in str(caught.value.hint)


def test_whoever_waits_for_another_too_long_is_told_to_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("podcaster.outside.secret_file.WAIT_S", 0.05)
    secrets = some_secrets(tmp_path)
    secrets.keep(NAME, "old")

    with closing(secrets.file._locked()), pytest.raises(FolderError) as caught:
        secrets.keep(NAME, "new")

    assert str(caught.value.what) == "another run of `podcaster` is at work here"
    assert "wait until it has finished" in str(caught.value.hint)
    assert secrets[NAME] == "old"


@pytest.mark.parametrize("broken", ["locked", "emptied"])
def test_a_keyring_that_does_not_answer_is_told_not_passed_over(
    tmp_path: Path, broken: str
) -> None:
    keyring = FakeKeyring()
    secrets = some_secrets(tmp_path, keyring=keyring)
    secrets.keep(NAME, CANARY)
    keyring.locked = broken == "locked"
    keyring.kept.clear()

    with pytest.raises(PodcasterError) as caught:
        secrets[NAME]

    assert caught.value.hint
    assert CANARY not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    secrets = some_secrets(tmp_path)
    secrets.keep(NAME, CANARY)
    secrets.file.path.chmod(mode)

    with pytest.raises(FolderError, match="others may read"):
        secrets[NAME]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"version": 2, "shows": {}}', "\0"])
def test_a_file_that_holds_something_else_is_refused(tmp_path: Path, content: str) -> None:
    secrets = some_secrets(tmp_path)
    secrets.keep(NAME, CANARY)
    secrets.file.path.write_text(content, encoding="utf-8")

    with pytest.raises(FolderError, match="something else"):
        secrets[NAME]
    with pytest.raises(FolderError, match="something else"):
        secrets.keep(NAME, "new")
    assert secrets.file.path.read_text(encoding="utf-8") == content


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    secrets = some_secrets(tmp_path)
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_text('{"version": 1, "shows": {}}', encoding="utf-8")
    elsewhere.chmod(0o600)
    secrets.file.path.parent.mkdir(parents=True)
    secrets.file.path.symlink_to(elsewhere)

    with pytest.raises(FolderError, match="can't be read"):
        secrets.keep(NAME, CANARY)

    assert CANARY not in elsewhere.read_text(encoding="utf-8")


def test_two_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    names = [secret_name(f"channel-{number}", "KEY") for number in range(12)]

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda name: some_secrets(tmp_path).keep(name, name.lower()), names))

    assert dict(some_secrets(tmp_path)) == {name: name.lower() for name in names}


def test_a_write_that_fails_leaves_the_older_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = some_secrets(tmp_path)
    secrets.keep(NAME, "older")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(FolderError, match="disk is full"):
        secrets.keep(NAME, CANARY)
    assert secrets[NAME] == "older"
    assert not list(secrets.file.path.parent.glob("*.part"))


def test_the_file_stands_where_settings_stand(tmp_path: Path) -> None:
    named = default_file({"XDG_CONFIG_HOME": str(tmp_path)})

    assert named == tmp_path / "podcaster" / "secrets.json"
    assert default_file({"XDG_CONFIG_HOME": "relative"}) == default_file({})
    assert default_file({}).is_relative_to(Path.home())


def test_the_file_can_be_looked_at(tmp_path: Path) -> None:
    secrets = some_secrets(tmp_path)
    secrets.keep(NAME, CANARY)

    value = json.loads(secrets.file.path.read_text(encoding="utf-8"))

    assert value == {"version": 1, "shows": {str(tmp_path / "show"): {NAME: {"secret": CANARY}}}}
