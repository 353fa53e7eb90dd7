"""Meter readings as people read them, with a decimal comma where they use one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcaster.model.message import Gettext, message

if TYPE_CHECKING:
    from podcaster.model.audio import Measurement


def titles(gettext: Gettext) -> tuple[str, ...]:
    """Return what the figures of `readings` are called."""
    return tuple(
        words.say(gettext)
        for words in (
            message("duration"),
            message("loudness LUFS"),
            message("short-term max."),
            message("momentary max."),
            message("range LU"),
            message("true peak dBTP"),
            message("Hz"),
            message("channels"),
            message("codec"),
        )
    )


def readings(measured: Measurement, language: str) -> tuple[str, ...]:
    """Return the figures of one file."""
    return (
        clock(measured.duration_s),
        level(measured.integrated_lufs, language),
        level(measured.max_short_term_lufs, language),
        level(measured.max_momentary_lufs, language),
        level(measured.loudness_range_lu, language),
        level(measured.true_peak_dbtp, language),
        str(measured.sample_rate_hz),
        str(measured.channels),
        measured.codec,
    )


def level(value: float | None, language: str) -> str:
    """Return a level to one decimal; a dash for silence."""
    from babel.numbers import format_decimal  # noqa: PLC0415 - slow, and not needed for help

    if value is None:
        return "–"
    return str(format_decimal(round(value, 1) + 0.0, format="0.0", locale=language))


def clock(seconds: float) -> str:
    """Return a length as `1:02:03.4`."""
    tenths = round(seconds * 10)
    hours, rest = divmod(tenths, 36_000)
    minutes, rest = divmod(rest, 600)
    lead = f"{hours}:{minutes:02}" if hours else str(minutes)
    return f"{lead}:{rest // 10:02}.{rest % 10}"
