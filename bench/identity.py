"""However a programme is cut and by however many threads, is it what LAME alone makes of it?

    .venv/bin/python bench/identity.py [--seconds 60] [--only NAME ...]

Each coding is encoded by lameenc in one go, as its documentation has it, then by 1, 2, 4 and 7
chunks in 1, 2 and 4 threads; decoded samples are compared. Then lengths: how many samples the
finished file has for FFmpeg's libraries, mpg123 and sox, beside those of a file that LAME's own
front end wrote through ffmpeg (if these programs are there).
"""

from __future__ import annotations

import argparse
import io
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import av
import numpy as np
import soundfile
from bench.voices import scene

from podcaster.doors.audio import Samples
from podcaster.master.mp3.chunks import FRAME_SAMPLES, OVERLAP_FRAMES, chunks_at
from podcaster.master.mp3.encode import PcmSource, hidden_scale, lame, write_mp3
from podcaster.master.mp3.seams import Recipe, encode_in_chunks
from podcaster.master.mp3.strain import DisagreementError
from podcaster.master.sound import held_sound
from podcaster.model.audio import AudioFormat, Encoding

KINDS = {f"CBR {kbps}": (kbps, None) for kbps in (64, 96, 128, 160, 192)} | {
    f"V{vbr}": (None, vbr) for vbr in (2, 4)
}
CODINGS = {
    f"{kind}, {'mono' if channels == 1 else 'stereo'}, {rate_hz / 1000:g} kHz": Encoding(
        AudioFormat.MP3, KINDS[kind][0], channels, rate_hz, KINDS[kind][1]
    )
    for kind, channels, rate_hz in product(KINDS, (1, 2), (44100, 48000))
}
WAYS = tuple(product((1, 2, 4, 7), (1, 2, 4)))


def main() -> int:
    """Print both tables; return 1 if any samples differ."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--only", nargs="+", default=list(CODINGS))
    options = parser.parse_args()
    print("| coding | the same by so many chunks x threads | samples: file, FFmpeg, mpg123, sox |")
    print("|---|---|---|")
    same = [_row(name, _programme(CODINGS[name], options.seconds)) for name in options.only]
    return int(not all(same))


def _programme(coding: Encoding, seconds: int) -> Samples:
    draw = np.random.default_rng(7)
    scenes = [scene(at, draw) for at in range(-(-seconds // 10))]
    rate_hz, channels = coding.sample_rate_hz or 0, coding.channels or 2
    sound = np.concatenate(scenes)[: seconds * rate_hz, :channels]
    return np.ascontiguousarray(np.clip(2 * sound, -1, 1), np.float32)


def _row(name: str, samples: Samples) -> bool:
    """Encode in all ways, and print which are the same."""
    coding = CODINGS[name]
    scale = hidden_scale(coding.bitrate_kbps) if coding.bitrate_kbps else 1.0
    source = PcmSource(held_sound(samples, coding.sample_rate_hz or 0), scale)
    encoder = lame(coding)
    pcm = np.concatenate(list(source.read(0, None)))
    alone = _heard(bytes(encoder.encode(pcm.tobytes())) + bytes(encoder.flush()))
    heard = [_by(source, coding, len(samples), *way) for way in WAYS]
    off = [f"{c} x {t}" for (c, t), one in zip(WAYS, heard, strict=True) if one not in (alone, "")]
    said = f"all {len(WAYS)}" if not off else f"NOT {', '.join(off)}"
    said += f", {heard.count('')} of them in one go" if "" in heard else ""
    print(f"| {name} | {said} | {_lengths(samples, coding)} |", flush=True)
    return not off


def _by(source: PcmSource, coding: Encoding, samples: int, chunks: int, threads: int) -> str:
    """Return a digest of what so many chunks in so many threads sound like.

    It is empty if encoders found no common ground: the product then encodes in one go.
    """
    size = max(OVERLAP_FRAMES, samples // FRAME_SAMPLES // chunks // 49 * 49)
    starts = [at * size for at in range(chunks) if at * size * FRAME_SAMPLES < samples]
    recipe = Recipe(lambda: lame(coding), varying=coding.vbr_quality is not None)
    try:
        return _heard(
            b"".join(encode_in_chunks(chunks_at(source.read, starts), recipe, workers=threads))
        )
    except DisagreementError:
        return ""


def _heard(data: bytes) -> str:
    with av.open(io.BytesIO(data), "r", format="mp3") as container:
        frames = [frame.to_ndarray().tobytes() for frame in container.decode(audio=0)]
    return sha256(b"".join(frames)).hexdigest()


def _lengths(samples: Samples, coding: Encoding) -> str:
    """Return how many samples a finished file has for whom."""
    with tempfile.TemporaryDirectory() as lent:
        path = Path(lent) / "a.mp3"
        write_mp3(held_sound(samples, coding.sample_rate_hz or 0), coding, path)
        with av.open(str(path)) as container:
            libav = sum(frame.samples for frame in container.decode(audio=0))
        wav = path.with_suffix(".wav")
        found = [len(samples), libav]
        for command in (
            ["mpg123", "-q", "-w", str(wav), str(path)],
            ["sox", str(path), str(wav)],
        ):
            if shutil.which(command[0]):
                subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
                found.append(soundfile.info(str(wav)).frames)
    return ", ".join(map(str, found))


if __name__ == "__main__":
    sys.exit(main())
