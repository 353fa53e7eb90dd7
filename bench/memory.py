"""Master short and long programmes, each in a process of its own; how much memory did it take?

    .venv/bin/python bench/memory.py [--minutes 10 240] [--formats mp3 m4a opus] [--keep FOLDER]

The programme is ten seconds of two voices over and over: memory depends on its length, if on
anything. The highest memory is that of the whole process, as the system tells it.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import soundfile
from bench.processes import Run, run
from bench.voices import RATE_HZ, SCENE_S, scene

MOST = 1.2


def main() -> int:
    """Print a table; return 1 if the longest needs over a fifth more than the shortest."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--minutes", type=int, nargs="+", default=[10, 240])
    parser.add_argument("--formats", nargs="+", default=["mp3", "m4a", "opus"])
    parser.add_argument("--keep", type=Path, help="a folder for what is made")
    options = parser.parse_args()
    print("| format | minutes | memory MB | CPU s |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as lent:
        folder = options.keep or Path(lent)
        folder.mkdir(parents=True, exist_ok=True)
        sources = [_source(folder, minutes) for minutes in options.minutes]
        grown = [_row(sources, options.minutes, form) for form in options.formats]
    return int(max(grown) > MOST)


def _row(sources: list[Path], minutes: list[int], form: str) -> float:
    """Master each source and print what it took; return what the last needs to the first."""
    runs = [_mastered(source, form) for source in sources]
    for length, done in zip(minutes, runs, strict=True):
        print(f"| {form} | {length} | {done.memory_mb:.0f} | {done.cpu_s:.0f} |", flush=True)
    return runs[-1].memory_mb / runs[0].memory_mb


def _mastered(source: Path, form: str) -> Run:
    podcaster = str(Path(sys.executable).with_name("podcaster"))
    out = source.with_suffix(f".{form}")
    return run([podcaster, "master", str(source), "-o", str(out)], dict(os.environ))


def _source(folder: Path, minutes: int) -> Path:
    """Write a programme of so many minutes, RF64 if it must be."""
    path = folder / f"{minutes}-minutes-again.wav"
    if path.exists():
        return path
    sound = np.concatenate([scene(at, np.random.default_rng(at)) for at in range(6)])
    samples = np.clip(sound, -1, 1).astype(np.float32)
    with soundfile.SoundFile(path, "w", RATE_HZ, 2, subtype="PCM_16", format="RF64") as file:
        for _ in range(minutes * 60 // (6 * SCENE_S)):
            file.write(samples)
    return path


if __name__ == "__main__":
    sys.exit(main())
