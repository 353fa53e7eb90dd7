"""What people write themselves, to be run beside ours: source, result and ffmpeg are named."""

from __future__ import annotations

#: To a mean level in dBFS, then export.
PYDUB = """
import sys
from pydub import AudioSegment
AudioSegment.converter = sys.argv[3]
sound = AudioSegment.from_wav(sys.argv[1])
sound.apply_gain(-16 - sound.dBFS).export(sys.argv[2], format="mp3", bitrate="128k")
"""

#: As pyloudnorm's documentation has it, with pydub to read and write. It needs 7 GB for an hour.
PYLOUDNORM = """
import sys
import numpy as np, pyloudnorm
from pydub import AudioSegment
source, out, AudioSegment.converter = sys.argv[1:]
ending = source.rpartition(".")[2]
sound = AudioSegment.from_file(source, format=ending, codec=ending)
full_scale = 1 << 8 * sound.sample_width - 1
samples = np.array(sound.get_array_of_samples()).reshape(-1, sound.channels) / full_scale
loudness = pyloudnorm.Meter(sound.frame_rate).integrated_loudness(samples)
levelled = pyloudnorm.normalize.loudness(samples, loudness, -16.0)
whole = np.round(np.clip(levelled, -1, 1) * 32767).astype(np.int16)
layout = {"frame_rate": sound.frame_rate, "sample_width": 2, "channels": sound.channels}
AudioSegment(whole.tobytes(), **layout).export(out, format="mp3", bitrate="128k")
"""
