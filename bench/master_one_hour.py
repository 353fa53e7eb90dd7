"""Master an hour, beside a bare encode, ffmpeg-normalize and a script; print a table.

    make bench      or:  .venv/bin/python bench/master_one_hour.py [--minutes 60] [--pairs 3]
                         [--cores 2] [--form wav|flac24|mono44] [--input FILE] [--no-verify]
                         [--pairs-only] [--keep FOLDER]

Needs requirements/bench.txt. The hour is synthesised: four voices at -20 to -32 dB, pauses, room
noise, outbursts that need limiting; it is the same on every machine. Each command is a process of
its own; time and highest memory are those of the whole process and its children. Bare encode and
`podcaster` take turns; the table has medians, and the median of the ratios of neighbours.
`ffmpeg-normalize` runs once, and so does the script that people write with pydub and pyloudnorm.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import subprocess
import sys
import tempfile
from compileall import compile_dir
from dataclasses import dataclass
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import imageio_ffmpeg
from bench.others import PYLOUDNORM
from bench.processes import Run, run
from bench.voices import synthesise

import podcaster
from podcaster.master.meter.measure import measure
from podcaster.model.audio import Measurement
from podcaster.outside.audio import RealAudio

TARGET_LUFS = -16.0
#: Masters, but believes in the first encode instead of decoding and measuring it. Nobody should:
#: it is here to show what the verification takes.
UNVERIFIED = """
import os
os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as the command line has it; before numpy is imported
import sys
import numpy as np
from podcaster.cli import main
from podcaster.master import finish
from podcaster.master.meter.measure import Reading
from podcaster.model.audio import Measurement
UNREAD = Reading(0, np.zeros(0), np.zeros(0, np.float32), None, np.zeros(0, np.float32), ())
def believed(desk, known):
    loudness, peak, rate = desk.target.integrated_lufs, desk.target.ceiling_dbtp - 1, 48000
    return Measurement(str(desk.path), 0.0, loudness, 0.0, peak, rate, 2, "mp3"), UNREAD
finish._verified = believed
sys.exit(main())
"""
#: What the hour comes as: ending, and how ffmpeg makes it of the WAV; None: synthesised so.
FORMS = {
    "wav": ("wav", []),
    "flac24": ("flac", None),
    "mono44": ("mono.wav", ["-ar", "44100", "-ac", "1"]),
}


@dataclass(frozen=True)
class Contestant:
    """One way to make an MP3 of 128 kbit/s."""

    name: str
    command: list[str]
    out: Path


def main() -> None:
    """Run all and print Markdown."""
    options = _options()
    compile_dir(Path(podcaster.__file__).parent, quiet=1)  # as an installed package is
    if options.cores:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: options.cores])
    with tempfile.TemporaryDirectory() as lent:
        folder = options.keep or Path(lent)
        folder.mkdir(parents=True, exist_ok=True)
        source = options.input or synthesised(folder, options.minutes, options.form)
        bare, ours, believing, *others = contestants(source, folder)
        shown = [bare, ours, *([believing] if options.no_verify else [])]
        runs: dict[str, list[Run]] = {each.name: [] for each in (*shown, *others)}
        for _ in range(options.pairs):
            for each in shown:
                runs[each.name].append(timed(each))
        for each in () if options.pairs_only else others:
            runs[each.name].append(timed(each))
        print_table(source, [each for each in (*shown, *others) if runs[each.name]], runs)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--minutes", type=int, default=60)
    parser.add_argument("--pairs", type=int, default=3, help="how often the first two take turns")
    parser.add_argument("--pairs-only", action="store_true", help="leave the others out")
    parser.add_argument("--cores", type=int, help="use only so many (Linux)")
    parser.add_argument("--input", type=Path, help="a recording of yours instead of the hour")
    parser.add_argument("--form", choices=FORMS, default="wav", help="what the hour comes as")
    parser.add_argument("--no-verify", action="store_true", help="also without the verification")
    parser.add_argument("--keep", type=Path, help="a folder for the hour and what is made of it")
    return parser.parse_args()


def synthesised(folder: Path, minutes: int, form: str) -> Path:
    """Return the hour in a form, made unless it is there already."""
    ending, how = FORMS[form]
    wav, path = folder / f"{minutes}-minutes.wav", folder / f"{minutes}-minutes.{ending}"
    if how is None and not path.exists():
        synthesise(path, minutes, "PCM_24")
    elif not wav.exists():
        synthesise(wav, minutes)
    if not path.exists():
        command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", str(wav), *(how or [])]
        subprocess.run([*command, str(path)], check=True)
    return path


def contestants(source: Path, folder: Path) -> tuple[Contestant, ...]:
    """Return a bare encode, ourselves, ourselves without verification, and what others do."""
    ffmpeg = imageio_ffmpeg.get_ffmpeg_exe()
    names = ("bare", "ours", "believed", "normalized", "scripted")
    bare, ours, believed, normal, scripted = (folder / f"{name}.mp3" for name in names)
    mastering = ["master", str(source), "--bitrate", "128", "-o"]
    encode = ["-c:a", "libmp3lame", "-b:a", "128k"]
    quiet = ["-hide_banner", "-nostats", "-nostdin", "-y", "-v", "error"]
    podcaster = str(Path(sys.executable).with_name("podcaster"))
    normalize = [sys.executable, "-m", "ffmpeg_normalize", "-f", "-t", "-16", "-tp", "-1"]
    return (
        Contestant(
            "bare `ffmpeg`, not levelled",
            [ffmpeg, *quiet, "-i", str(source), *encode, str(bare)],
            bare,
        ),
        Contestant("`podcaster master`", [podcaster, *mastering, str(ours)], ours),
        Contestant(
            "the same, not verified",
            [sys.executable, "-c", UNVERIFIED, *mastering, str(believed)],
            believed,
        ),
        Contestant(
            "`ffmpeg-normalize`",
            [*normalize, str(source), *encode, "-o", str(normal)],
            normal,
        ),
        Contestant(
            "`pydub` with `pyloudnorm`",
            [sys.executable, "-c", PYLOUDNORM, str(source), str(scripted), ffmpeg],
            scripted,
        ),
    )


def timed(contestant: Contestant) -> Run:
    """Run one process."""
    environment = os.environ | {"FFMPEG_PATH": imageio_ffmpeg.get_ffmpeg_exe()}
    done = run(contestant.command, environment)
    print(f"{contestant.name}: {done}, load {os.getloadavg()[0]:.1f}", file=sys.stderr, flush=True)
    return done


def print_table(source: Path, shown: list[Contestant], runs: dict[str, list[Run]]) -> None:
    """Print the figures as Markdown."""
    today = dt.datetime.now(dt.UTC).date()
    cores = len(os.sched_getaffinity(0))
    machine = f"{cores} cores ({platform.machine()}, load {os.getloadavg()[2]:.1f})"
    print(f"{today}, {machine}, Python {platform.python_version()}\n")
    facts = RealAudio().probe(source)
    form = f"{facts.channels} channels, {facts.sample_rate_hz} Hz, {facts.codec}"
    print(f"{facts.duration_s / 60:.0f} min, {form}: {_reading(measure(source, RealAudio()))}\n")
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
