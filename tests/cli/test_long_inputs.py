"""Hours of hardly anything: they need little memory, and what never ends is left."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile
from tests.cli.command_line import everything_in, run
from tests.recordings import hours

#: As floats, four hours of 8 kHz are 460 MB.
MOST_KB = 250_000
#: Measures, and says how much memory that took at most (proc(5): of this program alone).
MEASURE = """
import sys
from pathlib import Path
from podcaster.cli import main
code = main(["measure", sys.argv[1], "--json"])
lines = Path("/proc/self/status").read_text().splitlines()
print(next(line.split()[1] for line in lines if line.startswith("VmHWM")), file=sys.stderr)
sys.exit(code)
"""


def test_four_hours_need_little_memory(tmp_path: Path) -> None:
    path = hours(tmp_path / "long.wav", 4)
    assert path.stat().st_blocks * 512 < 2_000_000

    command = [sys.executable, "-c", MEASURE, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)

    [read] = json.loads(done.stdout)
    assert read["duration_s"] == 4 * 3600
    assert -40 < read["integrated_lufs"] < -10
    assert int(done.stderr) < MOST_KB


def test_a_bomb_that_hides_its_length_is_left_at_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("podcaster.outside.audio.door.LONGEST_S", 600)
    path = tmp_path / "bomb.wav"
    with soundfile.SoundFile(path, "w", 8000, 1, "PCM_U8", format="WAV") as file:
        file.write(np.zeros(601 * 8000, np.int16))
    data = bytearray(path.read_bytes())
    struct.pack_into("<I", data, data.index(b"data") + 4, 0)
    path.write_bytes(data)

    outcome = run("master", path, "-o", tmp_path / "out.mp3")

    assert outcome.code == 1
    assert f"{path}: is longer than" in outcome.err
    assert everything_in(tmp_path) == {"bomb.wav"}
