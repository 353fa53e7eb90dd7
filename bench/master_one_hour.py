"""Master an hour, beside a bare encode and ffmpeg-normalize, in one run; print a table.

    make bench      or:  .venv/bin/python bench/master_one_hour.py [--minutes 60] [--pairs 3]
                         [--cores 2] [--keep FOLDER]

Needs requirements/bench.txt. The hour is synthesised: four voices at -20 to -32 dB, pauses, room
noise, outbursts that need limiting; it is the same on every machine. Each command is a process of
its own; time and highest memory are those of the whole process and its children. Bare encode and
`podcaster` take turns; the table has medians, and the median of the ratios of neighbours.
`ffmpeg-normalize` runs once.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

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
class Contestant:
    """One way to make an MP3 of 128 kbit/s."""

    name: str
    command: list[str]
    out: Path


@dataclass(frozen=True)
class Run:
    """What one process took, children included."""

    wall_s: float
    cpu_s: float
    memory_mb: float


def main() -> None:
    """Run all and print Markdown."""
    options = _options()
    if options.cores:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: options.cores])
    with tempfile.TemporaryDirectory() as lent:
        folder = options.keep or Path(lent)
        folder.mkdir(parents=True, exist_ok=True)
        source = folder / f"{options.minutes}-minutes.wav"
        if not source.exists():
            synthesise(source, options.minutes)
        bare, ours, normalize = contestants(source, folder)
        runs: dict[str, list[Run]] = {each.name: [] for each in (bare, ours, normalize)}
        for _ in range(options.pairs):
            for each in (bare, ours):
                runs[each.name].append(run(each))
        if not options.pairs_only:
            runs[normalize.name].append(run(normalize))
        print_table(source, [each for each in (bare, ours, normalize) if runs[each.name]], runs)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--minutes", type=int, default=60)
    parser.add_argument("--pairs", type=int, default=3, help="how often the first two take turns")
    parser.add_argument("--pairs-only", action="store_true", help="leave ffmpeg-normalize out")
    parser.add_argument("--cores", type=int, help="use only so many (Linux)")
    parser.add_argument("--keep", type=Path, help="a folder for the hour and what is made of it")
    return parser.parse_args()


def contestants(source: Path, folder: Path) -> tuple[Contestant, Contestant, Contestant]:
    """Return a bare encode, ourselves, and ffmpeg-normalize."""
    ffmpeg = imageio_ffmpeg.get_ffmpeg_exe()
    bare, ours, normal = (folder / f"{name}.mp3" for name in ("bare", "ours", "normalized"))
    encode = ["-c:a", "libmp3lame", "-b:a", "128k"]
    quiet = ["-hide_banner", "-nostats", "-nostdin", "-y", "-v", "error"]
    podcaster = [str(Path(sys.executable).with_name("podcaster")), "master"]
    normalize = [sys.executable, "-m", "ffmpeg_normalize", "-f", "-t", "-16", "-tp", "-1"]
    return (
        Contestant(
            "bare `ffmpeg`, not levelled",
            [ffmpeg, *quiet, "-i", str(source), *encode, str(bare)],
            bare,
        ),
        Contestant("`podcaster master`", [*podcaster, str(source), "-o", str(ours)], ours),
        Contestant(
            "`ffmpeg-normalize`",
            [*normalize, str(source), *encode, "-ar", str(RATE_HZ), "-o", str(normal)],
            normal,
        ),
    )


def run(contestant: Contestant) -> Run:
    """Run one process."""
    environment = os.environ | {"FFMPEG_PATH": imageio_ffmpeg.get_ffmpeg_exe()}
    watched = [sys.executable, "-c", WATCH, *contestant.command]
    printed = subprocess.run(watched, check=True, env=environment, capture_output=True).stdout
    wall_s, cpu_s, memory_kib = map(float, printed.split()[-3:])
    done = Run(wall_s, cpu_s, memory_kib / 1024)
    print(f"{contestant.name}: {done}, load {os.getloadavg()[0]:.1f}", file=sys.stderr, flush=True)
    return done


#: Runs a command and prints wall and CPU seconds and the memory of its largest process (KiB on
#: Linux). A process of its own, as small as can be: memory is counted from before a program starts.
WATCH = """
import resource, subprocess, sys, time
began = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss)
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


def print_table(source: Path, shown: list[Contestant], runs: dict[str, list[Run]]) -> None:
    """Print the figures as Markdown."""
    today = dt.datetime.now(dt.UTC).date()
    cores = len(os.sched_getaffinity(0))
    machine = f"{cores} cores ({platform.machine()}, load {os.getloadavg()[2]:.1f})"
    print(f"{today}, {machine}, Python {platform.python_version()}\n")
    print(f"Stereo WAV, 48 kHz, 16 bit: {_reading(measure(source, RealAudio()))}\n")
    print("| | runs | wall s | to bare encode | CPU s | memory MB | error LU | after decoding |")
    print("|---|---|---|---|---|---|---|---|")
    floor = runs[shown[0].name]
    for each in shown:
        print(f"| {each.name} | {_figures(runs[each.name], floor)} | {_result(each.out)} |")


def _figures(found: list[Run], floor: list[Run]) -> str:
    """Return number of runs, wall, ratio, CPU and memory as cells."""
    walls = sorted(each.wall_s for each in found)
    wall = f"{median(walls):.1f} ({walls[0]:.1f} to {walls[-1]:.1f})"
    ratio = median(each.wall_s / bare.wall_s for each, bare in zip(found, floor, strict=False))
    cpu = median(each.cpu_s for each in found)
    memory = max(each.memory_mb for each in found)
    return f"{len(found)} | {wall} | {ratio:.2f} | {cpu:.0f} | {memory:.0f}"


def _result(out: Path) -> str:
    """Return the error and the reading of a finished file as cells."""
    after = measure(out, RealAudio())
    return f"{(after.integrated_lufs or 0) - TARGET_LUFS:+.2f} | {_reading(after)}"


def _reading(found: Measurement) -> str:
    """Return loudness, range and true peak in words."""
    peak = f"{found.true_peak_dbtp:.2f} dBTP"
    return f"{found.integrated_lufs:.2f} LUFS, range {found.loudness_range_lu:.1f} LU, {peak}"


if __name__ == "__main__":
    main()
