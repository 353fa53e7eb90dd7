"""Memory does not grow with the length of a programme."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import soundfile
from tests.sounds import RATE_HZ, speech_like

#: Masters a file in a process of its own and prints the most memory that it held (KiB on Linux).
MASTER = """
import resource, sys
from pathlib import Path
from podcaster.master.one_file import master_file
from podcaster.model.audio import AudioFormat, Encoding, Target
from podcaster.outside.audio import RealAudio

source = Path(sys.argv[1])
encoding = Encoding(AudioFormat.MP3, 64, 1, 48000)
master_file(source, source.with_suffix(".mp3"), Target(), encoding, RealAudio())
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def peak_memory(folder: Path, minutes: int) -> int:
    """Return what it takes to master so many minutes."""
    minute = np.asarray(speech_like(60.0)[:, :1])
    path = folder / f"{minutes}.wav"
    with soundfile.SoundFile(path, "w", RATE_HZ, 1, "PCM_16") as file:
        for _ in range(minutes):
            file.write(minute)
    found = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-c", MASTER, str(path)]
    printed = subprocess.run(command, check=True, capture_output=True, env=found).stdout
    return int(printed)


def test_four_times_the_length_needs_no_more_memory(tmp_path: Path) -> None:
    short, long = peak_memory(tmp_path, 3), peak_memory(tmp_path, 12)

    assert long < 1.2 * short
