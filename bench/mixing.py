"""What becomes of music and voices that sound together, where the truth is known; print a table.

    .venv/bin/python bench/mixing.py

A voice made of formants, noise and a tone, which can be told from the voice in what is mixed. All
goes through real files. Needs requirements/dev.txt.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import soundfile
from bench.formants import RATE_HZ, Sound, Speaker, speech
from bench.noises import at_db, level_db
from bench.treatment import VOICE_DB

from podcaster.master.ducking import STAYS_DOWN_S, UP_S
from podcaster.master.mix import Mix
from podcaster.master.treatment.beds import Score
from podcaster.master.treatment.treat import treat
from podcaster.model.audio import Edge, Programme, Stem
from podcaster.model.bed import Bed
from podcaster.model.treatment import Treatment
from podcaster.outside.audio import RealAudio

TONE_HZ: Final = 437.0
#: The tone is looked at in moments of so much (s).
MOMENT_S: Final = 0.1
DUCK_DB: Final = -12.0
#: Words, a pause in which music comes back, words.
WORDS_S: Final = 12
PAUSE_S: Final = 8
#: Back is where music is so near to its own level (dB).
BACK_DB: Final = 1.0


def tone(seconds: float) -> Sound:
    """Return a tone."""
    return np.asarray(0.1 * np.sin(2 * np.pi * TONE_HZ * np.arange(seconds * RATE_HZ) / RATE_HZ))


def tone_db(sound: Sound) -> Sound:
    """Return how strong the tone is in each moment."""
    moments = sound[: len(sound) // round(MOMENT_S * RATE_HZ) * round(MOMENT_S * RATE_HZ)]
    rows = moments.reshape(-1, round(MOMENT_S * RATE_HZ))
    turns = np.exp(-2j * np.pi * TONE_HZ * np.arange(rows.shape[1]) / RATE_HZ)
    window = np.hanning(rows.shape[1])
    return np.asarray(20 * np.log10(2 * np.abs(rows @ (turns * window)) / window.sum() + 1e-9))


def written(folder: Path, name: str, sound: Sound) -> Path:
    """Write one channel."""
    soundfile.write(folder / name, sound, RATE_HZ, subtype="FLOAT")
    return folder / name


def bed(folder: Path) -> Iterator[str]:
    """Yield what a bed does under words and between them."""
    words = at_db(speech(Speaker(), WORDS_S), VOICE_DB)
    said = np.concatenate([words, np.zeros(PAUSE_S * RATE_HZ), words])
    music = Bed(written(folder, "tone.wav", tone(40)), level_lu=-6, duck_db=DUCK_DB, fade_s=0)
    stem = Stem(written(folder, "said.wav", said))
    treat([stem], Treatment(), folder / "mixed.wav", RealAudio(), score=Score([music]))
    mixed, _ = soundfile.read(folder / "mixed.wav")
    found = tone_db(mixed - said)
    ended = round(WORDS_S / MOMENT_S)
    pause = found[ended : ended + round(PAUSE_S / MOMENT_S)]
    own_db = float(np.median(pause))
    under = np.median(found[ended - 30 : ended - 5]) - own_db
    back_s = MOMENT_S * int(np.argmax(pause > own_db - BACK_DB))
    truth_s = STAYS_DOWN_S + UP_S * (1 + BACK_DB / DUCK_DB)
    begins = found[ended + len(pause)] - own_db
    voice = np.dot(mixed, said) / np.dot(said, said)
    yield f"| bed: under words against the pause, dB | {DUCK_DB:.1f} | {under:.1f} |"
    yield f"| bed: in the first 0.1 s of the next word, dB | {DUCK_DB:.1f} | {begins:.1f} |"
    yield f"| bed: back within {BACK_DB:.0f} dB after words, s | {truth_s:.1f} | {back_s:.1f} |"
    yield f"| bed: the voice, dB | 0.00 | {20 * np.log10(voice):+.2f} |"


def ducked_intro(folder: Path) -> Iterator[str]:
    """Yield what an intro does before and under words."""
    body = np.concatenate([np.zeros(4 * RATE_HZ), at_db(speech(Speaker(), WORDS_S), VOICE_DB)])
    intro = Edge(written(folder, "intro.wav", tone(15)), 10.0, DUCK_DB)
    mixed = _mixed(folder, body, intro)
    own_db = 20 * np.log10(0.1)
    heard = tone_db(mixed) - own_db
    before, under = (np.median(heard[slice(*part)]) for part in ((52, 82), (95, 115)))
    yield f"| intro: before the first word, dB | 0.0 | {before:.1f} |"
    yield f"| intro: under words, dB | {DUCK_DB:.1f} | {under:.1f} |"
    later = slice(15 * RATE_HZ, None)
    own = body[10 * RATE_HZ :]
    off_db = level_db(mixed[later]) - level_db(own)
    yield f"| intro: the voice after it, dB | 0.00 | {off_db:+.2f} |"


def crossfade(folder: Path) -> Iterator[str]:
    """Yield the level through a crossfade, and its length."""
    draw = np.random.default_rng(3)
    for seconds in (0.5, 2.0, 5.123):
        body, music = (at_db(draw.standard_normal(20 * RATE_HZ), VOICE_DB) for _ in range(2))
        mixed = _mixed(folder, body, Edge(written(folder, "intro.wav", music), seconds))
        start = len(music) - round(seconds * RATE_HZ)
        met = mixed[start : len(music)]
        levels = [level_db(part) - VOICE_DB for part in np.array_split(met, 10)]
        farthest = max(levels, key=abs)
        frames = len(music) + len(body) - round(seconds * RATE_HZ)
        yield f"| crossfade of {seconds} s: tenth farthest off, dB | 0.0 | {farthest:+.2f} |"
        yield f"| crossfade of {seconds} s: frames of the whole | {frames} | {len(mixed)} |"


def _mixed(folder: Path, body: Sound, intro: Edge) -> Sound:
    """Return a body after an intro."""
    programme = Programme(written(folder, "body.wav", body), intro)
    blocks = Mix(programme, RATE_HZ, 1, RealAudio()).read()
    return np.concatenate(list(blocks))[:, 0].astype(np.float64)


def main() -> None:
    """Print the table."""
    print("| what | truth | found |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as lent:
        for rows in (bed, ducked_intro, crossfade):
            for row in rows(Path(lent)):
                print(row, flush=True)


if __name__ == "__main__":
    main()
