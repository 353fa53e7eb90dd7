"""Google's Lighthouse looks at a page on a slow phone, served as web servers do."""

from __future__ import annotations

import gzip
import json
import mimetypes
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from tests.judges_at_hand import JUDGES

PROGRAM: Final = JUDGES / "node_modules" / ".bin" / "lighthouse"
FLAGS: Final = (
    "--headless=new --no-sandbox --host-resolver-rules='MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'"
)
#: What does not depend on how busy the machine is.
TIMELESS: Final = ("accessibility", "best-practices", "seo")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve `folder`, text compressed, everything to be kept; yield the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            file = folder / self.path.split("?")[0].lstrip("/")
            content = file.read_bytes() if file.is_file() else b""
            mime_type = mimetypes.guess_type(file.name)[0] or "text/html"
            small = gzip.compress(content) if mime_type.startswith("text/") else content
            self.send_response(200 if file.is_file() else 404)
            self.send_header("Content-Type", mime_type)
            self.send_header("Content-Length", str(len(small)))
            self.send_header("Cache-Control", "max-age=31536000")
            if small is not content:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            with suppress(ConnectionError):  # the browser has enough
                self.wfile.write(small)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def judged(address: str, home: Path, *categories: str) -> Any:  # noqa: ANN401 - JSON
    """Return Lighthouse's report.

    Args:
        address: The page's.
        home: For the browser's own files.
        categories: What is looked at; all if none is named.
    """
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or ""
    only = [f"--only-categories={','.join(categories)}"] if categories else []
    run = subprocess.run(
        [PROGRAM, address, "--quiet", "--output", "json", f"--chrome-flags={FLAGS}", *only],
        env={"CHROME_PATH": chromium, "PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": str(home)},
        cwd=home,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return json.loads(run.stdout)


def scores(report: Any) -> dict[str, float]:  # noqa: ANN401 - JSON
    """Return category -> score, 1 at most."""
    return {name: one["score"] for name, one in report["categories"].items()}
