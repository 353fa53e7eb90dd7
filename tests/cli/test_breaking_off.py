"""A disk that fills and a person who has had enough, at every moment, in a real process."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from tests.cli.command_line import PROGRAM, everything_in
from tests.shows import a_tone

from podcaster.__main__ import main

#: Runs the program, which sends itself a signal when it comes to a moment for the n-th time.
STOPPED: Final = """
import importlib, os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # whoever runs the tests may ignore it, as nohup does
number, place, times = int(sys.argv.pop(1)), sys.argv.pop(1), int(sys.argv.pop(1))
module, _, names = place.partition(":")
*owner, name = names.split(".")
holder = importlib.import_module(module)
for each in owner:
    holder = getattr(holder, each)
whole, calls = getattr(holder, name), iter(range(1, 1 << 30))
def reached(*arguments, **named):
    if next(calls) == times:
        os.kill(os.getpid(), number)
    return whole(*arguments, **named)
setattr(holder, name, reached)
from podcaster.cli import main
sys.exit(main())
"""
#: What is being done: the function that does it, and at which of its calls it is enough.
MOMENTS: Final = {
    "reading": ("podcaster.outside.audio.sndfile:_read_block", 5),
    "measuring": ("podcaster.master.meter.measure:read_meters", 1),
    "limiting": ("podcaster.master.level.take:Take.render", 1),
    "encoding": ("podcaster.master.finish:write_mp3", 1),
    "encoding in a thread": ("podcaster.master.mp3.encode:lame", 1),
    "verifying": ("podcaster.master.finish:_verified", 1),
    "putting it there": ("podcaster.master.one_file:_publish", 1),
}
STOPS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
MASTER: Final = ("master", "in.wav", "-o", "out.mp3")


def environment(folder: Path) -> dict[str, str]:
    return os.environ | {"PODCASTER_LANG": "en", "TMPDIR": str(folder)}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a recording, and what was mastered before."""
    (tmp_path / "in.wav").write_bytes(a_tone(20.0, rate_hz=44100, channels=2))
    (tmp_path / "out.mp3").write_bytes(b"older")
    return tmp_path


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_signal_leaves_what_was_there(moment: str, desk: Path) -> None:
    """Every moment meets one of the signals; the first, from a person, meets most."""
    (place, times), number = MOMENTS[moment], STOPS[max(0, list(MOMENTS).index(moment) - 4)]

    done = stopped(desk, number, place, times, *MASTER)

    assert (done.returncode, done.stdout) == (128 + number, "")
    assert done.stderr == "interrupted; nothing is left half done\n"
    assert (desk / "out.mp3").read_bytes() == b"older"
    assert everything_in(desk) == {"in.wav", "out.mp3"}


def stopped(
    folder: Path, number: int, place: str, times: int, *arguments: str
) -> subprocess.CompletedProcess[str]:
    """Run the program until it stops itself."""
    return subprocess.run(
        [sys.executable, "-c", STOPPED, str(int(number)), place, str(times), *arguments],
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_signal_while_measuring_prints_nothing(desk: Path) -> None:
    place, times = MOMENTS["reading"]

    done = stopped(desk, signal.SIGTERM, place, times, "measure", "in.wav")

    assert (done.returncode, done.stdout) == (128 + signal.SIGTERM, "")
    assert done.stderr == "interrupted; nothing is left half done\n"
    assert everything_in(desk) == {"in.wav", "out.mp3"}


@pytest.mark.parametrize("moment", ["encoding", "verifying"])
def test_a_signal_while_building_leaves_no_page(moment: str, show: Path) -> None:
    place, times = MOMENTS[moment]
    before = everything_in(show)

    done = stopped(show, signal.SIGINT, place, times, "build")

    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr.endswith("interrupted; nothing is left half done\n")
    left = {name for name in everything_in(show) - before if not name.startswith(".podcaster/")}
    assert left == set()
    assert [name for name in everything_in(show) if name.endswith((".mp3", ".parts"))] == []


def test_a_signal_while_the_program_starts_is_no_traceback(desk: Path) -> None:
    """What it loads first takes a while, and whoever sees a typing error is quick."""
    start = "import runpy; runpy.run_module('podcaster', run_name='__main__', alter_sys=True)"
    program = f"""
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
class Stop:
    def find_spec(self, name, path=None, target=None):
        if name == "podcaster.cli.measure":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Stop())
{start}
"""

    done = subprocess.run(
        [sys.executable, "-c", program, *MASTER],
        cwd=desk, env=environment(desk), capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_a_signal_just_after_loading_is_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("podcaster.cli.main", interrupted)

    assert main() == 130


SAID: Final = {"limit": "no file may grow so large there", "disk": "the disk is full"}
#: Ways to a disk that is too small: a limit on the size of files, to which the system answers in
#: the same way, and a small disk in memory wherever a person may mount one.
SMALL_DISK: Final = 'mount -t tmpfs -o size={size} none work && cp in.wav work/ && cd work && "$@"'


def small_disks() -> list[str]:
    """Return the command that lends a small disk, if this system has one that works."""
    lend = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
    if not shutil.which("unshare"):
        return []
    trial = subprocess.run([*lend, "mount -t tmpfs none /mnt"], capture_output=True, check=False)
    return [] if trial.returncode else lend


@pytest.mark.parametrize("way", ["limit", *(["disk"] if small_disks() else [])])
@pytest.mark.parametrize("what", ["copy", "master"])
def test_a_disk_that_fills_is_told_and_nothing_is_left(way: str, what: str, desk: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, "master", "-" if what == "copy" else "in.wav"]
    command += ["-o", "new.mp3"]
    room = {"copy": 100_000, "master": 20_000}[what]
    (desk / "work").mkdir()
    size = (desk / "in.wav").stat().st_size + 50_000
    wrapped = [*small_disks(), SMALL_DISK.format(size=size), "sh", *command]
    with (desk / "in.wav").open("rb") as stdin:
        done = subprocess.run(
            command if way == "limit" else wrapped,
            cwd=desk,
            env=environment(Path()),
            stdin=stdin,
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=lambda: (
                resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)) if way == "limit" else None
            ),
        )

    assert done.returncode == 1, done.stderr
    words = SAID[way] if what == "master" or way == "limit" else "there is no room for more"
    assert words in done.stderr
    assert ("new.mp3: " in done.stderr) is (what == "master")
    assert "hint: " in done.stderr
    assert everything_in(desk) == {"in.wav", "out.mp3"}
