"""Master a programme, change its intro, master it again: what does the second time cost?

    .venv/bin/python bench/master_again.py [--minutes 60]

The body is that of `master_one_hour.py`; the intro is ten seconds long. CPU seconds are those of
this process; the samples of the second file are compared with those of a whole encode.
"""

from __future__ import annotations

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as the command line has it; before numpy is imported

import argparse
import sys
import tempfile
import time
from dataclasses import replace
from hashlib import file_digest, sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import soundfile
from bench.voices import RATE_HZ, scene, synthesise

from podcaster.master.engine import master_programme
from podcaster.model.audio import Edge, Encoding, Programme, Target
from podcaster.outside.audio import RealAudio

INTRO_S = 10


def main() -> None:
    """Run three times and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--minutes", type=int, default=60)
    minutes = parser.parse_args().minutes
    with tempfile.TemporaryDirectory() as lent:
        folder = Path(lent)
        synthesise(folder / "body.wav", minutes)
        first, second = (_programme(folder, seed) for seed in (1, 2))
        whole_s, _ = _run(first, folder / "first")
        earlier = Programme(second.body, second.intro, earlier=folder / "first")
        again_s, again = _run(earlier, folder / "again")
        _, expected = _run(second, folder / "whole")
    print(f"{minutes} min: whole {whole_s:.1f} CPU s, again {again_s:.1f} CPU s", end="")
    print(f" ({again_s / whole_s:.2f}), samples {'equal' if again == expected else 'DIFFER'}")


def _programme(folder: Path, seed: int) -> Programme:
    """Return the body with an intro of its own."""
    intro = folder / f"intro-{seed}.wav"
    sound = scene(0, np.random.default_rng(seed))[: INTRO_S * RATE_HZ]
    soundfile.write(intro, sound, RATE_HZ, subtype="PCM_16")
    return Programme(folder / "body.wav", Edge(intro, 1.0, level_lu=0.0))


def _run(programme: Programme, folder: Path) -> tuple[float, str]:
    """Return CPU seconds and a digest of the decoded samples."""
    began = time.process_time()
    with programme.body.open("rb") as body:
        programme = replace(programme, body_digest=file_digest(body, "sha256").hexdigest())
    [made] = master_programme(programme, Target(), [Encoding()], folder, RealAudio())
    took_s = time.process_time() - began
    digest = sha256()
    for block in RealAudio().read(made.path):
        digest.update(np.ascontiguousarray(block).data)
    return took_s, digest.hexdigest()


if __name__ == "__main__":
    main()
