"""Words and figures about what was done to a sound."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from babel.numbers import format_decimal

from podcaster.model.message import Gettext, Message, message
from podcaster.model.treatment import Work
from podcaster.model.typography import THIN


@dataclass(frozen=True)
class Writer:
    """Says texts and figures in one language.

    Attributes:
        gettext: Says the texts.
        language: As figures are written.
        minus: What stands before a negative figure; pages have one as wide as a plus.
    """

    gettext: Gettext
    language: str
    minus: str = "-"

    def say(self, words: Message) -> str:
        """Return words in the language."""
        return words.say(self.gettext)

    def level(self, value: float | None) -> str:
        """Return a level to one decimal; a dash for silence."""
        if value is None:
            return "–"
        figure = format_decimal(round(value, 1) + 0.0, format="0.0", locale=self.language)
        return str(figure).replace("-", self.minus)


def deeds(work: Work, writer: Writer) -> Iterator[tuple[str, str]]:
    """Yield what was done, each with how much of it."""
    level, gap = writer.level, THIN
    done = (
        (
            message("voices levelled"),
            work.most_gain_db > work.least_gain_db,
            f"{level(work.least_gain_db)} … {level(work.most_gain_db)}{gap}dB",
        ),
        (message("hum taken away"), work.hum_hz > 0, f"{work.hum_hz:.0f}{gap}Hz"),
        (message("noise reduced"), work.noise != "keep", _room(work, writer)),
        (
            message("cut at the beginning"),
            work.trimmed_start_s > 0,
            _seconds(work.trimmed_start_s, writer),
        ),
        (message("cut at the end"), work.trimmed_end_s > 0, _seconds(work.trimmed_end_s, writer)),
        (
            message("pauses shortened"),
            work.pauses > 0,
            _together(work, writer),
        ),
    )
    return ((writer.say(name), how) for name, was, how in done if was)


def _room(work: Work, writer: Writer) -> str:
    """Say what was asked for, as settings have it, and how loud the room was, if it was heard."""
    if work.room_lufs is None:
        return f"noise: {work.noise}"
    room = message("room before: {level} LUFS", level=writer.level(work.room_lufs))
    return f"noise: {work.noise}; {writer.say(room)}"


def _together(work: Work, writer: Writer) -> str:
    """Say how many pauses were shortened, and by how much all of them."""
    seconds = _seconds(work.pauses_s, writer)
    return writer.say(message("{count}, by {seconds} in all", count=work.pauses, seconds=seconds))


def _seconds(seconds: float, writer: Writer) -> str:
    return f"{writer.level(seconds)}{THIN}s"
