from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from tests.cli.command_line import Outcome, Stream

from podcaster.cli.failures import exit_code_of
from podcaster.cli.printing import Printer
from podcaster.errors import (
    AudioError,
    DeliveryError,
    FindingsError,
    SettingsError,
    UsageError,
    worded,
)
from podcaster.model.message import message

SECRET = "token-1234567890"  # noqa: S105 - what must not be printed


def fail(error: BaseException) -> Callable[[], int]:
    """Return a command that raises `error`."""

    def command() -> int:
        raise error

    return command


def outcome_of(
    command: Callable[[], int], monkeypatch: pytest.MonkeyPatch, **environment: str
) -> Outcome:
    """Run `command` as the program does."""
    out, err = Stream(), Stream()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    code = exit_code_of(command, Printer(str), environment)
    return Outcome(code, out.getvalue(), err.getvalue())


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (UsageError(message("no")), 2, "error: no\n"),
        (SettingsError(message("no"), ()), 2, "error: no\n"),
        (FindingsError(message("no"), ()), 1, "error: no\n"),
        (AudioError(message("is empty")), 1, "error: is empty\n"),
        (DeliveryError(message("no")), 1, "error: no\n"),
        (OSError(errno.ENOSPC, "No space left", "a/b.mp3"), 1, "a/b.mp3: the disk is full\n"),
        (OSError(errno.EIO, "I/O error", "a"), 1, "a: the system says I/O error\n"),
        (KeyboardInterrupt(), 130, "interrupted; nothing is left half done\n"),
        (click.Abort(), 130, "interrupted; nothing is left half done\n"),
        (click.exceptions.Exit(3), 3, ""),
    ],
)
def test_what_goes_wrong_has_its_words_and_exit_code(
    error: BaseException, code: int, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = outcome_of(fail(error), monkeypatch)

    assert outcome == Outcome(code, "", words)


def test_our_own_mistake_is_one_line_without_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = outcome_of(fail(RuntimeError(SECRET)), monkeypatch)

    assert outcome.code == 1
    assert "mistake in the program, not yours: `RuntimeError` in `failures.py:" in outcome.err
    assert "PODCASTER_DEBUG=1" in outcome.err
    assert SECRET not in outcome.err
    assert "Traceback" not in outcome.err


def test_who_asks_gets_the_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = outcome_of(fail(RuntimeError("why")), monkeypatch, PODCASTER_DEBUG="1")

    assert "Traceback" in outcome.err
    assert "RuntimeError: why" in outcome.err


def test_an_error_of_the_system_names_the_file() -> None:
    error = worded(PermissionError(errno.EACCES, "Permission denied", "episodes"))

    assert str(error) == "episodes: permission denied"


def test_a_reader_who_stops_reading_gets_no_complaint(tmp_path: Path) -> None:
    program = "import sys; from podcaster.cli import main; sys.exit(main(['schema']))"
    reading, writing = os.pipe()
    os.close(reading)

    ended = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)

    assert ended.stderr == b""
    assert ended.returncode == 141
