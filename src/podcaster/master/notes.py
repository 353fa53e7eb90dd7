"""What is remembered of finished files, as JSON-ready values, and how it is read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from podcaster.model.audio import AudioFormat, MasteredFile, Measurement
from podcaster.model.condition import Condition
from podcaster.model.course import Course, Loudness, Peak
from podcaster.model.treatment import Work


def note(file: MasteredFile) -> dict[str, object]:
    """Write a finished file down without where it lies and how long it took."""
    before, after = (asdict(replace(reading, file="")) for reading in (file.before, file.after))
    return {
        "name": file.path.name,
        "format": file.format.value,
        "before": before,
        "after": after,
        "gain_db": file.gain_db,
        "body_starts_s": file.body_starts_s,
        "course": asdict(file.course) if file.course else None,
    }


def read_file(folder: Path, facts: Mapping[str, Any]) -> MasteredFile:
    """Read back what `note` wrote of a file in `folder`."""
    return MasteredFile(
        path=folder / facts["name"],
        format=AudioFormat(facts["format"]),
        before=_read_reading(facts["before"]),
        after=_read_reading(facts["after"]),
        gain_db=facts["gain_db"],
        body_starts_s=facts["body_starts_s"],
        wall_s=0.0,
        course=_read_course(facts["course"]) if facts["course"] else None,
    )


def _read_reading(facts: Mapping[str, Any]) -> Measurement:
    """Read back a measurement; JSON has no tuples."""
    state = facts.get("condition")
    return Measurement(
        **{
            **facts,
            "layout": tuple(facts.get("layout", ())),
            "condition": _read_condition(state) if state else None,
        }
    )


def _read_condition(facts: Mapping[str, Any]) -> Condition:
    rows = {name: tuple(facts[name]) for name in ("levels_db", "offsets")}
    return Condition(**{**facts, **rows})


def _read_course(facts: Mapping[str, Any]) -> Course:
    before, after = (
        Loudness(**{name: tuple(levels) for name, levels in facts[side].items()})
        for side in ("before", "after")
    )
    peaks = tuple(Peak(**peak) for peak in facts["peaks"])
    limiter_db = tuple(facts["limiter_db"])
    return Course(facts["step_s"], before, after, limiter_db, facts["limited_s"], peaks)


def read_work(facts: Mapping[str, Any]) -> Work:
    """Read back what was done to a recording."""
    return Work(**facts)
