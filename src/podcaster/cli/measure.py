"""`podcaster measure`: how loud audio is, and what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from podcaster.cli.columns import in_columns
from podcaster.cli.figures import readings, titles
from podcaster.cli.frame import Command
from podcaster.cli.options import file_type, json_option
from podcaster.cli.reports import measurement_row
from podcaster.cli.session import Session
from podcaster.errors import PodcasterError

if TYPE_CHECKING:
    from podcaster.model.audio import Measurement

#: Columns that hold figures.
FIGURES = frozenset(range(1, 9))


@click.command(
    cls=Command,
    examples=(
        ("podcaster measure talk.wav", "one file"),
        ("podcaster measure public/audio/*.mp3 --json", "many, for a program"),
        ("ffmpeg -i film.mkv -f wav - | podcaster measure -", "what another program pours out"),
    ),
)
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=file_type,
    help="Audio; - is what comes in.",
)
@json_option
@click.pass_obj
def measure(session: Session, files: tuple[Path, ...], as_json: bool) -> int:
    """Measure loudness, loudness range, true peak and duration of audio files.

    Every file is decoded to its last sample and read as ITU-R BS.1770 and EBU Tech 3342 ask.
    Loudness is meant as played: a file with one channel counts as two equal ones.
    """
    measured, failed = _measured(session, files)
    if as_json:
        session.printer.data([measurement_row(each) for each in measured])
    elif measured:
        rows = [
            ("", *titles(session.gettext)),
            *((each.file, *readings(each, session.language)) for each in measured),
        ]
        session.printer.result(in_columns(rows, right=FIGURES))
    return int(failed)


def _measured(session: Session, files: Sequence[Path]) -> tuple[list[Measurement], bool]:
    """Return the readings of the files that can be read; say of the others why they can't."""
    from podcaster.cli.progress import progress_bars  # noqa: PLC0415 - rooms load when used
    from podcaster.master.meter.measure import measure as read  # noqa: PLC0415 - so help stays quick
    from podcaster.outside.audio import RealAudio, on_disk  # noqa: PLC0415 - as above

    door, bars = RealAudio(), progress_bars()
    measured: list[Measurement] = []
    for file in files:
        try:
            with on_disk(file) as source, bars(file.name) as progress:
                measured.append(replace(read(source, door, progress), file=str(file)))
        except PodcasterError as error:
            session.printer.error(error)
    return measured, len(measured) < len(files)
