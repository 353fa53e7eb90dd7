"""What treatment makes of recordings whose truth is known; print tables.

    .venv/bin/python bench/treatment.py [--seconds 40] [--only levelling noise cuts]

Voices are made of formants (`bench/formants.py`), so speaker, turn and pause are known to the
sample; noises are those of `bench/noises.py`. Everything goes through real files. Needs
requirements/dev.txt.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import soundfile
from bench.formants import RATE_HZ, Sound, Speaker, speech
from bench.noises import NOISES, at_db, coloured, level_db
from pystoi import stoi

from podcaster.master.meter.measure import read_meters
from podcaster.master.sound import held_sound
from podcaster.master.treatment.treat import Treated, treat
from podcaster.model.audio import AudioFacts, Stem
from podcaster.model.treatment import Treatment
from podcaster.outside.audio import RealAudio

LEVEL: Final = Treatment(level=True)
#: One voice each that is like no other: deep, high, slow, hasty, uneven.
CAST: Final = (
    Speaker(),
    Speaker(210, 1.17, seed=2),
    Speaker(85, 0.95, 3.5, seed=3),
    Speaker(160, 1.1, 6.0, breath=0.25, seed=4),
    Speaker(120, 1.03, uneven_db=4, seed=5),
)
VOICE_DB: Final = -23.0


@dataclass(frozen=True)
class Talk:
    """A conversation.

    Attributes:
        sound: One channel.
        turns: Who speaks (-1: nobody) from which frame up to which.
    """

    sound: Sound
    turns: tuple[tuple[int, int, int], ...]

    def of(self, who: int, sound: Sound) -> Sound:
        """Return the stretches of `sound` where somebody speaks, or nobody."""
        return np.concatenate([sound[a:b] for speaker, a, b in self.turns if speaker == who])


def talk(
    voices: Sequence[Sound], levels_db: Sequence[float], turn_s: float, pause_s: float = 0.7
) -> Talk:
    """Return voices in turns, each at its level, with pauses between them."""
    parts, turns, at = [], [], 0
    pause, turn = round(pause_s * RATE_HZ), round(turn_s * RATE_HZ)
    for start in range(0, len(voices[0]) - turn + 1, turn):
        who = start // turn % len(voices)
        parts += [at_db(voices[who][start : start + turn], levels_db[who]), np.zeros(pause)]
        turns += [(who, at, at + turn), (-1, at + turn, at + turn + pause)]
        at += turn + pause
    return Talk(np.concatenate(parts), tuple(turns))


def treated(folder: Path, sounds: Sequence[Sound], treatment: Treatment) -> tuple[Sound, Treated]:
    """Treat one recording or one per speaker, each shape (frames,) or (frames, 2)."""
    door, stems = RealAudio(), []
    for number, sound in enumerate(sounds):
        soundfile.write(folder / f"{number}.wav", sound, RATE_HZ, subtype="FLOAT")
        stems.append(Stem(folder / f"{number}.wav"))
    done = treat(stems, treatment, folder / "out.wav", door)
    whole = np.concatenate(list(door.read(folder / "out.wav"))).astype(np.float64)
    return whole.mean(axis=1), done


def lufs(sound: Sound) -> float:
    """Return the integrated loudness of one channel."""
    held = held_sound(np.ascontiguousarray(sound[:, None], np.float32), RATE_HZ)
    return read_meters(held, AudioFacts("pcm", RATE_HZ, 1, 0.0)).integrated_lufs or -99.0


def snr_db(heard: Sound, truth: Sound) -> float:
    """Return how far `truth` stands out of what else is heard."""
    share = np.dot(heard, truth) / np.dot(truth, truth)
    return level_db(share * truth) - level_db(heard - share * truth)


def levelling(folder: Path, seconds: int) -> Iterator[str]:
    """Yield the table of voices that are brought together."""
    yield "| conversation | voices apart LU | after | pauses against the whole dB |"
    yield "|---|---|---|---|"
    voices = [speech(one, seconds) for one in CAST]
    for name, said in _conversations(voices):
        noisy = said.sound + coloured(len(said.sound) / RATE_HZ, np.ones_like) * 10 ** (-70 / 20)
        after, _ = treated(folder, [noisy], LEVEL)
        before, now = (_apart_lu(said, sound) for sound in (noisy, after))
        rise = level_db(said.of(-1, after)) - level_db(said.of(-1, noisy))
        rise -= lufs(after) - lufs(noisy)
        yield f"| {name} | {before:.1f} | {now:.1f} | {rise:+.1f} |"


def _apart_lu(said: Talk, sound: Sound) -> float:
    levels = [lufs(said.of(who, sound)) for who in {who for who, _, _ in said.turns} - {-1}]
    return max(levels) - min(levels)


def _conversations(voices: Sequence[Sound]) -> Iterator[tuple[str, Talk]]:
    for turn_s, apart in itertools.product((2, 4, 8), (6, 12, 18)):
        name = f"turns of {turn_s} s, {apart} dB"
        yield name, talk(voices[:2], (VOICE_DB, VOICE_DB - apart), turn_s)
    for apart in (9, 15):
        yield f"deep and hasty, {apart} dB", talk(voices[2:4], (VOICE_DB, VOICE_DB - apart), 5)
    yield "three voices, 0, -8, -16 dB", talk(voices[:3], (-20, -28, -36), 5)
    yield "an uneven voice, 12 dB", talk(voices[::4], (VOICE_DB, VOICE_DB - 12), 6)
    noisy = talk(voices[:2], (VOICE_DB, VOICE_DB - 12), 6)
    for db in (-50, -45):
        room = at_db(coloured(len(noisy.sound) / RATE_HZ, lambda hz: hz**-0.5), db)
        yield f"a room of {db} dB, 12 dB", Talk(noisy.sound + room, noisy.turns)


def noise(folder: Path, seconds: int) -> Iterator[str]:
    """Yield the table of noises under a voice."""
    yield "| noise | SNR dB | after | STOI | after |"
    yield "|---|---|---|---|---|"
    voice = at_db(speech(CAST[0], seconds), VOICE_DB)
    ways = Treatment(noise="reduce", hum=True)
    yield _noise_row(folder, "none", voice, voice, ways)
    for (name, make), snr in itertools.product(NOISES.items(), (5, 10, 20)):
        noisy = voice + at_db(make(seconds), VOICE_DB - snr)
        yield _noise_row(folder, name, noisy, voice, ways)


def _noise_row(folder: Path, name: str, noisy: Sound, voice: Sound, ways: Treatment) -> str:
    after, _ = treated(folder, [noisy], ways)
    figures = [
        (min(99.0, snr_db(sound, voice)), stoi(voice, sound, RATE_HZ)) for sound in (noisy, after)
    ]
    (snr, heard), (snr_after, heard_after) = figures
    return f"| {name} | {snr:.1f} | {snr_after:.1f} | {heard:.3f} | {heard_after:.3f} |"


def cuts(folder: Path, seconds: int) -> Iterator[str]:
    """Yield the table of what else is cut, filtered and mixed."""
    yield "| what | truth | found |"
    yield "|---|---|---|"
    voice = at_db(speech(CAST[0], seconds), VOICE_DB)
    room = coloured(seconds + 12.0, np.ones_like) * 10 ** (-75 / 20)
    still = np.zeros(4 * RATE_HZ)
    whole = np.concatenate([still, voice, still, still]) + room
    _, done = treated(folder, [whole], Treatment(trim=True))
    yield f"| silence at the beginning, s | 4.0 | {done.work.trimmed_start_s + 0.25:.2f} |"
    yield f"| silence at the end, s | 8.0 | {done.work.trimmed_end_s + 0.5:.2f} |"
    _, done = treated(folder, [np.concatenate([voice, still, still, voice])],
                      Treatment(longest_pause_s=1))  # fmt: skip
    yield f"| a pause of 8 s to one of 1 s: taken away, s | 7.0 | {done.work.pauses_s:.2f} |"
    yield from _high_pass(folder, voice)
    yield from _de_essing(folder, voice)
    yield from _microphones(folder, seconds)


def _high_pass(folder: Path, voice: Sound) -> Iterator[str]:
    """Yield what a high-pass of 80 Hz leaves of tones below it, and of a voice of 110 Hz."""
    for hz in (20, 30, 50):
        rumble = at_db(np.sin(2 * np.pi * hz * np.arange(len(voice)) / RATE_HZ), VOICE_DB)
        after, _ = treated(folder, [rumble], Treatment(high_pass_hz=80))
        found = level_db(after) - level_db(rumble)
        truth = -10 * np.log10(1 + (80 / hz) ** 4)  # Butterworth, second order
        yield f"| high-pass of 80 Hz: rumble of {hz} Hz, dB | {truth:.1f} | {found:.1f} |"
    after, _ = treated(folder, [voice], Treatment(high_pass_hz=80))
    yield f"| high-pass of 80 Hz: a voice of 110 Hz, LU | 0 | {lufs(after) - lufs(voice):+.2f} |"


def _de_essing(folder: Path, voice: Sound) -> Iterator[str]:
    """Yield what de-essing leaves of a sharp s of half a second between words, and of the words."""
    words = voice[: 4 * RATE_HZ]
    sharp = coloured(0.5, lambda hz: ((hz > 5000) & (hz < 10000)).astype(float))  # noqa: PLR2004 - a sharp s
    for over_db in (6, 0, -12):
        whole = np.concatenate([words, at_db(sharp, VOICE_DB + over_db), words])
        after, _ = treated(folder, [whole], Treatment(de_ess=True))
        there = slice(len(words), len(words) + len(sharp))
        s_db, words_db = (
            level_db(after[part]) - level_db(whole[part]) for part in (there, slice(len(words)))
        )
        name = f"de-essing: an s {over_db:+} dB beside the words, dB"
        yield f"| {name} | less | {s_db:+.1f}, words {words_db:+.2f} |"


def _microphones(folder: Path, seconds: int) -> Iterator[str]:
    """Yield what becomes of two microphones that hear both voices, 12 dB apart."""
    said = talk([speech(one, seconds) for one in CAST[:2]], (VOICE_DB, VOICE_DB - 12), 5)
    own = [np.zeros(len(said.sound)) for _ in range(2)]
    for who, start, stop in said.turns:
        if who >= 0:
            own[who][start:stop] = said.sound[start:stop]
    heard = [own[0] + 0.08 * own[1], own[1] + 0.08 * own[0]]
    after, _ = treated(folder, heard, Treatment(level=True, crosstalk=True))
    yield f"| a microphone each, 12 dB apart: LU apart | 0 | {_apart_lu(said, after):.1f} |"


#: Name -> makes its rows in a folder, of so many seconds.
TABLES: Final[dict[str, Callable[[Path, int], Iterator[str]]]] = {
    "levelling": levelling,
    "noise": noise,
    "cuts": cuts,
}


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seconds", type=int, default=40)
    parser.add_argument("--only", nargs="+", default=list(TABLES), choices=list(TABLES))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as lent:
        for name in options.only:
            print(f"\n{name}\n")
            for row in TABLES[name](Path(lent), options.seconds):
                print(row, flush=True)


if __name__ == "__main__":
    main()
