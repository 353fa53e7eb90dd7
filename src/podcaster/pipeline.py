"""The program on one screen: five steps, each made for the result of the one before.

folder -> load -> Draft -> check -> Checked -> master -> Mastered -> render -> Release
       -> deliver -> Delivery
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal, cast

from podcaster.check import check, find
from podcaster.deliver import History, Order, Written, deliver, plan, write_folder
from podcaster.doors import no_progress
from podcaster.load import load
from podcaster.master import master
from podcaster.model.delivery import Delivery, Standing
from podcaster.model.findings import Finding
from podcaster.model.release import Release
from podcaster.outside.audio import RealAudio
from podcaster.outside.web import RealWeb
from podcaster.render import render
from podcaster.workspace import ProgressBar, Workspace

#: Where tokens may stand in the environment; nothing else of it is read.
SECRETS: Final = ("PODCASTER_LINKEDIN_TOKEN",)


@dataclass(frozen=True)
class Step:
    """One room of the house: its name, its function, and what that may use beside its input."""

    name: str
    function: Callable[..., Any]
    uses: Literal["workspace", "settings"]


STEPS: Final = (
    Step("load", load, "workspace"),
    Step("check", check, "settings"),
    Step("master", master, "workspace"),
    Step("render", render, "settings"),
    Step("deliver", deliver, "workspace"),
)


def open_workspace(folder: Path, progress: ProgressBar = no_progress) -> Workspace:
    """Return the workspace of the show in `folder`, with the real doors."""
    folder = folder.resolve()
    return Workspace(
        folder=folder,
        audio=RealAudio(),
        web=RealWeb(),
        history=History(folder / ".podcaster"),
        now=datetime.now(UTC),
        secrets={name: os.environ[name] for name in SECRETS if os.environ.get(name)},
        progress=progress,
    )


def walk(workspace: Workspace, last: str) -> Any:  # noqa: ANN401 - the test over STEPS types it
    """Walk from the folder to the step named `last` and return what that makes."""
    thing: Any = workspace.folder
    for step in STEPS:
        beside = workspace if step.uses == "workspace" else thing.settings
        thing = step.function(thing, beside)
        if step.name == last:
            break
    return thing


def find_all(workspace: Workspace) -> tuple[Finding, ...]:
    """Return every finding about the show.

    Raises:
        SettingsError: If publish.yaml can't be understood; it carries the findings.
    """
    return find(load(workspace.folder, workspace))


def release(workspace: Workspace) -> Release:
    """Walk to render."""
    return cast("Release", walk(workspace, "render"))


def build(workspace: Workspace, folder: Path) -> tuple[Release, Written]:
    """Walk to render and write everything into `folder`."""
    made = release(workspace)
    return made, write_folder(made.artefacts, folder, workspace.state)


def preview(workspace: Workspace, order: Order) -> tuple[Standing, ...]:
    """Walk to render and say what deliver would do."""
    return plan(release(workspace), workspace, order)


def publish(workspace: Workspace, order: Order) -> Delivery:
    """Walk the whole way."""
    return deliver(release(workspace), workspace, order)
