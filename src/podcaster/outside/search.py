"""The index that pages are searched with, made by Pagefind's program."""

from __future__ import annotations

import asyncio
import gzip
import json
import time
import zlib
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pagefind.index import IndexConfig
from pagefind.service import PagefindService

from podcaster.errors import PodcasterError
from podcaster.model.message import message

#: What our search page loads; Pagefind's own surfaces are left out.
_NEEDED: Final = frozenset({"pagefind.js", "pagefind-worker.js", "pagefind-entry.json"})
_NEEDED_FOLDERS: Final = ("index/", "fragment/", "filter/")
_NEEDED_SUFFIXES: Final = (".pf_meta", ".pagefind")

LONGEST_WRITE_S: Final = 60.0
_PACKED: Final = b"\x1f\x8b"


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
                with ThreadPoolExecutor(1) as apart:  # whoever calls may have a loop of their own
                    apart.submit(_run, folder / "pages", folder / "index").result()
                return dict(_read(folder / "index"))
        except (OSError, RuntimeError, AssertionError) as error:
            raise PodcasterError(
                message("the search index can't be made: {reason}", reason=error),
                hint=message("set `search: false` under `site`, or install podcaster again"),
            ) from error


def _lay_out(pages: Mapping[str, str], folder: Path) -> None:
    for path, html in pages.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, encoding="utf-8")


def _run(pages: Path, out: Path) -> None:
    asyncio.run(_write(pages, out))


async def _write(pages: Path, out: Path) -> None:
    """Let the program read a folder and write another.

    Its interface takes single pages too, at a tenth of a second each, and gives files back
    through a pipe that a large show would fill. It says that it has written as soon as the last
    bytes are on their way, and is ended by a signal that may overtake them: so they are awaited.
    """
    config = IndexConfig(write_playground=False, keep_index_url=True, output_path=str(out))
    async with PagefindService() as service:
        index = await service.create_index(config)
        await index.add_directory(str(pages))
        await index.write_files()
        await _settled(out)


async def _settled(folder: Path) -> None:
    """Wait until every file is whole.

    Raises:
        RuntimeError: If one is not, after a time in which any disk would have been done.
    """
    last = time.monotonic() + LONGEST_WRITE_S
    files = _files(folder)
    while files := [path for path in files if not _is_whole(path)]:
        if time.monotonic() > last:
            unfinished = f"{files[0].name} was not written to its end"
            raise RuntimeError(unfinished)
        await asyncio.sleep(0.05)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _is_whole(file: Path) -> bool:
    """Tell whether a file has its end; all but scripts are packed, or JSON."""
    content = file.read_bytes()
    try:
        if content.startswith(_PACKED):
            gzip.decompress(content)
        elif file.suffix == ".json":
            json.loads(content)
    except (EOFError, OSError, ValueError, zlib.error):
        return False
    return bool(content)


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
