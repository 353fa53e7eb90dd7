"""Validators and Lighthouse look at every page of a built folder: they find nothing."""

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

import pytest
from tests.browser.built_folder import a_built_folder
from tests.render.mastered_shows import a_mastered

from podcaster.render.fragments import render_fragments
from podcaster.render.news import render_news

EPISODE: Final = "episodes/012-mitarbeitende/index.html"

FLAGS: Final = (
    "--headless=new --no-sandbox --host-resolver-rules='MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'"
)

#: A busy machine makes a page slow once; three times it is the page.
TRIES: Final = 3


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a built folder with fragments, as pieces and as the bodies of documents."""
    root = a_built_folder(tmp_path_factory.mktemp("judged"))
    mastered = a_mastered()
    for render in (render_fragments, render_news):
        for one in render(mastered, mastered.settings):
            if one.mime_type == "text/html":
                (root / one.path).parent.mkdir(parents=True, exist_ok=True)
                (root / one.path).write_bytes(_in_a_page(one.content))
    return root


def _in_a_page(fragment: bytes) -> bytes:
    head = '<!doctype html><html lang="de"><head><title>Stadt</title></head><body><h1>Stadt</h1>'
    return f"{head}\n{fragment.decode()}</body></html>\n".encode()


def test_the_validator_of_the_w3c_finds_no_error(node_judges: Path, folder: Path) -> None:
    jar = next((node_judges / "node_modules" / "vnu-jar").rglob("vnu.jar"))

    run = subprocess.run(
        ["java", "-jar", jar, "--skip-non-html", "--errors-only", "--format", "json", folder],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )

    said = json.loads(run.stderr)["messages"]
    assert [(one.get("url"), one["message"], one.get("extract")) for one in said] == []


def test_html_validate_finds_no_error(node_judges: Path, folder: Path) -> None:
    program = node_judges / "node_modules" / ".bin" / "html-validate"
    pages = sorted(folder.rglob("*.html"))

    run = subprocess.run(
        [program, "--preset", "standard", "-f", "json", *pages],
        cwd=node_judges,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )

    said = [
        (page["filePath"], one["message"])
        for page in json.loads(run.stdout)
        for one in page["messages"]
    ]
    assert len(pages) > 30
    assert said == []


@contextmanager
def _compressed(folder: Path) -> Iterator[str]:
    """Serve `folder` as web servers do: text is compressed, everything may be kept."""

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


def _judged(program: Path, address: str, home: Path) -> Any:  # noqa: ANN401 - JSON
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or ""
    run = subprocess.run(
        [
            program, address, "--quiet", "--output", "json",
            f"--chrome-flags={FLAGS}",
        ],
        env={"CHROME_PATH": chromium, "PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": str(home)},
        cwd=home,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )  # fmt: skip
    return json.loads(run.stdout)


@pytest.mark.parametrize("path", ["index.html", EPISODE])
def test_lighthouse_gives_full_marks_on_a_slow_phone(
    node_judges: Path, folder: Path, path: str, tmp_path: Path
) -> None:
    program = node_judges / "node_modules" / ".bin" / "lighthouse"
    best: dict[str, float] = {}
    paints_ms: list[float] = []

    with _compressed(folder) as address:
        for _ in range(TRIES):
            report = _judged(program, f"{address}{path}", tmp_path)
            scores = {name: one["score"] for name, one in report["categories"].items()}
            best = {name: max(best.get(name, 0), score) for name, score in scores.items()}
            paints_ms.append(report["audits"]["first-contentful-paint"]["numericValue"])
            if min(best.values()) == 1 and min(paints_ms) < 1000:
                break

    assert best == {"performance": 1, "accessibility": 1, "best-practices": 1, "seo": 1}
    assert min(paints_ms) < 1000


def test_an_episodes_page_is_light(folder: Path) -> None:
    parts = [EPISODE, "style.css", "podcaster.js"]

    assert sum((folder / part).stat().st_size for part in parts) < 60_000
