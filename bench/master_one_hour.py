"""Master an hour, beside a bare encode and ffmpeg-normalize, in one run; print a table.

    make bench      or:  .venv/bin/python bench/master_one_hour.py [--minutes 60] [--keep FOLDER]

Needs requirements/bench.txt. The hour is synthesised: four voices at -20 to -32 dB, pauses, room
noise, outbursts that need limiting; it is the same on every machine. Each command is a process of
its own; wall time and highest memory are those of the whole process and its children.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import soundfile
from numpy.typing import NDArray

from podcaster.master.measure import measure
from podcaster.model.audio import Measurement
from podcaster.outside.audio import RealAudio

RATE_HZ = 48000
SCENE_S = 10
TARGET_LUFS = -16.0
VOICES_DB = (-20, -23, -27, -32)
ROOM_DB = -62
#: Where a slow sine is below it, nobody speaks.
PAUSE = -0.6


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    name: str
    wall_s: float
    memory_mb: float
    after: Measurement


def main() -> None:
    """Run all and print Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--minutes", type=int, default=60)
    parser.add_argument("--keep", type=Path, help="a folder for the hour and what is made of it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as lent:
        folder = options.keep or Path(lent)
        folder.mkdir(parents=True, exist_ok=True)
        source = folder / "hour.wav"
        synthesise(source, options.minutes)
        before = measure(source, RealAudio())
        rows = [run(name, command, out) for name, command, out in contestants(source, folder)]
    print_table(options.minutes, before, rows)


def contestants(source: Path, folder: Path) -> Iterator[tuple[str, list[str], Path]]:
    """Yield name, command and result of each way to make an MP3 of 128 kbit/s."""
    ffmpeg = imageio_ffmpeg.get_ffmpeg_exe()
    bare, ours, normal = (folder / f"{name}.mp3" for name in ("bare", "ours", "normalized"))
    encode = ["-c:a", "libmp3lame", "-b:a", "128k"]
    quiet = ["-hide_banner", "-nostats", "-nostdin", "-y", "-v", "error"]
    podcaster = [str(Path(sys.executable).with_name("podcaster")), "master"]
    normalize = [sys.executable, "-m", "ffmpeg_normalize", "-f", "-t", "-16", "-tp", "-1"]
    yield (
        "bare `ffmpeg`, not levelled",
        [ffmpeg, *quiet, "-i", str(source), *encode, str(bare)],
        bare,
    )
    yield "`podcaster master`", [*podcaster, str(source), "-o", str(ours)], ours
    yield "`ffmpeg-normalize`", [
        *normalize, str(source), *encode, "-ar", str(RATE_HZ), "-o", str(normal)
    ], normal  # fmt: skip


def run(name: str, command: list[str], out: Path) -> Row:
    """Run one command and measure what it made."""
    print(f"{name} ...", file=sys.stderr, flush=True)
    environment = os.environ | {"FFMPEG_PATH": imageio_ffmpeg.get_ffmpeg_exe()}
    began = time.perf_counter()
    wrapped = [sys.executable, "-c", REPORT_MEMORY, *command]
    done = subprocess.run(wrapped, check=True, env=environment, stderr=subprocess.PIPE)
    wall_s = time.perf_counter() - began
    memory_mb = int(done.stderr.decode().split()[-1]) / 1024
    return Row(name, wall_s, memory_mb, measure(out, RealAudio()))


#: Runs a command and says how much memory its largest process held (KiB; Linux).
REPORT_MEMORY = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
"""


def synthesise(path: Path, minutes: int) -> None:
    """Write the programme, scene by scene."""
    draw = np.random.default_rng(1770)
    with soundfile.SoundFile(path, "w", RATE_HZ, 2, subtype="PCM_16") as file:
        for number in range(minutes * 60 // SCENE_S):
            file.write(np.clip(scene(number, draw), -1, 1).astype(np.float32))


def scene(number: int, draw: np.random.Generator) -> NDArray[np.float64]:
    """Return ten seconds of one voice in a room, with an outburst."""
    time_s = np.arange(RATE_HZ * SCENE_S) / RATE_HZ
    turn = 2 * np.pi * ((110 + 30 * (number % 4)) * time_s + 5 * np.sin(1.9 * time_s))
    voice = np.asarray(sum(np.sin(k * turn) / k**1.4 for k in range(1, 13)))
    voice += 0.05 * draw.standard_normal(len(time_s))
    syllables = np.clip(np.sin(2 * np.pi * (3.5 + number % 3 / 3) * time_s) + 0.3, 0, None)
    pauses = np.sin(2 * np.pi * 0.21 * time_s + number) > PAUSE
    sound = voice * syllables * pauses * 10 ** (VOICES_DB[number % 4] / 20)
    at = int(draw.integers(0, len(time_s) - RATE_HZ))
    sound[at : at + RATE_HZ // 10] *= 4
    room = 10 ** (ROOM_DB / 20) * draw.standard_normal((len(time_s), 2))
    return np.asarray(np.stack([sound, 0.9 * sound], axis=1) + room)


def print_table(minutes: int, before: Measurement, rows: list[Row]) -> None:
    """Print the figures as Markdown."""
    today = dt.datetime.now(dt.UTC).date()
    machine = f"{os.cpu_count()} cores ({platform.machine()}, load {os.getloadavg()[2]:.1f})"
    print(f"{today}, {machine}, Python {platform.python_version()}\n")
    print(f"{minutes} min stereo WAV, 48 kHz, 16 bit: {_reading(before)}\n")
    print("| | wall s | to bare encode | memory MB | loudness error LU | after decoding |")
    print("|---|---|---|---|---|---|")
    for row in rows:
        error_lu = (row.after.integrated_lufs or 0) - TARGET_LUFS
        ratio = row.wall_s / rows[0].wall_s
        print(f"| {row.name} | {row.wall_s:.1f} | {ratio:.2f} | {row.memory_mb:.0f}", end="")
        print(f" | {error_lu:+.2f} | {_reading(row.after)} |")


def _reading(found: Measurement) -> str:
    """Return loudness, range and true peak in words."""
    peak = f"{found.true_peak_dbtp:.2f} dBTP"
    return f"{found.integrated_lufs:.2f} LUFS, range {found.loudness_range_lu:.1f} LU, {peak}"


if __name__ == "__main__":
    main()
