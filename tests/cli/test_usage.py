from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.cli.command_line import run
from tests.shows import a_show


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("pln", "error: there is no command `pln`\nhint: did you mean `plan`?\n"),
        ("plan --jsn", "error: there is no option `--jsn`\nhint: did you mean `--json`?\n"),
        ("plan -C x", "error: there is no option `-C`\nhint: it stands before the command"),
        ("--json check", "hint: it stands behind the command: `podcaster COMMAND --json`"),
        ("--dry-run publish", "behind the command: `podcaster publish --dry-run`"),
        ("-C x", "error: a command is missing\n"),
        ("plan x", "error: `x` is one argument too many\nhint: `podcaster plan --help`"),
        ("plan --json=3", "error: option `--json` takes no value"),
        ("new", "error: `SLUG` is missing"),
        ("master a.wav", "error: `--output` is missing"),
        ("master a.wav -o", "error: option `-o` needs a value"),
        ("master a.wav -o b.mp3 --lufs loud", "error: `--lufs` takes a number from -40 to -8"),
        ("master a.wav -o b.mp3 --lufs=-50", "error: `--lufs` takes a number from -40 to -8"),
        ("master a.wav -o b.mp3 --target aple", "hint: did you mean `apple`?"),
        ("master a.wav -o b.aiff", "b.aiff: has no ending of a known format"),
        ("completion tcsh", "error: `tcsh` is none of bash, zsh, fish"),
        ("schema epsiode", "hint: did you mean `episode`?"),
        ("--lang fr plan", "error: `fr` is none of de, en"),
    ],
)
def test_a_wrong_command_line_is_explained(line: str, words: str) -> None:
    outcome = run(*line.split())

    assert outcome.code == 2
    assert outcome.out == ""
    assert words in outcome.err


def test_a_decimal_comma_is_understood() -> None:
    outcome = run("master", "missing.wav", "-o", "out.mp3", "--lufs=-16,5")

    assert "missing.wav: " in outcome.err


def test_a_show_is_found_from_a_folder_inside_it(tmp_path: Path) -> None:
    show = a_show(tmp_path / "show")

    outcome = run("-C", str(show / "episodes" / "eins"), "check")

    assert (outcome.code, outcome.out) == (0, "")


def test_init_takes_the_folder_that_is_named_even_inside_a_show(tmp_path: Path) -> None:
    show = a_show(tmp_path / "show")
    (show / "neu").mkdir()

    outcome = run("init", str(show / "neu"))

    assert outcome.code == 0
    assert (show / "neu" / "publish.yaml").is_file()


def test_without_a_command_there_is_help_and_exit_code_2() -> None:
    outcome = run()

    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err.startswith("Usage: podcaster")


def test_mistakes_are_explained_in_german_too() -> None:
    outcome = run("--lang", "de", "pln")

    assert outcome.err == "Fehler: Es gibt keinen Befehl `pln`\nTipp: Meinten Sie `plan`?\n"


def test_a_pipe_in_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    show = a_show(tmp_path / "show")
    (show / "episodes/eins/episode.yaml").unlink()
    os.mkfifo(show / "episodes/eins/episode.yaml")

    outcome = run("-C", show, "check")

    assert "episodes/eins/episode.yaml: PC101" in outcome.out


def test_a_path_to_an_episode_is_taken_for_its_name(tmp_path: Path) -> None:
    outcome = run("-C", a_show(tmp_path / "show"), "check", "episodes/eins/")

    assert "hint: did you mean `eins`?" in outcome.err


def test_the_name_of_a_file_makes_no_line_of_its_own(tmp_path: Path) -> None:
    show = a_show(tmp_path / "show")
    (show / "episodes/eins").rename(show / "episodes/eins\nnothing to object")

    outcome = run("-C", show, "check")

    assert outcome.code == 1
    assert not [line for line in outcome.out.splitlines() if line.startswith("nothing to object")]
