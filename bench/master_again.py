"""Master a programme, change some of it, master it again: what does the second time cost?

    .venv/bin/python bench/master_again.py [--minutes 60] [--change intro] [--preset as-is]
        [--vbr 4]

The body is that of `master_one_hour.py`; the intro is ten seconds long. Either the intro is
exchanged, or ten seconds in the middle of the body (`--change passage`), which are then as loud as
what they replace. CPU seconds are those of this process; the samples of the second file are
compared with those of a whole encode.
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
from shutil import copyfile

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import soundfile
from bench.voices import RATE_HZ, scene, synthesise
from numpy.typing import NDArray

from podcaster.master.engine import master_programme
from podcaster.master.treatment.programme import Raw, treat_programme
from podcaster.model.audio import Edge, Encoding, Programme, Stem, Target
from podcaster.model.treatment import PRESETS, Treatment
from podcaster.outside.audio import RealAudio

#: An intro, or a corrected passage.
CHANGED_S = 10


def main() -> None:
    """Run three times and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--minutes", type=int, default=60)
    parser.add_argument("--change", choices=("intro", "passage"), default="intro")
    parser.add_argument("--preset", choices=list(PRESETS), default="as-is")
    parser.add_argument("--vbr", type=int, choices=range(10), help="instead of 128 kbit/s")
    options = parser.parse_args()
    encoding = Encoding(vbr_quality=options.vbr)
    with tempfile.TemporaryDirectory() as lent:
        folder, treatment = Path(lent), PRESETS[options.preset]
        first, second = _programmes(folder, options.minutes, options.change)
        whole_s, _ = _run(first, treatment, encoding, folder / "first")
        earlier = replace(second, earlier=folder / "first")
        again_s, again = _run(earlier, treatment, encoding, folder / "again")
        _, expected = _run(second, treatment, encoding, folder / "whole")
    print(f"{options.minutes} min: whole {whole_s:.1f} CPU s, again {again_s:.1f} CPU s", end="")
    print(f" ({again_s / whole_s:.2f}), samples {'equal' if again == expected else 'DIFFER'}")


def _programmes(folder: Path, minutes: int, change: str) -> tuple[Programme, Programme]:
    """Return a programme, and the same with something changed."""
    bodies = [folder / "body.wav", folder / "corrected.wav"]
    synthesise(bodies[0], minutes)
    if change == "passage":
        _correct(*bodies)
    first = Programme(bodies[0], _intro(folder, 1))
    return first, (
        replace(first, body=bodies[1])
        if change == "passage"
        else replace(first, intro=_intro(folder, 2))
    )


def _intro(folder: Path, seed: int) -> Edge:
    """Return an intro of its own."""
    intro = folder / f"intro-{seed}.wav"
    soundfile.write(intro, _passage(seed), RATE_HZ, subtype="PCM_16")
    return Edge(intro, 1.0, level_lu=0.0)


def _passage(seed: int) -> NDArray[np.float64]:
    return scene(0, np.random.default_rng(seed))[: CHANGED_S * RATE_HZ]


def _correct(body: Path, corrected: Path) -> None:
    """Copy a body and say ten seconds in its middle anew, as loud as they were."""
    copyfile(body, corrected)
    with soundfile.SoundFile(corrected, "r+") as file:
        middle, anew = file.frames // 2, _passage(3)
        file.seek(middle)
        before = file.read(len(anew))
        file.seek(middle)
        file.write(anew * np.sqrt(np.square(before).mean() / np.square(anew).mean()))


def _run(
    programme: Programme, treatment: Treatment, encoding: Encoding, folder: Path
) -> tuple[float, str]:
    """Return CPU seconds and a digest of the decoded samples."""
    began, door, raw = time.process_time(), RealAudio(), Raw((Stem(programme.body),), treatment)
    with programme.body.open("rb") as body:
        digest = file_digest(body, "sha256").hexdigest()
    programme = replace(programme, body_digest=f"{digest} {treatment}")
    treated = treat_programme(programme, raw, folder.parent, door)
    [made] = master_programme(treated.programme, Target(), [encoding], folder, door)
    took_s = time.process_time() - began
    samples = sha256()
    for block in door.read(made.path):
        samples.update(np.ascontiguousarray(block).data)
    return took_s, samples.hexdigest()


if __name__ == "__main__":
    main()
