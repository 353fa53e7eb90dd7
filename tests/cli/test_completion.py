from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from tests.cli.command_line import run


def completed(line: str, *, shell: str = "bash") -> list[str]:
    """Return what is offered for the last word of `line`."""
    words = line.split(" ")
    environment = {"_PODCASTER_COMPLETE": f"{shell}_complete"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMP_WORDS", line)
        patch.setenv("COMP_CWORD", str(len(words) - 1))
        return run(environment=environment).out.split()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_a_script(shell: str) -> None:
    outcome = run("completion", shell)

    assert outcome.code == 0
    assert "_PODCASTER_COMPLETE" in outcome.out
    assert outcome.err == ""


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash here")
def test_bash_understands_its_script() -> None:
    script = run("completion", "bash").out

    ended = subprocess.run(["bash", "-n"], input=script, text=True, check=False)

    assert ended.returncode == 0


def test_commands_and_words_are_completed() -> None:
    assert completed("podcaster pl") == ["plain,plan"]
    assert completed("podcaster completion ") == ["plain,bash", "plain,zsh", "plain,fish"]
    assert completed("podcaster plan --js") == ["plain,--json"]


def test_slugs_of_the_show_are_completed(tmp_path: Path) -> None:
    for folder in ("episodes/eins", "episodes/zwei", "news/ein-papier", "episodes/.alt"):
        (tmp_path / folder).mkdir(parents=True)

    offered = completed(f"podcaster -C {tmp_path} check ei")

    assert offered == ["plain,ein-papier", "plain,eins"]
