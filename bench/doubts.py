"""What is warned of in recordings whose faults are known: false alarms and misses, as tables.

    .venv/bin/python bench/doubts.py [--seconds 40] [FOLDER]

Voices are made of formants; everything goes through real files. With a folder, every audio file in
it counts as without faults, and what is warned of is listed. Needs requirements/dev.txt.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import soundfile
import soxr
from bench.formants import RATE_HZ, Sound, speech
from bench.noises import NOISES, applause, at_db, coloured, mains
from bench.treatment import CAST, talk

from podcaster.master.condition.doubts import doubts
from podcaster.master.meter.measure import measure
from podcaster.model.findings import Place
from podcaster.outside.audio import RealAudio

VOICE_DB: Final = -23.0
#: Chords, a beat and a scale: A major.
NOTES_HZ: Final = (220.0, 277.18, 329.63, 440.0, 369.99, 293.66)
FAULTS: Final = 6
#: Length (s) -> shape (frames,) or (frames, 2).
Make = Callable[[int], Sound]


def voice(seconds: int, who: int = 0) -> Sound:
    """Return somebody who speaks in a quiet room."""
    room = coloured(seconds, np.ones_like) * 10 ** (-75 / 20)
    return at_db(speech(CAST[who], seconds), VOICE_DB) + room


def music(seconds: int) -> Sound:
    """Return chords of plucked strings."""
    whole, time_s = np.zeros(seconds * RATE_HZ), np.arange(RATE_HZ) / RATE_HZ
    for number in range(2 * seconds - 2):
        pitch_hz = NOTES_HZ[number * 5 % len(NOTES_HZ)]
        rows = (np.sin(2 * np.pi * pitch_hz * k * time_s) * np.exp(-3 * k * time_s) / k
                for k in range(1, 9))  # fmt: skip
        whole[number * RATE_HZ // 2 :][:RATE_HZ] += sum(rows) * np.minimum(1, time_s * 400)
    return at_db(whole, -20)


def drums(seconds: int) -> Sound:
    """Return kick, snare and hat."""
    time_s = np.arange(seconds * RATE_HZ) / RATE_HZ
    hiss = coloured(seconds, lambda hz: hz / 8000)
    kick = np.sin(2 * np.pi * 55 * (time_s % 0.5)) * np.exp(-(time_s % 0.5) * 15)
    snare = hiss * np.exp(-((time_s + 0.25) % 0.5) * 30)
    return at_db(at_db(kick, -20) + at_db(snare, -22) + at_db(hiss * 0.01, -50), -20)


def tone(hz: float) -> Make:
    """Return what makes a steady tone."""
    return lambda seconds: 0.1 * np.sin(2 * np.pi * hz * np.arange(seconds * RATE_HZ) / RATE_HZ)


def telephone(seconds: int) -> Sound:
    """Return a voice at 8 kHz, from 300 to 3400 Hz, in 256 logarithmic steps (G.711)."""
    low = soxr.resample(voice(seconds), RATE_HZ, 8000)
    lines, hz = np.fft.rfft(low), np.fft.rfftfreq(len(low), 1 / 8000)
    narrow = np.fft.irfft(lines * ((hz > 300) & (hz < 3400)), len(low))  # noqa: PLR2004 - a line's band
    steps = np.round(127 * np.sign(narrow) * np.log1p(255 * np.abs(narrow)) / np.log(256)) / 127
    heard = np.sign(steps) * np.expm1(np.abs(steps) * np.log(256)) / 255
    return np.asarray(soxr.resample(heard, 8000, RATE_HZ))


def plosives(seconds: int) -> Sound:
    """Return a voice that blows into the microphone every two seconds."""
    time_s = np.arange(seconds * RATE_HZ) / RATE_HZ
    puff = np.sin(2 * np.pi * 25 * (time_s % 2)) * np.exp(-(time_s % 2) * 25)
    return voice(seconds) + 0.4 * puff


def keyboard(seconds: int) -> Sound:
    """Return a voice beside somebody who types: knocks of a few milliseconds in a room."""
    draw = np.random.default_rng(8)
    knock = draw.standard_normal(RATE_HZ // 20) * np.exp(-np.arange(RATE_HZ // 20) / 300)
    hits = np.zeros(seconds * RATE_HZ)
    hits[draw.integers(0, len(hits), 4 * seconds)] = draw.uniform(0.01, 0.05, 4 * seconds)
    return voice(seconds) + np.convolve(hits, knock)[: len(hits)]


def crackle(seconds: int) -> Sound:
    """Return music from a worn record."""
    sound, draw = music(seconds), np.random.default_rng(9)
    at = draw.integers(0, len(sound), 3 * seconds)
    sound[at] += draw.uniform(-0.3, 0.3, len(at))
    return sound


def clicks(sound: Sound, height: float) -> Sound:
    """Return a sound with single samples that are off."""
    at = np.random.default_rng(3).integers(RATE_HZ, len(sound) - RATE_HZ, FAULTS)
    whole = sound.copy()
    whole[at] += height
    return whole


def lost(seconds: int) -> Sound:
    """Return a voice of which 10 ms are lost in places."""
    cuts = np.random.default_rng(4).integers(RATE_HZ, (seconds - 1) * RATE_HZ, 2 * FAULTS)
    parts = np.split(voice(seconds), np.sort(cuts))
    return np.concatenate([part[RATE_HZ // 100 :] for part in parts])


def joined(seconds: int) -> Sound:
    """Return voices in short takes, joined hard where they pause: an edited conversation."""
    takes = [voice(seconds, who)[: 4 * RATE_HZ] for who in range(5)]
    return np.concatenate(takes)


def apart(lu: float, turn_s: float) -> Make:
    """Return what makes two voices so far apart."""

    def make(seconds: int) -> Sound:
        said = talk([voice(seconds), voice(seconds, 1)], (VOICE_DB, VOICE_DB - lu), turn_s).sound
        return said + coloured(len(said) / RATE_HZ, np.ones_like) * 10 ** (-70 / 20)

    return make


def pause(seconds: int) -> Sound:
    """Return a voice that says nothing for twelve seconds."""
    said = voice(seconds)
    still = coloured(12.0, np.ones_like) * 10 ** (-75 / 20)
    return np.concatenate([said, still, said])


def hum(db: float, hz: float = 50.0) -> Make:
    """Return what makes a voice with hum so far below it."""
    return lambda seconds: voice(seconds) + at_db(mains(seconds, hz), VOICE_DB + db)


def behind(noise: Make) -> Make:
    """Return what makes a voice with noise that bothers nobody."""
    return lambda seconds: voice(seconds) + at_db(noise(seconds), -43)


#: What -> the sound; each is fine.
FINE: Final[dict[str, Make]] = {
    **{f"voice {who + 1}": partial(voice, who=who) for who in range(5)},
    "telephone": telephone,
    "plosives": plosives,
    "keyboard beside a voice": keyboard,
    "takes joined in pauses": joined,
    "music": music,
    "drums": drums,
    "applause": lambda seconds: at_db(applause(seconds), -20),
    **{f"tone, {hz} Hz": tone(hz) for hz in (97.0, 110.0, 440.0, 1000.0)},
    **{f"voice, {name}": behind(make) for name, make in NOISES.items() if "hum" not in name},
    "two voices, 4 LU apart": apart(4, 5),
    "loud music, not clipped": lambda seconds: music(seconds) / np.abs(music(seconds)).max() * 0.99,
    "wide stereo": lambda seconds: np.stack([voice(seconds), voice(seconds, 1)], axis=1),
}  # fmt: skip
#: What -> the code it should get, the sound.
FAULTY: Final[dict[str, tuple[str, Make]]] = {
    "clipped by 6 dB": ("PC422", lambda s: np.clip(20 * voice(s), -0.99, 0.99)),
    "left only": ("PC423", lambda s: np.stack([voice(s), 0 * voice(s)], axis=1)),
    "right inverted": ("PC424", lambda s: np.stack([voice(s), -0.9 * voice(s)], axis=1)),
    "a pause of 12 s": ("PC425", pause),
    "off zero by 3 %": ("PC426", lambda s: voice(s) + 0.03),
    **{f"hum, {hz:.0f} Hz, {db} dB": ("PC427", hum(db, hz)) for hz in (50.0, 60.0)
       for db in (-15, -25, -35)},
    "six clicks of 0.1": ("PC428", lambda s: clicks(voice(s), 0.1)),
    "six clicks of 0.3": ("PC428", lambda s: clicks(voice(s), 0.3)),
    "six clicks of 0.3 in music": ("PC428", lambda s: clicks(music(s), 0.3)),
    "10 ms lost, twelve times": ("PC428", lost),
    "a worn record": ("PC428", crackle),
    **{f"voices {lu} LU apart, turns of {turn} s": ("PC429", apart(lu, turn)) for lu in (10, 12, 18)
       for turn in (3, 8)},
}  # fmt: skip


def said_of(path: Path) -> set[str]:
    """Return the codes of what is warned of."""
    measured = measure(path, RealAudio())
    found = doubts(measured.condition, measured.duration_s, Place(str(path)))
    return {finding.code for finding in found}


def rows(folder: Path, seconds: int) -> Iterator[str]:
    """Yield what was found in each sound."""
    fine = {name: (set[str](), make) for name, make in FINE.items()}
    faulty = {name: ({code}, make) for name, (code, make) in FAULTY.items()}
    for name, (wanted, make) in (fine | faulty).items():
        path = folder / "sound.wav"
        soundfile.write(path, np.clip(make(seconds), -1, 1), RATE_HZ, subtype="PCM_16")
        found = said_of(path)
        missed, false = (", ".join(sorted(one)) or "-" for one in (wanted - found, found - wanted))
        yield f"| {name} | {', '.join(wanted) or '-'} | {missed} | {false} |"


def main() -> None:
    """Print the table, or what is warned of in a folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seconds", type=int, default=40)
    parser.add_argument("folder", type=Path, nargs="?")
    options = parser.parse_args()
    if options.folder:
        for path in sorted(path for path in options.folder.rglob("*") if path.is_file()):
            print(path.name, ", ".join(sorted(said_of(path))) or "-", flush=True)
        return
    print("| sound | fault | missed | false alarm |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as lent:
        for row in rows(Path(lent), options.seconds):
            print(row, flush=True)


if __name__ == "__main__":
    main()
