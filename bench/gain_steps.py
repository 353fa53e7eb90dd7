"""Ten seconds are said anew, louder or softer: how often does that move the gain of the whole?

    .venv/bin/python bench/gain_steps.py [--minutes 60 25] [--steps 0.02 0.06]

Then everything has to be encoded anew. From what the meters say of the voices of
`master_one_hour.py`, at places and loudnesses of the whole that are drawn; nothing is encoded.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from bench.voices import synthesise

from podcaster.master.level.gain import STEP_DB
from podcaster.master.meter.loudness import Energies, integrated_lufs
from podcaster.master.meter.measure import NO_CHECK, read_meters
from podcaster.master.sound import file_sound
from podcaster.outside.audio import RealAudio

LOUDER_DB = (-3, -2, -1, 1, 2, 3)
DRAWS = 300
#: Segments of 100 ms in what is said anew.
PASSAGE = 100


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--minutes", type=int, nargs="+", default=[60, 25])
    parser.add_argument("--steps", type=float, nargs="+", default=[0.02, STEP_DB])
    options = parser.parse_args()
    print(f"| minutes | step dB | {' | '.join(f'{louder:+d} dB' for louder in LOUDER_DB)} |")
    print("|---|---|" + "---|" * len(LOUDER_DB))
    for minutes in options.minutes:
        powers = _powers(minutes)
        moves = [_moves_lu(powers, louder) for louder in LOUDER_DB]
        for step_db in options.steps:
            shares = " | ".join(f"{_share(moved, step_db):.0%}" for moved in moves)
            print(f"| {minutes} | {step_db:g} | {shares} |")


def _powers(minutes: int) -> Energies:
    """Return what the meters say of every 100 ms."""
    door = RealAudio()
    with tempfile.TemporaryDirectory() as lent:
        path = Path(lent) / "voices.wav"
        synthesise(path, minutes)
        facts = door.probe(path)
        return read_meters(file_sound(path, facts, door), facts, check=NO_CHECK).powers


def _moves_lu(powers: Energies, louder_db: float) -> Energies:
    """Return by how much the loudness of the whole moves, for passages here and there."""
    draw, whole = np.random.default_rng(1), integrated_lufs(powers) or 0.0
    moved = []
    for start in draw.integers(0, len(powers) - PASSAGE, DRAWS).tolist():
        anew = powers.copy()
        anew[start : start + PASSAGE] *= 10 ** (louder_db / 10)
        moved.append((integrated_lufs(anew) or 0.0) - whole)
    return np.array(moved)


def _share(moved_lu: Energies, step_db: float) -> float:
    """Return how often a gain in steps becomes another one, wherever between two it was wanted."""
    return float(np.minimum(1.0, np.abs(moved_lu) / step_db).mean())


if __name__ == "__main__":
    main()
