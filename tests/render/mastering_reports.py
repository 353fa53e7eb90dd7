"""A mastering report made of nothing but values."""

from __future__ import annotations

from pathlib import Path

from podcaster.model.audio import AudioFormat, MasteredFile, Measurement, Target
from podcaster.model.course import Course, Loudness, Peak
from podcaster.model.findings import Finding
from podcaster.model.mastered_sound import Account, MasteredSound
from podcaster.model.treatment import Work


def an_account(
    mastered: MasteredFile, name: str = "talk.wav", *found: Finding, work: Work | None = None
) -> Account:
    """Return what a report tells of a file."""
    return Account(name, MasteredSound(mastered, work), Target(), found)


def a_course(points: int = 100, step_s: float = 0.1) -> Course:
    """Return a programme that starts with silence; the limiter works once."""
    levels = (None, *(-30.0 + at % 7 for at in range(points - 1)))
    louder = tuple(None if level is None else level + 11 for level in levels)
    limited = tuple(-4.5 if at == points // 2 else 0.0 for at in range(points))
    return Course(
        step_s, Loudness(levels, levels), Loudness(louder, louder), limited, 0.1, (Peak(3.2, -1.3),)
    )


def a_mastered_file(
    name: str = "talk.wav", after_lufs: float | None = -16.0, course: Course | None = None
) -> MasteredFile:
    """Return what was made of 10 s."""
    course = course or a_course()
    before = Measurement(name, 10.0, -27.0, 3.0, -9.5, 48000, 2, "pcm", -20.0, -24.0)
    after = Measurement("talk.mp3", 10.0, after_lufs, 3.0, -1.3, 48000, 2, "mp3", -12.0, -14.0)
    return MasteredFile(Path("talk.mp3"), AudioFormat.MP3, before, after, 11.0, 0.0, 1.0, course)
