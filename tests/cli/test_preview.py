"""`podcaster preview` shows every change, and ends when it is told to."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from tests.cli.command_line import everything_in, run
from tests.shows import a_show, an_episode, change

PROGRAM = "import sys; from podcaster.cli import main; sys.exit(main())"


@pytest.fixture
def show(tmp_path: Path) -> Path:
    folder = a_show(tmp_path / "show")
    an_episode(folder, "entwurf", title="Noch nicht fertig", status="draft")
    return folder


@pytest.fixture
def running(show: Path) -> Iterator[subprocess.Popen[str]]:
    arguments = [sys.executable, "-c", PROGRAM, "-C", str(show), "preview", "--port", "0"]
    environment = os.environ | {"LC_ALL": "C.UTF-8", "LANGUAGE": "en"}
    with subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        yield process
        process.kill()


def _page(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - our own server
        return str(answer.read().decode())


def _until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


def test_a_change_is_shown_drafts_are_marked_and_ctrl_c_ends_it(
    show: Path, running: subprocess.Popen[str]
) -> None:
    assert running.stdout is not None
    address = running.stdout.readline().strip()
    before = _page(address)

    change(show / "episodes" / "entwurf" / "episode.yaml", "Noch nicht fertig", "Bald fertig")
    _until(lambda: "Bald fertig" in _page(address))
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=60)

    assert "Noch nicht fertig" in before
    assert '"entwurf": "Draft"' in before
    assert running.returncode == 0
    assert "Traceback" not in told
    assert not [name for name in everything_in(show) if name.startswith(("public/", "outbox/"))]


def test_a_mistake_is_told_and_the_pages_stay(show: Path, running: subprocess.Popen[str]) -> None:
    assert running.stdout is not None
    assert running.stderr is not None
    address = running.stdout.readline().strip()

    change(show / "publish.yaml", "Government", "Goverment")
    told = ""
    while "the show has errors" not in told:
        told += running.stderr.readline()

    assert told.count("`Goverment`") == 1
    assert "Noch nicht fertig" in _page(address)
    assert running.poll() is None


def test_a_publish_yaml_that_is_gone_for_a_moment_ends_nothing(
    show: Path, running: subprocess.Popen[str]
) -> None:
    assert running.stdout is not None
    assert running.stderr is not None
    address = running.stdout.readline().strip()

    (show / "publish.yaml").rename(show / "publish.yaml~")
    while "`publish.yaml` is missing" not in running.stderr.readline():
        assert running.poll() is None
    (show / "publish.yaml~").rename(show / "publish.yaml")
    change(show / "episodes" / "entwurf" / "episode.yaml", "Noch nicht fertig", "Bald fertig")
    _until(lambda: "Bald fertig" in _page(address))

    assert running.poll() is None


def test_a_port_that_is_taken_is_said(show: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        outcome = run("-C", show, "preview", "--port", taken.getsockname()[1])

    assert outcome.code == 2
    assert "can't be had" in outcome.err
    assert "--port 0" in outcome.err


def test_the_page_is_told_of_every_save_with_templates_of_its_own_too(
    show: Path, running: subprocess.Popen[str]
) -> None:
    assert running.stdout is not None
    address = running.stdout.readline().strip()
    template = show / "templates" / "linkedin.txt.j2"
    template.parent.mkdir()
    with urllib.request.urlopen(f"{address}.podcaster/reload", timeout=60) as news:  # noqa: S310 - our own server
        assert _version(news) == 1
        template.write_text("{{ item.title }} {{ item.url }}", encoding="utf-8")
        assert _version(news) == 2

        change(show / "episodes" / "eins" / "notes.md", "Plätze", "Straßen")
        assert _version(news) == 3

        assert "Straßen" in _page(f"{address}episodes/eins/")


def _version(news: Iterable[bytes]) -> int:
    """Return the next version that a page hears of."""
    return next(int(line[6:]) for line in news if line.startswith(b"data: "))
