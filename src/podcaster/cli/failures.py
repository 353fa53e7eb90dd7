"""From whatever a command raised to words and an exit code; the only place that catches all."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable, Mapping
from typing import Final

import click

from podcaster.cli.printing import Printer
from podcaster.cli.usage import usage_error
from podcaster.errors import PodcasterError, worded
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
    return usage_error(error) if isinstance(error, click.ClickException) else worded(error)


def _pipe_closed() -> int:
    """Stop quietly: whoever read our output has had enough.

    Source:
        docs.python.org, signal, "Note on SIGPIPE": else the interpreter complains at its exit.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return PIPE_CLOSED
