"""What starts `publish --due` by the clock: units, a line for cron, workflows."""

from __future__ import annotations

import configparser
import os
import re
import shlex
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.cli.command_line import run

from podcaster.cli.schedule import EVERY, scheduled

WORKFLOWS = ("github", "forgejo")

#: Kind -> where it says at which minutes.
RULES = {
    "systemd": r"^OnCalendar=\*:(\S+)$",
    "cron": r"^(\S+) \* \* \* \*  cd ",
    "github": r"cron: \"(\S+) \* \* \* \*\"$",
    "forgejo": r"cron: \"(\S+) \* \* \* \*\"$",
}


@pytest.mark.parametrize("kind", ["systemd", "cron", "github", "forgejo"])
def test_a_schedule_is_printed(show: Path, kind: str) -> None:
    printed = run("-C", show, "schedule", kind)

    assert printed.code == 0
    assert "publish --due" in printed.out
    assert "put it where its first line says" in printed.err


def test_a_strange_folder_is_quoted_as_each_reader_wants(tmp_path: Path) -> None:
    strange = tmp_path / "Ü 50% 'x'"
    strange.mkdir()

    cron = scheduled("cron", strange, 20)
    command = cron.splitlines()[1].split("  ", 1)[1].replace("\\%", "%")
    place = command.split(" && ")[0]
    told = subprocess.run(
        ["sh", "-c", f"{place} && pwd"], capture_output=True, text=True, check=True
    )

    assert told.stdout.strip() == str(strange)
    assert shlex.split(command.split(" && ")[1])[1:] == ["-m", "podcaster", "publish", "--due"]


def test_a_timer_makes_up_for_what_was_missed(tmp_path: Path) -> None:
    service, timer = scheduled("systemd", tmp_path / "50%", 15).split("# ~/.config")[1:]
    units = [configparser.RawConfigParser() for _ in range(2)]
    for unit, text in zip(units, (service, timer), strict=True):
        unit.optionxform = str  # type: ignore[assignment, method-assign]  # names as they are
        unit.read_string("#" + text)

    assert units[0]["Service"]["WorkingDirectory"] == str(tmp_path / "50%%")
    assert units[1]["Timer"]["Persistent"] == "true"
    assert units[1]["Timer"]["OnCalendar"] == "*:0/15"


@pytest.mark.parametrize(("kind", "rule"), RULES.items())
@pytest.mark.parametrize("minutes", EVERY)
def test_it_is_looked_every_so_many_minutes_over_the_hour_too(
    kind: str, rule: str, minutes: int, tmp_path: Path
) -> None:
    (said,) = re.findall(rule, scheduled(kind, tmp_path, minutes), re.MULTILINE)

    looked = _minutes(said)
    gaps = {after - before for before, after in pairwise([*looked, looked[0] + 60])}
    assert gaps == {minutes}


def _minutes(rule: str) -> list[int]:
    """Return the minutes of an hour that `0`, `*/15` or `0/15` means."""
    start, _, step = rule.replace("*", "0").partition("/")
    assert 0 < int(step or 60) <= 60
    return list(range(int(start), 60, int(step or 60)))


@pytest.mark.parametrize("minutes", ["45", "7", "90", "often"])
def test_what_does_not_divide_the_hour_is_refused_with_what_does(minutes: str) -> None:
    refused = run("schedule", "cron", "--every", minutes)

    assert refused.code == 2
    assert f"`{minutes}` is none of 5, 6, 10, 12, 15, 20, 30, 60" in refused.err
    assert "hint: clocks count from each full hour, so other numbers come unevenly" in refused.err
    assert refused.out == ""


@pytest.mark.parametrize("kind", WORKFLOWS)
def test_a_workflow_runs_the_program_that_was_named_at_its_tag(kind: str, tmp_path: Path) -> None:
    said = {"PROGRAM_FROM": str(_program(tmp_path / "somewhere")), "PROGRAM_AT": "v1"}
    (tmp_path / "show").mkdir()

    _follow(scheduled(kind, tmp_path, 15), tmp_path, said)

    assert (tmp_path / "show/ran").read_text() == "v1 publish --due\n"


@pytest.mark.parametrize("lacking", ["PROGRAM_FROM", "PROGRAM_AT"])
def test_a_workflow_that_was_not_filled_in_runs_nothing(lacking: str, tmp_path: Path) -> None:
    said = {"PROGRAM_FROM": str(_program(tmp_path / "somewhere")), "PROGRAM_AT": "v1"}
    (tmp_path / "show").mkdir()

    with pytest.raises(subprocess.CalledProcessError, match="git") as caught:
        _follow(scheduled("github", tmp_path, 15), tmp_path, {**said, lacking: ""})

    assert f"{lacking}: fill it in" in caught.value.stderr
    assert not (tmp_path / "show/ran").exists()


@pytest.mark.parametrize("kind", WORKFLOWS)
def test_only_the_last_step_of_a_workflow_has_secrets(kind: str, tmp_path: Path) -> None:
    *before, last = _steps(scheduled(kind, tmp_path, 15))

    assert "secrets." in str(last)
    assert "secrets." not in str(before)


def test_of_a_workflow_it_is_said_what_is_to_be_filled_in(show: Path) -> None:
    printed = run("-C", show, "schedule", "github")

    assert "`PROGRAM_FROM` and `PROGRAM_AT`" in printed.err
    assert _workflow(printed.out)["env"] == {"PROGRAM_FROM": "", "PROGRAM_AT": ""}


def _workflow(text: str) -> Any:  # noqa: ANN401 - YAML
    return YAML(typ="safe", pure=True).load(text)


def _steps(text: str) -> list[dict[str, Any]]:
    return list(_workflow(text)["jobs"]["publish"]["steps"])


def _follow(text: str, folder: Path, said: dict[str, str]) -> None:
    """Do what a runner does with the steps that are shell."""
    for step in _steps(text):
        if "run" in step:
            subprocess.run(
                ["sh", "-ec", step["run"]],
                cwd=folder / step.get("working-directory", "."),
                env={**os.environ, **said},
                capture_output=True,
                text=True,
                check=True,
            )


def _program(folder: Path) -> Path:
    """Make a repository that is set up as ours is, with a tag and something newer."""
    folder.mkdir()
    git = ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run([*git, "init", "--quiet"], check=True)
    for version in ("v1", "v2"):
        script = f"mkdir -p .venv/bin && printf '#!/bin/sh\\necho {version} \"$$@\" > ran' > $@"
        (folder / "Makefile").write_text(
            f"postgres: .venv/bin/podcaster\n.venv/bin/podcaster:\n\t{script}\n\tchmod +x $@\n"
        )
        subprocess.run([*git, "add", "."], check=True)
        subprocess.run([*git, "commit", "--quiet", "-m", version], check=True)
        subprocess.run([*git, "tag", version], check=True)
    return folder
