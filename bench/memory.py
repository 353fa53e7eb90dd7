"""Read and master short and long programmes, each in a process of its own; what memory did it take?

    .venv/bin/python bench/memory.py [--hours 4] [--only NAME ...] [--keep FOLDER]

The programme is a minute of voices over and over: memory depends on its length, if on anything. The
highest memory is that of the whole process, as the system tells it.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import soundfile
from bench.processes import Run, run
from bench.voices import RATE_HZ, SCENE_S, scene

from podcaster.doors.audio import Samples
from podcaster.master.mp3.encode import write_mp3
from podcaster.master.sound import Sound
from podcaster.master.stretches import write_packets
from podcaster.model.audio import AudioFormat, Encoding
from podcaster.outside.audio import RealAudio

#: Of the short programme.
MINUTES = 10
MOST = 1.2
#: Seconds that are repeated.
ROUND_S = 6 * SCENE_S


@dataclass(frozen=True)
class Case:
    """What is done to a programme, in words of a shell: `{source}`, `{out}`, `{podcaster}`."""

    command: str
    kind: str = "wav"
    channels: int = 2
    out: str = "mp3"


MASTER = "{podcaster} master {source} -o {out}"
BUILD = (
    "{podcaster} init {out} && {podcaster} -C {out} new one --audio {source} --publish"
    " && {podcaster} -C {out} build"
)
CASES = {
    "measure, one channel": Case("{podcaster} measure {source}", channels=1),
    "measure, two channels": Case("{podcaster} measure {source}"),
    "MP3, one channel": Case(MASTER, channels=1),
    "MP3": Case(MASTER),
    "MP3 with report": Case(MASTER + " --report {out}.html"),
    "MP3 of FLAC": Case(MASTER, "flac"),
    "MP3 of MP3": Case(MASTER, "mp3"),
    "MP3 of a pipe": Case("cat {source} | {podcaster} master - -o {out}"),
    "MP3, speech, one channel": Case(MASTER + " --preset speech", channels=1),
    "a whole show of one episode": Case(BUILD, out="show"),
    "M4A": Case(MASTER, out="m4a"),
    "Opus": Case(MASTER, out="opus"),
    "MP3 of M4A": Case(MASTER, "m4a"),
    "MP3 of Opus": Case(MASTER, "opus"),
}


def main() -> int:
    """Print a table; return 1 if a long programme needs over a fifth more than a short one."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--hours", type=float, default=4.0, help="length of the long one")
    parser.add_argument("--only", nargs="+", choices=CASES, default=list(CASES))
    parser.add_argument("--keep", type=Path, help="a folder for what is made")
    options = parser.parse_args()
    print(f"| what | {MINUTES} minutes, MB | {options.hours:g} hours, MB | ratio | CPU s |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as lent:
        folder = options.keep or Path(lent)
        folder.mkdir(parents=True, exist_ok=True)
        lengths = MINUTES, round(options.hours * 60)
        ratios = [_row(name, folder, lengths) for name in options.only]
    return int(max(ratios) > MOST)


def _row(name: str, folder: Path, lengths: tuple[int, int]) -> float:
    """Run a case for both lengths, and print what it took; return the ratio."""
    short, long = (_done(CASES[name], folder, minutes) for minutes in lengths)
    ratio = long.memory_mb / short.memory_mb
    figures = f"{short.memory_mb:.0f} | {long.memory_mb:.0f} | {ratio:.2f} | {long.cpu_s:.0f}"
    print(f"| {name} | {figures} |", flush=True)
    return ratio


def _done(case: Case, folder: Path, minutes: int) -> Run:
    """Run a case; what it made goes."""
    source = _source(folder, case, minutes)
    out = folder / f"out.{case.out}"
    words = {
        "podcaster": Path(sys.executable).with_name("podcaster"),
        "source": source,
        "out": out,
    }
    command = case.command.format(**{name: shlex.quote(str(it)) for name, it in words.items()})
    try:
        return run(["sh", "-c", command], dict(os.environ))
    finally:
        if out.is_dir():
            shutil.rmtree(out)
        out.unlink(missing_ok=True)


def _source(folder: Path, case: Case, minutes: int) -> Path:
    """Return a programme of so many minutes, made if it is not there."""
    path = folder / f"{minutes}-minutes-{case.channels}.{case.kind}"
    if not path.exists():
        MAKERS[case.kind](path, _repeated(case.channels, minutes))
    return path


def _repeated(channels: int, minutes: int) -> Sound:
    """Return the voices as a sound of so many minutes."""
    once = np.concatenate([scene(at, np.random.default_rng(at)) for at in range(6)])
    samples = np.clip(once[:, :channels], -1, 1).astype(np.float32)
    frames = minutes * 60 // ROUND_S * len(samples)

    def read(start: int, stop: int | None) -> Iterator[Samples]:
        end = frames if stop is None else min(stop, frames)
        while start < end:
            part = samples[start % len(samples) :][: end - start]
            yield part
            start += len(part)

    return Sound(read, RATE_HZ, channels, frames)


def _as_pcm(path: Path, sound: Sound) -> None:
    """Write 16 bits; RF64, as four hours of two channels need, or FLAC."""
    kind = "FLAC" if path.suffix == ".flac" else "RF64"
    with soundfile.SoundFile(path, "w", RATE_HZ, sound.channels, "PCM_16", format=kind) as file:
        for block in sound.read(0, None):
            file.write(block)


def _as_mp3(path: Path, sound: Sound) -> None:
    write_mp3(sound, Encoding(AudioFormat.MP3, 128, sound.channels, RATE_HZ), path)


def _as_packets(path: Path, sound: Sound) -> None:
    kind = AudioFormat(path.suffix[1:])
    write_packets(sound, Encoding(kind, 96, sound.channels, RATE_HZ), path, RealAudio())


MAKERS: dict[str, Callable[[Path, Sound], None]] = {
    "wav": _as_pcm,
    "flac": _as_pcm,
    "mp3": _as_mp3,
    "m4a": _as_packets,
    "opus": _as_packets,
}


if __name__ == "__main__":
    sys.exit(main())
