"""What mastering did to a file as one page for people: a picture, tables, no script."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import jinja2

from podcaster.model.audio import MasteredFile, Measurement, Target, missed_by_lu
from podcaster.model.course import Course
from podcaster.model.findings import Finding
from podcaster.model.mastered_sound import Account
from podcaster.model.message import Gettext, Message, message
from podcaster.model.off_target import why_off_target
from podcaster.model.treatment import Work
from podcaster.render.report_chart import chart_of
from podcaster.render.report_words import Writer, deeds
from podcaster.render.times import clock

#: A table over time has at most so many lines, to be read and printed.
MOST_ROWS: Final = 30
#: A minus as wide as a plus.
MINUS: Final = chr(0x2212)

_WORDS: Final = {
    "title": message("Mastering report"),
    "warning": message("Warning"),
    "over_time": message("Loudness over time"),
    "limiter": message("Limiter"),
    "about_chart": message(
        "Short-term loudness before and after mastering, the target, and below it what the limiter"
        " took away. The table at the end of the page says the same in figures."
    ),
}
_LEGEND: Final = (
    ("before", message("before, short-term loudness")),
    ("after", message("after, short-term loudness")),
    ("target", message("target")),
    ("limiter", message("what the limiter takes away at most")),
)


@dataclass(frozen=True)
class Table:
    """A table with a title; the first cell of each row is its name."""

    title: str
    about: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def report_page(account: Account, gettext: Gettext, language: str) -> str:
    """Return the page; the same input gives the same text.

    Args:
        account: What it tells.
        gettext: Says the texts.
        language: Its language; figures are written as it does.
    """
    mastered, target, course = account.sound.file, account.target, account.sound.file.course
    assert course is not None  # noqa: S101 - a report was asked for
    writer = Writer(gettext, language, MINUS)
    return _template().render(
        language=language,
        name=account.name,
        words={key: writer.say(words) for key, words in _WORDS.items()},
        legend=[(kind, writer.say(words)) for kind, words in _LEGEND],
        summary=writer.say(_summary(mastered, course, target, writer)),
        warnings=[
            (writer.say(words), writer.say(hint) if hint else "")
            for words, hint in _warnings(mastered, target, account.found, writer)
        ],
        chart=chart_of(course, target, mastered.after.duration_s),
        tables=(*_treated(account.sound.work, writer), *_tables(mastered, course, writer)),
    )


@cache
def _template() -> jinja2.Template:
    """Return the template; it is ours alone, so no show changes what a report says."""
    text = (files("podcaster.render") / "report.html.j2").read_text("utf-8")
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.from_string(text)


def _summary(mastered: MasteredFile, course: Course, target: Target, writer: Writer) -> Message:
    return message(
        "Target {target} LUFS with true peaks up to {ceiling} dBTP. Gain {gain} dB; {limiter}."
        " The finished file has {after} LUFS and {peak} dBTP.",
        target=writer.level(target.integrated_lufs),
        ceiling=writer.level(target.ceiling_dbtp),
        gain=writer.level(mastered.gain_db),
        limiter=_limited(course, writer),
        after=writer.level(mastered.after.integrated_lufs),
        peak=writer.level(mastered.after.true_peak_dbtp),
    )


def _limited(course: Course, writer: Writer) -> Message:
    """Say what the limiter did, unless that rounds to nothing."""
    deepest_db = -min(course.limiter_db, default=0.0)
    if round(deepest_db, 1) <= 0:
        return message("the limiter had nothing to do")
    return message(
        "the limiter was at work for {limited} s and took {deepest} dB at most",
        limited=writer.level(course.limited_s),
        deepest=writer.level(deepest_db),
    )


def _warnings(
    mastered: MasteredFile, target: Target, found: Sequence[Finding], writer: Writer
) -> Iterator[tuple[Message, Message | None]]:
    """Yield what is wrong with the finished file and with the recording, and what to do."""
    missed_lu = missed_by_lu(mastered.after, target)
    if missed_lu is not None and math.isinf(missed_lu):
        yield message("the finished file is silent"), None
    elif missed_lu is not None:
        why = why_off_target(mastered.before, mastered.after, target)
        missed = writer.level(missed_lu)
        yield message("the file is {missed} LU off its target: {why}", missed=missed, why=why), None
    yield from ((finding.message, finding.hint) for finding in found)


def _tables(mastered: MasteredFile, course: Course, writer: Writer) -> tuple[Table, ...]:
    return (_figures(mastered, writer), _peaks(course, writer), _over_time(course, writer))


def _treated(work: Work | None, writer: Writer) -> tuple[Table, ...]:
    """Return what was done to the recording first; no table if that was nothing."""
    rows = tuple(deeds(work, writer)) if work else ()
    about = message(
        "Before that, the recording itself was treated; the grey curve shows it as it was"
        " recorded, without what was cut."
    )
    heads = (writer.say(message("step")), writer.say(message("what was done")))
    title = writer.say(message("Treatment"))
    return (Table(title, writer.say(about), heads, rows),) if rows else ()


def _figures(mastered: MasteredFile, writer: Writer) -> Table:
    before = _readings(mastered.before, writer)
    after = _readings(mastered.after, writer)
    return Table(
        writer.say(message("Before and after")),
        writer.say(message("The finished file was decoded and measured again.")),
        ("", writer.say(message("before")), writer.say(message("after"))),
        tuple((name, old, after[name]) for name, old in before.items()),
    )


def _readings(measured: Measurement, writer: Writer) -> dict[str, str]:
    """Return name -> figure of one file."""
    figures = {
        message("duration"): clock(measured.duration_s),
        message("loudness LUFS"): writer.level(measured.integrated_lufs),
        message("short-term max."): writer.level(measured.max_short_term_lufs),
        message("momentary max."): writer.level(measured.max_momentary_lufs),
        message("range LU"): writer.level(measured.loudness_range_lu),
        message("true peak dBTP"): writer.level(measured.true_peak_dbtp),
        message("Hz"): str(measured.sample_rate_hz),
        message("channels"): str(measured.channels),
        message("codec"): measured.codec,
    }
    return {writer.say(name): figure for name, figure in figures.items()}


def _peaks(course: Course, writer: Writer) -> Table:
    return Table(
        writer.say(message("Highest peaks")),
        writer.say(message("Of the finished file, one of each second at most.")),
        (writer.say(message("time")), writer.say(message("true peak dBTP"))),
        tuple((clock(peak.at_s), writer.level(peak.dbtp)) for peak in course.peaks),
    )


def _over_time(course: Course, writer: Writer) -> Table:
    heads = (
        message("time from"),
        message("before, short-term max. LUFS"),
        message("after, short-term max. LUFS"),
        message("after, momentary max. LUFS"),
        message("limiter dB"),
    )
    return Table(
        writer.say(message("Figures over time")),
        writer.say(message("The highest loudness of each stretch, and the limiter's lowest gain.")),
        tuple(writer.say(head) for head in heads),
        tuple(_stretches(course, writer)),
    )


def _stretches(course: Course, writer: Writer) -> list[tuple[str, ...]]:
    points = len(course.limiter_db)
    each = max(math.ceil(1 / course.step_s), math.ceil(points / MOST_ROWS))
    curves = (
        course.before.short_term_lufs,
        course.after.short_term_lufs,
        course.after.momentary_lufs,
    )
    return [
        (
            clock(round(at * course.step_s, 2)),
            *(writer.level(_highest(curve[at : at + each])) for curve in curves),
            writer.level(min(course.limiter_db[at : at + each])),
        )
        for at in range(0, points, each)
    ]


def _highest(levels: Sequence[float | None]) -> float | None:
    return max((level for level in levels if level is not None), default=None)
