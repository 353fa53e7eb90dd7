from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import soundfile
from tests.cli.command_line import run
from tests.sounds import RATE_HZ, speech_like

from podcaster.cli import COMMANDS, podcaster

PROGRAM = "import sys; from podcaster.cli import main; sys.exit(main())"
ROOMS = {"numpy", "pydantic", "sqlalchemy", "lxml", "rich", "av", "soundfile"}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_has_help_and_examples(command: object) -> None:
    name = getattr(command, "name", "")

    outcome = run(name, "--help")

    assert outcome.code == 0
    assert outcome.err == ""
    assert outcome.out.startswith(f"Usage: podcaster {name} [OPTIONS]")
    assert f"Examples:\n  podcaster {name}" in outcome.out


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_has_german_help(command: object) -> None:
    outcome = run(getattr(command, "name", ""), "--help", environment={"LANG": "de_DE.UTF-8"})

    assert outcome.out.startswith("Aufruf: podcaster")
    assert "Optionen:" in outcome.out
    assert "Beispiele:" in outcome.out
    assert "Show this message" not in outcome.out


def test_the_commands_stand_in_the_order_of_the_day() -> None:
    day = ["init", "new", "check", "preview", "build", "plan", "publish", "status"]

    assert list(podcaster.commands)[: len(day)] == day


def test_the_version_is_printed() -> None:
    outcome = run("--version")

    assert outcome.code == 0
    assert outcome.out.startswith("podcaster 0.")


def test_help_loads_no_room() -> None:
    program = (
        "import sys; from podcaster.cli import main; main(['--help']); "
        f"sys.exit(', '.join({ROOMS} & set(sys.modules)) or 0)"
    )

    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )

    assert ended.returncode == 0, ended.stderr


def test_a_wav_is_mastered_without_loading_ffmpeg(tmp_path: Path) -> None:
    wav, mp3 = tmp_path / "talk.wav", tmp_path / "talk.mp3"
    soundfile.write(wav, speech_like(2), RATE_HZ)
    arguments = ["master", str(wav), "-o", str(mp3)]
    program = (
        f"import sys; from podcaster.cli import main; main({arguments}); "
        "sys.exit('av' if 'av' in sys.modules else 0)"
    )

    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )

    assert ended.returncode == 0, ended.stderr
    assert mp3.exists()


def test_slugs_and_commands_are_completed_without_loading_a_room(tmp_path: object) -> None:
    environment = os.environ | {
        "_PODCASTER_COMPLETE": "bash_complete",
        "COMP_WORDS": "podcaster pub",
        "COMP_CWORD": "1",
    }
    ended = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", PROGRAM],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        cwd=str(tmp_path),
    )

    assert ended.stdout == "plain,publish\n"
    loaded = {line.rpartition("|")[2].strip() for line in ended.stderr.splitlines()}
    assert "podcaster.cli" in loaded
    assert not ROOMS & loaded
