"""Finished files: as loud as promised, never above the ceiling, as long as what went in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tests.sounds import Ffmpeg, sine, speech_like, stereo, write_wav

from podcaster.doors.audio import Samples
from podcaster.errors import AudioError
from podcaster.master.engine import engine_fingerprint, master_programme
from podcaster.master.meter.measure import measure
from podcaster.model.audio import (
    AudioFormat,
    Edge,
    Encoding,
    MasteredFile,
    Programme,
    Target,
)
from podcaster.outside.audio import RealAudio

PODCAST = Target()
MP3 = Encoding(AudioFormat.MP3)
M4A = Encoding(AudioFormat.M4A)
OPUS = Encoding(AudioFormat.OPUS)
#: FFmpeg before 9 rounds an AAC file up to a whole packet; players and we don't.
AAC_PACKET = 1024


def master_one(source: Path, encoding: Encoding, target: Target = PODCAST) -> MasteredFile:
    folder = source.parent / "work"
    [made] = master_programme(Programme(source), target, [encoding], folder, RealAudio())
    return made


def of_stereo(made: MasteredFile, judged_lufs: float) -> float:
    """Return what ffmpeg would read if a file of one channel were played on two."""
    return judged_lufs + (10 * np.log10(2) if made.after.channels == 1 else 0)


@pytest.mark.parametrize(
    "encoding",
    [
        MP3,
        Encoding(AudioFormat.MP3, 64),
        Encoding(AudioFormat.MP3, 192, sample_rate_hz=44100),
        Encoding(AudioFormat.MP3, channels=1),
        M4A,
        Encoding(AudioFormat.M4A, channels=1),
        OPUS,
        Encoding(AudioFormat.OPUS, 48, 1),
    ],
    ids=str,
)
def test_finished_files_hold_target_and_ceiling_as_ffmpeg_reads_them(
    encoding: Encoding, tmp_path: Path, ffmpeg: Ffmpeg
) -> None:
    source = write_wav(tmp_path / "raw.wav", speech_like(20) * np.float32(0.4))

    made = master_one(source, encoding)

    judged = ffmpeg.opinion(made.path)
    assert of_stereo(made, judged.integrated_lufs) == pytest.approx(-16, abs=0.07)
    assert judged.true_peak_dbtp <= -1.0
    assert made.after.integrated_lufs == pytest.approx(-16, abs=0.05)


@pytest.mark.parametrize("target", [Target(-14.0, -1.0), Target(-23.0, -1.0), Target(-18.0, -3.0)])
def test_any_target_is_held(target: Target, tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    source = write_wav(tmp_path / "raw.wav", speech_like(15))

    judged = ffmpeg.opinion(master_one(source, MP3, target).path)

    assert judged.integrated_lufs == pytest.approx(target.integrated_lufs, abs=0.07)
    assert judged.true_peak_dbtp <= target.ceiling_dbtp


def sources() -> dict[str, tuple[Samples, int]]:
    loud = np.clip(speech_like(6) * 30, -1, 1)
    noise = np.random.default_rng(5).standard_normal((6 * 48000, 2)).astype("f4")
    music = stereo(sum(sine(-20, 6, hz=hz) for hz in (110, 277, 440, 1318, 3520)))  # type: ignore[arg-type]
    return {
        "clipped": (loud, 48000),
        "very soft": (speech_like(6) * np.float32(0.01), 48000),
        "noise": (noise * np.float32(0.1), 48000),
        "music": (music, 48000),
        "one channel": (speech_like(6)[:, :1], 48000),
        "8 kHz": (speech_like(6, rate_hz=8000)[:, :1], 8000),
        "11 kHz": (speech_like(6, rate_hz=11025), 11025),
        "44.1 kHz": (speech_like(6, rate_hz=44100), 44100),
        "96 kHz": (speech_like(3, rate_hz=96000), 96000),
        "5.1": (speech_like(6, channels=6), 48000),
        "left only": (speech_like(6) * np.array([[1, 0]], "f4"), 48000),
    }


@pytest.mark.parametrize("kind", list(sources()))
def test_whatever_the_source_the_target_is_held(kind: str, tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    samples, rate_hz = sources()[kind]
    source = write_wav(tmp_path / "raw.wav", samples, rate_hz)

    made = master_one(source, MP3)

    judged = ffmpeg.opinion(made.path)
    assert of_stereo(made, judged.integrated_lufs) == pytest.approx(-16, abs=0.1)
    assert judged.true_peak_dbtp <= -1.0
    assert made.after.sample_rate_hz in {44100, 48000}
    length_s = len(ffmpeg.decode(made.path, 2)) / made.after.sample_rate_hz
    assert length_s == pytest.approx(len(samples) / rate_hz, abs=1.5 / 44100)


@pytest.mark.parametrize("length_s", [0.03, 0.2, 0.5, 1.0])
def test_the_shortest_sounds_are_mastered_too(length_s: float, tmp_path: Path) -> None:
    source = write_wav(tmp_path / "raw.wav", stereo(sine(-30, length_s)))

    made = master_one(source, MP3)

    assert made.after.duration_s == pytest.approx(length_s)
    assert made.after.integrated_lufs == pytest.approx(-16, abs=0.5)
    assert made.after.true_peak_dbtp is not None
    assert made.after.true_peak_dbtp <= -1.0


def test_all_formats_come_out_of_one_call(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    samples = speech_like(5.123)
    source = write_wav(tmp_path / "raw.wav", samples)
    seen: list[tuple[float, float]] = []

    made = master_programme(
        Programme(source),
        Target(),
        [MP3, M4A, OPUS, Encoding(AudioFormat.MP3, 192)],
        tmp_path / "work",
        RealAudio(),
        lambda done_s, total_s: seen.append((done_s, total_s)),
    )

    assert [file.path.name for file in made] == [
        "programme.mp3",
        "programme.m4a",
        "programme.opus",
        "programme-2.mp3",
    ]
    extra = [len(ffmpeg.decode(file.path, 2)) - len(samples) for file in made]
    assert extra[0] == extra[2] == extra[3] == 0
    assert 0 <= extra[1] < AAC_PACKET
    assert {file.after.duration_s for file in made} == {5.123}
    assert {file.before for file in made} == {measure(source, RealAudio())}
    assert [done_s for done_s, _ in seen] == sorted(done_s for done_s, _ in seen)
    assert seen[-1][0] == seen[-1][1]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    source = write_wav(tmp_path / "raw.wav", speech_like(5))

    first, second = (
        [
            file.path.read_bytes()
            for file in master_programme(
                Programme(source), Target(), [MP3, M4A, OPUS], tmp_path / name, RealAudio()
            )
        ]
        for name in ("one", "two")
    )

    assert first == second


def test_intro_and_outro_become_part_of_the_programme(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    body = write_wav(tmp_path / "body.wav", speech_like(8)[:, :1])
    music = write_wav(tmp_path / "music.wav", stereo(sine(-9, 3, hz=330, rate_hz=44100)), 44100)
    programme = Programme(body, Edge(music, 0.5, -12.0), Edge(music, 1.0))

    [made] = master_programme(programme, Target(), [MP3], tmp_path / "work", RealAudio())

    assert made.body_starts_s == 2.5
    assert made.after.channels == 2
    assert len(ffmpeg.decode(made.path, 2)) == round((3 + 8 + 3 - 0.5 - 1) * 48000)
    assert made.before.duration_s == pytest.approx(12.5)
    assert ffmpeg.opinion(made.path).integrated_lufs == pytest.approx(-16, abs=0.07)


def test_the_range_of_what_needs_no_limiting_stays_as_it_is(tmp_path: Path) -> None:
    steps = stereo(*(sine(level, 10) for level in (-30, -24, -18, -24)))
    source = write_wav(tmp_path / "raw.wav", steps)

    made = master_one(source, MP3)

    assert made.after.loudness_range_lu == pytest.approx(made.before.loudness_range_lu, abs=0.1)


@pytest.mark.parametrize("level", [0.0, 1e-6])
def test_silence_is_an_error_that_names_the_file(level: float, tmp_path: Path) -> None:
    source = write_wav(tmp_path / "raw.wav", stereo(np.full(48000, level)), subtype="FLOAT")

    with pytest.raises(AudioError, match=r"raw.wav: is silent"):
        master_one(source, MP3)

    assert list((tmp_path / "work").iterdir()) == []


def test_the_fingerprint_names_engine_and_libraries() -> None:
    names = [part.partition("=")[0] for part in engine_fingerprint().split()]

    assert names == ["engine", "av", "lameenc", "numpy", "pydub", "soundfile", "soxr"]


#: All passes but the encoder's.
MEMORY_OF_A_TAKE = """
import resource, sys
from pathlib import Path
from podcaster.master.mix import Mix
from podcaster.master.level.take import Take
from podcaster.model.audio import Programme, Target
from podcaster.outside.audio import RealAudio
source = Path(sys.argv[1])
door = RealAudio()
take = Take(Mix(Programme(source), 48000, 1, door), door.probe(source), lambda done_s, all_s: None)
for block in take.render(take.limiter(Target())).read(0, None):
    pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
KIB = 1024


def test_memory_does_not_grow_with_length(tmp_path: Path) -> None:
    minute = speech_like(60)[:, :1]

    one, ten = (
        peak_memory(write_wav(tmp_path / f"{n}.wav", np.tile(minute, (n, 1)), subtype="PCM_16"))
        for n in (1, 10)
    )

    assert ten - one < 9 * minute.nbytes / 3


def peak_memory(source: Path) -> int:
    command = [sys.executable, "-c", MEMORY_OF_A_TAKE, str(source)]
    return KIB * int(subprocess.run(command, check=True, capture_output=True).stdout)
