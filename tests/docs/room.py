"""A room in which a page is followed: a home, a screen, a disk, and nothing of anybody's own.

    room = Room(tmp_path / "home", provider)
    room.follow(steps_of("how-to/host-sftp.md"))

What differs from what the page says stands in `Provider`, and nothing else; `LEFT_OUT` is what sets
a machine up from the network.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest
from ruamel.yaml import YAML
from tests.cli.command_line import Stream
from tests.docs.pages import TYPED, Step, differs

from podcaster.cli import run

ROOT: Final = Path(__file__).resolve().parents[2]
PATIENCE_S: Final = 300

#: What a room has already: the system's packages, this repository, and what `make demo` makes.
LEFT_OUT: Final = re.compile(r"sudo apt-get .*|git clone .*|make demo")
#: How servers here make themselves known and trusted.
OF_SERVERS: Final = re.compile(r"SSL_CERT_FILE$|RCLONE_")
#: A secret as a page leaves it.
SECRET: Final = re.compile(r"export (PODCASTER_\w+)=.*")
#: What a server on loopback needs said in any case.
ALWAYS: Final = frozenset({"port", "api", "url", "folder"})

#: Whose home the pages show.
HOME: Final = "/home/podcast"

#: Leaves folder and environment to the next block.
AFTERWARDS: Final = '\ncode=$?; pwd > "$ROOM/cwd"; env -0 > "$ROOM/env"; exit $code\n'


def nothing_between(_step: Step, _printed: str) -> None:
    """Do nothing between two steps."""


@dataclass(frozen=True)
class Provider:
    """What somebody is told who follows a page, and what comes of it.

    Attributes:
        settings: Type of channel -> what the provider says about it.
        secrets: Name of a secret -> the secret.
        replaced: What the page says -> what it is here.
        environment: What the machine has beside.
        program: Source of the program, if it is not the installed one.
        typed: A command -> what is typed when it asks.
        between: Called after each typed block with what it printed.
        arrived: Counts what people get in the end, place by place.
    """

    settings: Mapping[str, Mapping[str, object]]
    secrets: Mapping[str, str] = field(default_factory=dict)
    replaced: Mapping[str, str] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    program: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    between: Callable[[Step, str], None] = nothing_between
    arrived: Callable[[], list[int]] = list


@dataclass
class Room:
    """Where somebody follows a page.

    Attributes:
        home: Their home; the folder they are in at first.
        provider: Whom they have their channel from.
        spawned: Whether `podcaster` is a process of its own; each takes two seconds longer then.
        environment: Their environment.
        folder: Where they are.
        screens: What each typed block printed.
    """

    home: Path
    provider: Provider
    spawned: bool = False
    environment: dict[str, str] = field(default_factory=dict)
    folder: Path = Path()
    screens: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Set up what a machine has: the program where `make demo` puts it, and a home."""
        program = self.home / "podcaster/.venv/bin/podcaster"
        program.parent.mkdir(parents=True, exist_ok=True)
        if self.provider.program:
            program.write_text(self.provider.program, encoding="utf-8")
            program.chmod(0o755)
        else:
            program.symlink_to(Path(sys.executable).with_name("podcaster"))
        self.folder = self.home
        self.environment = {
            "HOME": str(self.home),
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT / "src"),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "ROOM": str(self.home.parent),
        } | {name: text for name, text in os.environ.items() if OF_SERVERS.match(name)}
        self.environment |= self.provider.environment

    def follow(self, steps: Iterable[Step]) -> None:
        """Take every step, and compare the screen with the page after each."""
        for step in steps:
            if step.kind != TYPED:
                self.write(step)
                continue
            code, printed = self.type_in(step.text)
            self.screens.append(printed)
            if step.shown is None:
                assert code == 0, f"{step.text}\n{printed}"
            else:
                assert not (other := differs(self.here(step.shown), printed)), other
            self.provider.between(step, printed)

    def here(self, text: str) -> str:
        """Return what the page says as it is here."""
        for said, instead in self.provider.replaced.items():
            text = text.replace(said, instead)
        return text.replace(HOME, str(self.home))

    def write(self, step: Step) -> None:
        """Write a file, or for YAML what stands in its blocks, as an editor would."""
        file = Path(step.file.replace("~", str(self.home)))
        path = self.folder / file
        text = self.here(step.text)
        if step.kind != "yaml" or not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            return
        yaml = YAML()
        written, block = yaml.load(path), yaml.load(text)
        for channel in block.get("channels", {}).values():
            told = self.provider.settings.get(channel["type"], {})
            channel.update({key: told[key] for key in told if key in channel or key in ALWAYS})
        enter(block, written)
        yaml.dump(written, path)

    def type_in(self, text: str) -> tuple[int, str]:
        """Type lines into a shell; return the last exit code and what stands on the screen."""
        typed = [self._with_secret(line) for line in self.here(text).splitlines()]
        lines = [line for line in typed if not LEFT_OUT.fullmatch(line)]
        if self.spawned:
            return self._shell("\n".join(lines), self.provider.typed.get(text.strip(), ""))
        outcomes = [self._line(line) for line in _whole(lines)]
        codes = [code for code, _ in outcomes if code]
        return (codes[-1] if codes else 0), "".join(printed for _, printed in outcomes)

    def _with_secret(self, line: str) -> str:
        """Return a line as it is typed by somebody who knows the secret."""
        found = SECRET.fullmatch(line)
        known = self.provider.secrets.get(found[1]) if found else None
        return f"export {found[1]}='{known}'" if found and known else line

    def _line(self, line: str) -> tuple[int, str]:
        """Do what one line says, the program's in this process."""
        words = shlex.split(line, comments=True)
        if words[:2] == ["podcaster", "auth"]:
            return self._shell(line, self.provider.typed.get(" ".join(words), ""))
        if words[:1] != ["podcaster"] or {"<", ">", "|", "&&"} & set(words):
            return self._shell(line)
        screen = Stream()
        with (
            pytest.MonkeyPatch.context() as here,
            chdir(self.folder),
            redirect_stdout(screen),
            redirect_stderr(screen),
        ):
            for name in os.environ.keys() - self.environment.keys():
                here.delenv(name)
            for name, value in self.environment.items():
                here.setenv(name, value)
            arguments = [str(Path(word).expanduser()) for word in words[1:]]
            return run(arguments, self.environment), screen.getvalue()

    def _shell(self, script: str, typed: str = "") -> tuple[int, str]:
        done = subprocess.run(
            ["bash", "-c", script + AFTERWARDS],
            cwd=self.folder,
            env=self.environment,
            input=typed,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=PATIENCE_S,
            text=True,
            check=False,
        )
        kept = self.home.parent
        self.folder = Path((kept / "cwd").read_text().rstrip("\n"))
        pairs = (kept / "env").read_text().rstrip("\0").split("\0")
        self.environment = dict(pair.split("=", 1) for pair in pairs)
        return done.returncode, done.stdout


def enter(block: Mapping[str, Any], written: dict[str, Any]) -> None:
    """Enter a block's keys into a file: what stands there under the same name makes room."""
    for name, value in block.items():
        there = written.get(name)
        if isinstance(value, dict) and isinstance(there, dict):
            there.update(value)
        else:
            written[name] = value


def _whole(lines: Iterable[str]) -> list[str]:
    """Return lines with those joined that end in a backslash."""
    return "\n".join(lines).replace("\\\n", " ").splitlines()
