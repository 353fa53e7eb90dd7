"""From whatever a command raised to words and an exit code; the only place that catches all."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import click

from podcaster.cli.printing import Printer
from podcaster.cli.usage import usage_error
from podcaster.errors import FolderError, PodcasterError, system_reason
from podcaster.model.findings import Place
from podcaster.model.message import message

#: As shells count: 128 plus the signal (SIGINT, SIGPIPE).
SIGNALLED: Final = 128
INTERRUPTED: Final = SIGNALLED + signal.SIGINT
PIPE_CLOSED: Final = 141


class Stopped(KeyboardInterrupt):
    """A shutdown, a closed terminal or a timer wants the program to end: like Ctrl-C.

    Args:
        number: The signal.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def heed_signals() -> None:
    """Let SIGTERM and SIGHUP end the program as Ctrl-C does: nothing is left half done."""

    def stop(number: int, _frame: object) -> None:
        raise Stopped(number)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, stop)


def exit_code_of(command: Callable[[], int], printer: Printer, env: Mapping[str, str]) -> int:
    """Call `command`, say what went wrong if anything did, and return the exit code."""
    try:
        code = command()
        sys.stdout.flush()
    except click.exceptions.Exit as error:
        return error.exit_code
    except BrokenPipeError:
        return _pipe_closed()
    except (KeyboardInterrupt, click.Abort) as error:
        printer.note(message("interrupted; nothing is left half done"))
        return SIGNALLED + error.number if isinstance(error, Stopped) else INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last door before the person
        return _told(error, printer, env)
    return code


def _told(error: Exception, printer: Printer, env: Mapping[str, str]) -> int:
    """Say what `error` means and return its exit code."""
    sys.stdout.flush()
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        sys.stderr.write(f"{error.format_message()}\n")
        return error.exit_code
    told = in_words(error)
    if told is not error and env.get("PODCASTER_DEBUG"):
        traceback.print_exception(error)
    printer.error(told)
    return told.exit_code


def in_words(error: Exception) -> PodcasterError:
    """Return what `error` means to a person."""
    match error:
        case PodcasterError():
            return error
        case click.ClickException():
            return usage_error(error)
        case OSError():
            return folder_error(error)
        case _:
            return our_mistake(error)


def folder_error(error: OSError) -> FolderError:
    """Return what the operating system objects to, and where."""
    place = Place(os.fspath(error.filename)) if isinstance(error.filename, str) else None
    return FolderError(system_reason(error), place=place)


def our_mistake(error: Exception) -> PodcasterError:
    """Return that the program is wrong, not the person; its text may hold secrets, so it stays."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "podcaster" in Path(frame.filename).parts] or frames
    where = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "?"
    return PodcasterError(
        message(
            "this is a mistake in the program, not yours: `{kind}` in `{where}`",
            kind=type(error).__name__,
            where=where,
        ),
        hint=message("run it again with PODCASTER_DEBUG=1 and report what it prints"),
    )


def _pipe_closed() -> int:
    """Stop quietly: whoever read our output has had enough.

    Source:
        docs.python.org, signal, "Note on SIGPIPE": else the interpreter complains at its exit.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return PIPE_CLOSED
