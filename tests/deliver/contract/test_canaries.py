"""A canary in the place of every secret of every channel: it is found nowhere.

Over the whole table of channels, once with the right secret and once with one that is refused, on
the way through plan, publish, `status`, `log` and what errors say.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from tests.deliver.contract.trial import NAME, Trial
from tests.deliver.contract.trials import TRIALS, a_show
from tests.deliver.releases import FOLDER, SITE, a_release, files_in

from podcaster.deliver import deliver, diary, plan, standings
from podcaster.deliver.channels import HOSTS
from podcaster.doors.web import Answer, WebDoor
from podcaster.errors import PodcasterError
from podcaster.model.delivery import State

#: How a channel stands that took what it got.
TAKEN = {State.DONE, State.HANDED_OVER}

#: A line of a key that is too short to be told from other text.
SHORT = 8

#: Stands in the place of a secret that the other side does not know; a key that can sign.
WRONG = "whsec_Y2FuYXJ5LXRoYXQtbm9ib2R5LWtub3dzLTMyLWJ5dGU="


@pytest.fixture(params=TRIALS, ids=lambda kind: kind.__name__)
def trial(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Trial]:
    folder = tmp_path / "there"
    folder.mkdir()
    with TRIALS[request.param](folder) as running:
        hosted = request.param in HOSTS
        settings = {**running.settings, **({"verify": False} if hosted else {})}
        yield replace(running, settings=settings)


@dataclass(frozen=True)
class PublicFolder:
    """The web, in which the show's public address leads into its folder."""

    folder: Path
    web: WebDoor

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Answer:
        file = self.folder / url.removeprefix(f"{SITE}/")
        if url.startswith(SITE) and file.is_file():
            return Answer(200, {}, file.read_bytes())
        return self.web.send(method, url, headers=headers, body=body)


def all_that_is_said(folder: Path, trial: Trial, secrets: Mapping[str, str]) -> tuple[str, bool]:
    """Publish; return everything that people get to see, and whether the channel took it."""
    folder.mkdir()
    web = PublicFolder(folder / "public", trial.web)
    workspace = replace(a_show(folder, trial), secrets=secrets, web=web)
    release = a_release(folder, "eins", channels={"public": FOLDER, NAME: trial.settings})
    said: list[object] = [workspace, plan(release, workspace)]
    try:
        said.append(deliver(release, workspace).standings)
    except PodcasterError as error:
        said += [str(error), error.hint, error]
    now = standings(workspace, release.settings)
    taken = any(row.channel == NAME and row.state in TAKEN for row in now)
    return repr([*said, now, diary(workspace, all_tries=True)]), taken


def test_the_secrets_are_found_nowhere(
    trial: Trial,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caplog.set_level(logging.DEBUG)
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(work))
    wrong = dict.fromkeys(trial.secrets, WRONG)

    refused, _ = all_that_is_said(tmp_path / "refused", trial, wrong)
    well, taken = all_that_is_said(tmp_path / "known", trial, trial.secrets)

    secrets = [WRONG, *trial.secrets.values()]
    lines = [line for one in secrets for line in one.splitlines() if len(line) > SHORT]
    kept = {
        f"{folder}/{name}": content
        for folder in ("refused", "known", "work")
        for name, content in files_in(tmp_path / folder).items()
    }
    assert taken
    assert not [line for line in lines if line in refused + well + caplog.text]
    assert not [name for name, text in kept.items() for line in lines if line.encode() in text]
