"""Fills a show's own templates in a process of its own, with limits: it can't take this one down.

The sandbox keeps templates from reaching anything; this keeps them from taking everything.
"""

from __future__ import annotations

import faulthandler
import json
import os
import pickle
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import IO, Any, Final, NoReturn

from podcaster.errors import PodcasterError, TemplateError
from podcaster.model.findings import Place
from podcaster.model.message import message

if sys.platform != "win32":  # which has no such limits; there the time by the clock is one
    import resource

#: What the process does: find modules where this one does, never in the folder it stands in.
_PROGRAM: Final = (
    "import importlib, json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "importlib.import_module(sys.argv[2]); "
    "from podcaster.outside.confined import serve; serve()"
)

#: A processor that is shared gives a second of work in many by the clock.
_PATIENCE: Final = 3 if sys.platform == "win32" else 20

#: How a traceback names a template of the show.
_FRAME: Final = re.compile(r'File "(templates/[^"]+)", line \d+')


@dataclass(frozen=True)
class Limits:
    """What a call may use.

    Attributes:
        cpu_s: Seconds of a processor.
        memory_bytes: Address space beyond what the process has when the call begins.
        grace_s: Seconds between the limit that raises an error and the one that ends the process.
    """

    cpu_s: int
    memory_bytes: int
    grace_s: int = 5

    @property
    def clock_s(self) -> int:
        """Seconds by the clock after which it is given up."""
        return self.cpu_s * _PATIENCE + self.grace_s


def confined(function: Callable[..., Any], *arguments: object, limits: Limits) -> Any:  # noqa: ANN401 - whatever the function returns
    """Return `function(*arguments)`, worked out in another process.

    Args:
        function: A function of a module, found there by its name.
        arguments: Values that can be pickled.
        limits: What the call may use.

    Raises:
        TemplateError: If it uses more; the place is the template that was being filled.
        PodcasterError: Whatever the function raises.
    """
    order = pickle.dumps((function, arguments, limits), pickle.HIGHEST_PROTOCOL)
    waiting = _WAITING.pop(function.__module__, None)
    with waiting or _started(function.__module__) as process:
        try:
            answer, words = process.communicate(order, timeout=limits.clock_s + limits.grace_s)
        except subprocess.TimeoutExpired:
            process.kill()
            answer, words = b"", process.communicate()[1]
        finally:
            process.kill()
    return _understood(answer, words.decode("utf-8", "replace"))


#: Module -> a process that has loaded it and waits for its one call.
_WAITING: Final[dict[str, subprocess.Popen[bytes]]] = {}


@contextmanager
def one_ahead(function: Callable[..., Any]) -> Iterator[Callable[[], None]]:
    """Lend what starts the process of the next call of `function` now, so that it is quick."""
    name = function.__module__

    def start() -> None:
        if name not in _WAITING:
            _WAITING[name] = _started(name)

    try:
        yield start
    finally:
        if waiting := _WAITING.pop(name, None):
            waiting.kill()
            waiting.communicate()


def _started(module: str) -> subprocess.Popen[bytes]:
    """Start a process that loads `module` and waits for one call."""
    return subprocess.Popen(  # noqa: S603 - this Python, and a program of our own
        [sys.executable, "-P", "-c", _PROGRAM, json.dumps(sys.path), module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_without_secrets(),
    )


def _without_secrets() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PODCASTER_")}


def _understood(answer: bytes, words: str) -> Any:  # noqa: ANN401 - whatever the function returned
    """Return or raise what the process answered; without an answer it was ended.

    Raises:
        TemplateError: If a limit ended the process.
    """
    if not answer:
        raise _ended(words)
    result, error = pickle.loads(answer)  # noqa: S301 - from our own program, see decision 0016
    if error is not None:
        raise error
    return result


def _ended(words: str) -> TemplateError:
    """Say that the process was ended, and in which template."""
    found = _FRAME.search(words)
    return TemplateError(
        message("the template takes too long or needs too much memory"),
        place=Place(found[1]) if found else Place("templates"),
        hint=message("let its loops run over fewer things"),
    )


def serve() -> None:
    """Read one call from stdin, and write what came of it to stdout."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not get between
    function, arguments, limits = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own program
    found: tuple[object, Exception | None]
    try:
        _limit(limits)
        found = (function(*arguments), None)
    except Exception as error:  # noqa: BLE001 - told to the process that asked
        found = (None, _portable(error))
    _send(found, answers)


def _send(found: tuple[object, Exception | None], answers: IO[bytes]) -> None:
    """Write the answer as it is pickled, so that it is not in memory twice."""
    pickle.dump(found, answers, pickle.HIGHEST_PROTOCOL)
    answers.flush()
    os._exit(0)  # nothing is left to be cleaned up, and what is large takes long to be freed


def _portable(error: Exception) -> Exception:
    """Return `error` as another process can take it."""
    if isinstance(error, MemoryError | TimeoutError):  # between templates: no line to be named
        return _ended("")
    if isinstance(error, PodcasterError):
        return error.with_traceback(None)
    return RuntimeError(f"{type(error).__name__}: {error}")


def _limit(limits: Limits) -> None:
    """Let this process use no more than `limits` from here on."""
    faulthandler.dump_traceback_later(limits.clock_s, exit=True)
    if sys.platform == "win32":
        return
    with suppress(ValueError, OSError):  # macOS sets none below what is mapped; time is left
        _lower(resource.RLIMIT_AS, _address_space() + limits.memory_bytes)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used_s = int(usage.ru_utime + usage.ru_stime) + 1
    signal.signal(signal.SIGXCPU, _time_is_up)
    # Tells the line from within a call that never comes back to Python, too.
    faulthandler.register(signal.SIGXCPU, all_threads=False, chain=True)
    _lower(resource.RLIMIT_CPU, used_s + limits.cpu_s, limits.grace_s)


def _lower(kind: int, wanted: int, more: int = 0) -> None:
    """Set a limit, unless there is a lower one already."""
    _, most = resource.getrlimit(kind)
    least = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    hard = wanted + more if most == resource.RLIM_INFINITY else min(wanted + more, most)
    resource.setrlimit(kind, (least, hard))


def _address_space() -> int:
    """Return the bytes of addresses in use; where the system does not tell, a usual figure."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError):
        return 1 << 30
    return pages * resource.getpagesize()


def _time_is_up(_number: int, _frame: FrameType | None) -> NoReturn:
    """Raise an error where the program is, and leave time to word it."""
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))
    raise TimeoutError
