"""Nine kinds of recordings, brought to -16 LUFS by four tools; print what came out.

    .venv/bin/python bench/material.py [--seconds 60] [--only NAME ...]

Needs requirements/bench.txt. Every tool makes an MP3 of 128 kbit/s in a process of its own; all
figures are read from what decodes. The scripts are what people write with pydub: to a mean level in
dBFS, or to a loudness with pyloudnorm, then export.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import imageio_ffmpeg
import numpy as np
import soundfile
from bench.others import PYDUB, PYLOUDNORM
from bench.processes import run
from bench.voices import RATE_HZ, SCENE_S, scene
from numpy.typing import NDArray

from podcaster.master.meter.measure import measure
from podcaster.outside.audio import RealAudio

Sound = NDArray[np.float64]

TARGET_LUFS = -16.0


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--only", nargs="+", default=list(MATERIAL))
    options = parser.parse_args()
    print("| material | tool | error LU | true peak dBTP | range LU | wall s | memory MB |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as lent:
        for name in options.only:
            source = Path(lent) / "source.wav"
            sound, rate_hz = MATERIAL[name](options.seconds)
            soundfile.write(source, np.clip(sound, -1, 1), rate_hz, subtype="PCM_16")
            _compare(name, source)


def _compare(name: str, source: Path) -> None:
    """Let every tool have a go."""
    ffmpeg, out = imageio_ffmpeg.get_ffmpeg_exe(), source.with_name("out.mp3")
    door = RealAudio()
    before = measure(source, door)
    rate = str(before.sample_rate_hz if before.sample_rate_hz > RATE_HZ // 2 else RATE_HZ)
    podcaster = str(Path(sys.executable).with_name("podcaster"))
    normalize = f"-f -t -16 -tp -1 -c:a libmp3lame -b:a 128k -ar {rate} -o"
    script = [sys.executable, "-W", "ignore", "-c"]
    tools = {
        "podcaster": [podcaster, "master", str(source), "--bitrate", "128", "-o", str(out)],
        "ffmpeg-normalize": [
            *(sys.executable, "-m", "ffmpeg_normalize", str(source)),
            *(*normalize.split(), str(out)),
        ],
        "pydub": [*script, PYDUB, str(source), str(out), ffmpeg],
        "pydub with pyloudnorm": [*script, PYLOUDNORM, str(source), str(out), ffmpeg],
    }
    for tool, command in tools.items():
        out.unlink(missing_ok=True)
        took = run(command, os.environ | {"FFMPEG_PATH": ffmpeg})
        after = measure(out, door)
        error = (after.integrated_lufs or -99.0) - TARGET_LUFS
        change = f"{before.loudness_range_lu:.1f} to {after.loudness_range_lu:.1f}"
        cells = f"{error:+.2f} | {after.true_peak_dbtp:+.2f} | {change} | {took.wall_s:.1f}"
        print(f"| {name} | {tool} | {cells} | {took.memory_mb:.0f} |", flush=True)


def _speech(seconds: int, apart_db: float = 0.0) -> Sound:
    """Return speech without outbursts; every second scene is so much softer."""
    scenes = []
    for at in range(-(-seconds // SCENE_S)):
        part = scene(4 * at, np.random.default_rng(at))  # always the first, loudest voice
        part = np.clip(part, -0.35, 0.35)
        scenes.append(part * 10 ** (-apart_db * (at % 2) / 20))
    return np.concatenate(scenes)[: seconds * RATE_HZ]


def _noise(seconds: int, level_db: float) -> Sound:
    draw = np.random.default_rng(5)
    return np.asarray(10 ** (level_db / 20) * draw.standard_normal((seconds * RATE_HZ, 2)))


def _music(seconds: int) -> Sound:
    """Return chords with struck strings and a bass, wide in stereo."""
    time_s = np.arange(seconds * RATE_HZ) / RATE_HZ
    sound = np.zeros((len(time_s), 2))
    for voice, base in enumerate((55.0, 110.0, 164.8, 220.0, 277.2, 329.6, 440.0)):
        steps = 1 + (np.floor(time_s / 2 + voice / 7) % 4) / 8
        phase = 2 * np.pi * np.cumsum(base * steps) / RATE_HZ
        struck = np.exp(-3 * ((time_s * (1 + voice % 3) / 2) % 1.0))
        tone = struck * sum(np.sin(k * phase) / k**1.3 for k in range(1, 9))
        sound += tone[:, None] * np.array([1 - voice / 8, (voice + 1) / 8])
    swell = 0.35 + 0.65 * np.sin(2 * np.pi * time_s / 40) ** 2
    return np.asarray(sound * swell[:, None] * 0.07)


def _loud(seconds: int) -> Sound:
    """Return music as loud as records are: driven into a soft ceiling."""
    return np.asarray(0.98 * np.tanh(6 * _music(seconds)))


def _telephone(seconds: int) -> Sound:
    """Return speech at 8 kHz, one channel; crude, but nothing is above 4 kHz."""
    speech = _speech(seconds)[:, :1]
    spectrum = np.fft.rfft(speech, axis=0)[: 4000 * seconds]
    return np.asarray(np.fft.irfft(spectrum, 8000 * seconds, axis=0) / 6)


#: Sound (frames, channels), full scale = 1, and its rate.
MATERIAL: dict[str, Callable[[int], tuple[Sound, int]]] = {
    "clean": lambda s: (_speech(s), RATE_HZ),
    "noisy": lambda s: (_speech(s) + _noise(s, -45), RATE_HZ),
    "two speakers, 12 dB apart": lambda s: (_speech(s, 12), RATE_HZ),
    "music": lambda s: (_music(s), RATE_HZ),
    "mixed": lambda s: (_speech(s) + 0.3 * _music(s), RATE_HZ),
    "already loud": lambda s: (_loud(s), RATE_HZ),
    "very quiet": lambda s: (_speech(s) * 10 ** (-30 / 20), RATE_HZ),
    "mono": lambda s: (_speech(s)[:, :1], RATE_HZ),
    "8 kHz": lambda s: (_telephone(s), 8000),
}


if __name__ == "__main__":
    main()
