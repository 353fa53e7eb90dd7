"""The index that pages are searched with, made by Pagefind's program."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pagefind.service import get_executable

from podcaster.errors import PodcasterError
from podcaster.model.message import message

#: What our search page loads; Pagefind's own surfaces are left out.
_NEEDED: Final = frozenset({"pagefind.js", "pagefind-worker.js", "pagefind-entry.json"})
_NEEDED_FOLDERS: Final = ("index/", "fragment/", "filter/")
_NEEDED_SUFFIXES: Final = (".pf_meta", ".pagefind")

#: A thousand pages take two seconds; an hour is enough for any show on any machine.
LONGEST_S: Final = 3600.0


class RealSearch:
    """Pagefind, from the wheel that brings its program."""

    def index(self, pages: Mapping[str, str]) -> Mapping[str, bytes]:
        """Return name -> content of the index of `pages` (path -> HTML).

        Raises:
            PodcasterError: If the program can't be started or gives up.
        """
        try:
            with TemporaryDirectory(prefix="podcaster-search-") as work:
                folder = Path(work)
                _lay_out(pages, folder / "pages")
                _run(folder)
                return dict(_read(folder / "index"))
        except (OSError, RuntimeError, subprocess.SubprocessError) as error:
            raise PodcasterError(
                message("the search index can't be made: {reason}", reason=error),
                hint=message(
                    "set `search: false` under `site`, or run `make clean demo` where podcaster "
                    "was cloned to"
                ),
            ) from error


def _lay_out(pages: Mapping[str, str], folder: Path) -> None:
    for path, html in pages.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, encoding="utf-8")


def _run(folder: Path) -> None:
    """Let the program read `pages` and write `index`.

    Its service, which the package has for Python, is not used: where that process dies, as it does
    when somebody presses Ctrl-C, whoever asked it something waits for ever.

    Raises:
        RuntimeError: If there is no such program, or it ends with an error.
    """
    program = get_executable()
    if program is None:
        missing = "pagefind is not there"
        raise RuntimeError(missing)
    options = ["--site", "pages", "--output-path", "index", "--keep-index-url", "--silent"]
    run = subprocess.run(  # noqa: S603 - the package's own program, in a folder of our own
        [program, *options], cwd=folder, capture_output=True, check=False, timeout=LONGEST_S
    )
    if run.returncode:
        said = (run.stderr or run.stdout).decode("utf-8", "replace").split("\n")
        raise RuntimeError(next(filter(None, said), f"pagefind ended with {run.returncode}"))


def _read(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        wanted = name in _NEEDED or name.startswith(_NEEDED_FOLDERS)
        if path.is_file() and (wanted or name.endswith(_NEEDED_SUFFIXES)):
            content = path.read_bytes()
            yield name, _sorted(content) if name.endswith(".json") else content


def _sorted(content: bytes) -> bytes:
    """Give the keys an order: the program writes languages in a different one each time."""
    return json.dumps(json.loads(content), ensure_ascii=False, sort_keys=True).encode()
