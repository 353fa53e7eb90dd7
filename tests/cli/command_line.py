"""Runs the program in this process, as a shell would."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from podcaster.cli import run as run_program

#: A shell starts what runs in the background deaf to Ctrl-C; here it listens.
PROGRAM: Final = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
from podcaster.cli import main
sys.exit(main())
"""


class Stream(io.TextIOWrapper):
    """A stream in UTF-8 that is no terminal and keeps what was written."""

    def __init__(self) -> None:
        self.kept = io.BytesIO()
        super().__init__(self.kept, encoding="utf-8", newline="\n", write_through=True)

    def getvalue(self) -> str:
        """Return what was written."""
        return self.kept.getvalue().decode()


@dataclass(frozen=True)
class Outcome:
    """What a run left: its exit code and what it printed."""

    code: int
    out: str
    err: str

    def json(self) -> Any:  # noqa: ANN401 - JSON
        """Return what stdout says, as values."""
        return json.loads(self.out)


def run(*arguments: object, environment: Mapping[str, str] | None = None) -> Outcome:
    """Run `podcaster` with `arguments`, in English unless `environment` says otherwise."""
    out, err = Stream(), Stream()
    with redirect_stdout(out), redirect_stderr(err):
        code = run_program([str(each) for each in arguments], environment or {})
    return Outcome(code, out.getvalue(), err.getvalue())


def everything_in(folder: Path) -> set[str]:
    """Return every file below `folder`."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
