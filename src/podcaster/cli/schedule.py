"""`podcaster schedule`: what starts `publish --due` by the clock."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import click

from podcaster.cli.frame import Command
from podcaster.cli.options import OneOf
from podcaster.cli.session import Session
from podcaster.model.message import message

SYSTEMD: Final = """\
# ~/.config/systemd/user/podcaster.service
[Unit]
Description=podcaster publish --due
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
WorkingDirectory={folder}
EnvironmentFile=-%h/.config/podcaster/environment
ExecStart={command}

# ~/.config/systemd/user/podcaster.timer
[Unit]
Description=podcaster publish --due, every {minutes} minutes

[Timer]
OnCalendar=*:{calendar}
Persistent=true
RandomizedDelaySec=30

[Install]
WantedBy=timers.target

# systemctl --user daemon-reload && systemctl --user enable --now podcaster.timer
# loginctl enable-linger   (so that it runs while nobody is logged in)
"""

CRON: Final = """\
# crontab -e
{minute} * * * *  cd {shell_folder} && {shell_command}
"""

WORKFLOW: Final = """\
# {where}/workflows/publish.yaml
name: publish
on:
  schedule:
    - cron: "{minute} * * * *"
  workflow_dispatch:
env:
  # To be filled in, as what runs here has your secrets: where you clone podcaster from, and which
  # tag or commit of it.
  PROGRAM_FROM: ""
  PROGRAM_AT: ""
concurrency:
  group: publish
  cancel-in-progress: false
permissions:
  contents: read
jobs:
  publish:
    runs-on: {runner}
    steps:
      - uses: actions/checkout@v4
        with:
          path: show
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: git clone --quiet -- "${{PROGRAM_FROM:?fill it in}}" program
      - run: git -C program checkout --quiet --detach "${{PROGRAM_AT:?fill it in}}"
      - run: make -C program postgres
      - run: ../program/.venv/bin/podcaster publish --due
        working-directory: show
        env:
          # The memory has to outlive the machine: a database that all runs share.
          PODCASTER_LEDGER_URL: ${{{{ secrets.PODCASTER_LEDGER_URL }}}}
          PODCASTER_LINKEDIN_TOKEN: ${{{{ secrets.PODCASTER_LINKEDIN_TOKEN }}}}
"""

#: Minutes that divide the hour: clocks count from each full one.
EVERY: Final = (5, 6, 10, 12, 15, 20, 30, 60)

#: Kind -> what is to be put where.
KINDS: Final[Mapping[str, Callable[[Mapping[str, object]], str]]] = {
    "systemd": SYSTEMD.format_map,
    "cron": CRON.format_map,
    "github": lambda values: WORKFLOW.format_map(
        {**values, "where": ".github", "runner": "ubuntu-latest"}
    ),
    "forgejo": lambda values: WORKFLOW.format_map(
        {**values, "where": ".forgejo", "runner": "docker"}
    ),
}

_FILL_IN: Final = message(
    "put it where its first line says, and fill in `PROGRAM_FROM` and `PROGRAM_AT`"
)

#: Kind -> what is to be done with it, where more than that is to be done.
NEXT_STEPS: Final = {"github": _FILL_IN, "forgejo": _FILL_IN}


@click.command(
    cls=Command,
    examples=(
        ("podcaster schedule systemd", "a service and a timer, with the commands to start them"),
        ("podcaster schedule cron --every 30", "a line for crontab"),
        ("podcaster schedule github", "a workflow for the repository"),
    ),
)
@click.argument("kind", type=OneOf(*KINDS), help="systemd, cron, github or forgejo.")
@click.option(
    "--every",
    "minutes",
    type=OneOf(
        *map(str, EVERY),
        hint=message("clocks count from each full hour, so other numbers come unevenly"),
    ),
    default="15",
    show_default=True,
    metavar="MINUTES",
    help="How often to look, in minutes: 5, 6, 10, 12, 15, 20, 30 or 60.",
)
@click.pass_obj
def schedule(session: Session, kind: str, minutes: str) -> None:
    """Print what makes a machine publish by the clock what is due.

    At most one run works at a time, and one that was missed is made up for by the next: what is
    due stays due.
    """
    text = scheduled(kind, session.found_show().resolve(), int(minutes))
    session.printer.result(text.splitlines())
    session.printer.next_step(NEXT_STEPS.get(kind, message("put it where its first line says")))


def scheduled(kind: str, folder: Path, minutes: int) -> str:
    """Return the text that starts `publish --due` every so many minutes.

    Args:
        kind: One of `KINDS`.
        folder: The show's folder, absolute.
        minutes: How often; one of `EVERY`.
    """
    words = [sys.executable, "-m", "podcaster", "publish", "--due"]
    quoted = " ".join('"' + word.replace('"', '\\"').replace("%", "%%") + '"' for word in words)
    minute = "0" if minutes == 60 else f"*/{minutes}"  # noqa: PLR2004 - an hour
    return KINDS[kind](
        {
            "folder": str(folder).replace("%", "%%"),
            "command": quoted,
            "minutes": minutes,
            "minute": minute,
            "calendar": minute.replace("*", "0"),
            "shell_folder": shlex.quote(str(folder)).replace("%", "\\%"),
            "shell_command": shlex.join(words).replace("%", "\\%"),
        }
    )
