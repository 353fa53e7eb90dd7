"""One file outside any show: to target, encoded, written whole or not at all."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from podcaster.doors.audio import AudioDoor
from podcaster.doors.progress import Progress, silent_progress
from podcaster.errors import AudioError, FolderError, UsageError
from podcaster.master.engine import master_programme
from podcaster.master.treatment.programme import NOTHING, TREATED, Raw, treat_programme
from podcaster.master.writing import unwritable, workplace
from podcaster.model.audio import Encoding, Programme, Stem, Target
from podcaster.model.findings import Place
from podcaster.model.mastered_sound import MasteredSound
from podcaster.model.message import message
from podcaster.model.treatment import Treatment


def master_file(  # noqa: PLR0913 - each is a wish of its own of the command
    source: Path,
    out: Path,
    target: Target,
    encoding: Encoding,
    door: AudioDoor,
    progress: Progress = silent_progress,
    *,
    with_course: bool = False,
    treatment: Treatment = NOTHING,
) -> MasteredSound:
    """Master `source` into `out`, which is replaced whole or not at all.

    Args:
        source: The recording.
        out: The finished file.
        target: Loudness and true peak of `out`, decoded.
        encoding: Its format and bit rate.
        door: Decodes and encodes.
        progress: Is told the seconds done.
        with_course: Also tell what was done over time.
        treatment: What is done to the recording before.

    Raises:
        UsageError: If `out` is `source`, or a noise reduction is asked for that is not installed.
        AudioError: If `source` can't be decoded or is silent.
        FolderError: If the folder of `out` can't be written, or the disk is full.
    """
    _require_another(source, out)
    clock = time.perf_counter()
    with _beside(out) as folder, _named(folder, out, source):
        programme, raw = Programme(source, with_course=with_course), Raw((Stem(source),), treatment)
        treated = treat_programme(programme, raw, folder, door, progress)
        [made] = master_programme(treated.programme, target, [encoding], folder, door, progress)
        _publish(made.path, out)
    file = replace(
        treated.told(made),
        path=out,
        after=replace(made.after, file=str(out)),
        wall_s=time.perf_counter() - clock,
    )
    return MasteredSound(file, treated.treated.work if treated.treated else None)


def _require_another(source: Path, out: Path) -> None:
    """Refuse to overwrite the recording.

    Raises:
        UsageError: If both are one file.
    """
    same = os.path.realpath(source) == os.path.realpath(out)
    if same or (out.exists() and source.exists() and out.samefile(source)):
        raise UsageError(
            message("would overwrite its own source"),
            place=Place(str(out)),
            hint=message("choose another name for the finished file"),
        )


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """Lend a folder beside `out`.

    Raises:
        FolderError: If there can't be one.
    """
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(workplace(out.parent, f".{out.name}"))
        except OSError as cause:
            raise unwritable(out, cause) from cause
        yield folder


@contextmanager
def _named(folder: Path, out: Path, source: Path) -> Iterator[None]:
    """Let errors about unfinished work in `folder` name the files that a person knows."""
    try:
        yield
    except (AudioError, FolderError) as error:
        if error.place is None or not error.place.file.startswith(str(folder)):
            raise
        known = source if Path(error.place.file).name == TREATED else out
        raise type(error)(error.what, place=Place(str(known)), hint=error.hint) from error


def _publish(made: Path, out: Path) -> None:
    """Put `made` in the place of `out` in one step.

    Raises:
        FolderError: If the system refuses.
    """
    try:
        with made.open("rb") as file:
            os.fsync(file.fileno())
        made.replace(out)
    except OSError as cause:
        raise unwritable(out, cause) from cause
