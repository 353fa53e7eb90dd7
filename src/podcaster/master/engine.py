"""From a programme to finished files: measured, levelled, encoded, verified."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Final

from podcaster.doors.audio import AudioDoor
from podcaster.doors.progress import Progress, silent_progress
from podcaster.master.decoded import Decoder
from podcaster.master.encodings import complete, natural_rate
from podcaster.master.finish import Desk, Finished, finish
from podcaster.master.level.course import course_of
from podcaster.master.level.take import HEARD, Take
from podcaster.master.meter.measure import measure
from podcaster.master.meter.passes import Passes
from podcaster.master.mix import Mix
from podcaster.master.mp3.marks import Known, notes_of, parts_of
from podcaster.master.workers import give_back_memory
from podcaster.master.writing import unwritable
from podcaster.model.audio import (
    AudioFacts,
    Encoding,
    MasteredFile,
    Measurement,
    Programme,
    Target,
)
from podcaster.model.course import Course

#: Goes up with every change that makes other samples out of the same input.
ENGINE_VERSION: Final = "12"
#: Libraries whose version may change the samples, too.
LIBRARIES: Final = ("av", "lameenc", "numpy", "pydub", "soundfile", "soxr")


@cache
def engine_fingerprint() -> str:
    """Return what, besides input and settings, decides which bytes come out."""
    libraries = (f"{name}={version(name)}" for name in LIBRARIES)
    return " ".join([f"engine={ENGINE_VERSION}", *libraries])


@dataclass(frozen=True)
class _Studio:
    """What one call of `master_programme` works on.

    Attributes:
        programme: Intro, body, outro.
        target: Where it should come out.
        door: Decodes and encodes.
        progress: Over all passes.
        body: Facts of the body's file.
        facts: Facts of the programme as it is joined.
        takes: One for each rate and number of channels, made when needed.
        decoder: Decodes once what would be decoded for each of the files; its folder is where all
            is written.
    """

    programme: Programme
    target: Target
    door: AudioDoor
    progress: Progress
    body: AudioFacts
    facts: AudioFacts
    takes: dict[tuple[int, int], Take]
    decoder: Decoder

    def take(self, rate_hz: int, channels: int) -> Take:
        """Return the programme in this rate and layout."""
        key = rate_hz, channels
        if key not in self.takes:
            facts = replace(self.facts, sample_rate_hz=rate_hz, channels=channels)
            mix = Mix(self.programme, rate_hz, channels, self.door)
            self.takes[key] = Take(
                mix, facts, self.progress, self.target, self.decoder.folder, self.decoder
            )
            give_back_memory()  # of what was noted of each window
        return self.takes[key]


def master_programme(
    programme: Programme,
    target: Target,
    encodings: Sequence[Encoding],
    folder: Path,
    door: AudioDoor,
    progress: Progress = silent_progress,
) -> tuple[MasteredFile, ...]:
    """Master a programme into `folder`, one file per encoding.

    Args:
        programme: What to master.
        target: Loudness and true peak of the finished files, decoded.
        encodings: What to make; the files are named `programme.mp3` and so on. Beside an MP3 stands
            a note of what it was made of, for the next time.
        folder: The only place that is written to; nothing stays there if this raises. What is
            costly to decode lies there for as long as this takes.
        door: Decodes and encodes.
        progress: Is told the seconds done over all passes.

    Raises:
        AudioError: If a part can't be decoded or the programme is silent.
        FolderError: If the folder can't be written, or the disk is full.
    """
    paths = _paths(encodings, folder)
    passes = Passes(progress, expected=2 + 2 * len(encodings))
    with _all_or_nothing(folder, paths), ExitStack() as stack:
        decoder = Decoder(folder, stack, several=len(encodings) > 1)
        studio = _studio(programme, target, door, passes, decoder)
        made = tuple(_files(studio, encodings, paths))
    passes.complete()
    return made


def _studio(
    programme: Programme,
    target: Target,
    door: AudioDoor,
    progress: Progress,
    decoder: Decoder,
) -> _Studio:
    """Read all headers, and set up for the programme as it is joined."""
    edges = [edge for edge in (programme.intro, programme.outro) if edge]
    body = door.probe(programme.body)
    others = [door.probe(edge.file) for edge in edges]
    length_s = sum(part.duration_s for part in [body, *others])
    facts = replace(
        body,
        channels=min(2, max(part.channels for part in [body, *others])),
        duration_s=max(0.0, length_s - sum(edge.crossfade_s for edge in edges)),
    )
    return _Studio(programme, target, door, progress, body, facts, {}, decoder)


def _files(
    studio: _Studio, encodings: Sequence[Encoding], paths: Sequence[Path]
) -> Iterator[MasteredFile]:
    """Make one file after the other; the first one's time includes what all need."""
    if not encodings:
        return
    clock, facts = time.perf_counter(), studio.facts
    wanted = [complete(one, facts.sample_rate_hz, facts.channels) for one in encodings]
    before = _before(studio, wanted[0])
    body_starts_s = _body_starts_s(studio, wanted[0])
    for encoding, path in zip(wanted, paths, strict=True):
        take = studio.take(*_layout(studio, encoding))
        folder = studio.programme.earlier
        earlier = Known.beside(folder / path.name) if folder else None
        desk = Desk(take, studio.target, encoding, path, studio.door, studio.progress, earlier)
        done = finish(desk)
        if done.marks:
            Known(path, done.marks, encoding, done.reading.parts, done.trial).note()
        course = _course(studio, take, done, path)
        clock, began = time.perf_counter(), clock
        yield MasteredFile(
            path=path,
            format=encoding.format,
            before=before,
            after=done.after,
            gain_db=done.limiter.gain_db,
            body_starts_s=body_starts_s,
            wall_s=clock - began,
            course=course,
        )


def _course(studio: _Studio, take: Take, done: Finished, path: Path) -> Course | None:
    """Return what was done over time, if it is asked for."""
    if not studio.programme.with_course:
        return None
    return course_of(take.reading, take.rate_hz, done.limiter, done.reading, path, studio.door)


def _layout(studio: _Studio, encoding: Encoding) -> tuple[int, int]:
    """Return rate and channels to work in: one channel is only doubled when it is encoded."""
    rate_hz = encoding.sample_rate_hz or natural_rate(studio.facts.sample_rate_hz)
    return rate_hz, min(studio.facts.channels, encoding.channels or 2)


def _before(studio: _Studio, encoding: Encoding) -> Measurement:
    """Return the reading of the programme as it is, before anything is changed.

    A body alone is read in its own rate and layout; only if we work in another does that cost a
    pass of its own.
    """
    rate_hz, channels = _layout(studio, encoding)
    body, programme = studio.body, studio.programme
    alone = programme.intro is None and programme.outro is None
    if alone and (rate_hz, channels) != (body.sample_rate_hz, body.channels):
        return measure(programme.body, studio.door, studio.progress)
    return studio.take(rate_hz, channels).before


def _body_starts_s(studio: _Studio, encoding: Encoding) -> float:
    """Return where the body begins in the finished file (seconds)."""
    rate_hz, channels = _layout(studio, encoding)
    return Mix(studio.programme, rate_hz, channels, studio.door).body_start() / rate_hz


def _paths(encodings: Sequence[Encoding], folder: Path) -> list[Path]:
    """Name the files: `programme.mp3`; a second MP3 is `programme-2.mp3`."""
    seen: Counter[str] = Counter()
    paths = []
    for encoding in encodings:
        seen[encoding.format] += 1
        number = f"-{seen[encoding.format]}" if seen[encoding.format] > 1 else ""
        paths.append(folder / f"programme{number}.{encoding.format}")
    return paths


@contextmanager
def _all_or_nothing(folder: Path, paths: Sequence[Path]) -> Iterator[None]:
    """Make the folder; if anything goes wrong, even Ctrl-C, take away the files.

    Raises:
        FolderError: If the folder can't be written, or the disk is full.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException as cause:
        heard = folder.glob(f"{HEARD}-*.npz")
        for path in chain(paths, map(notes_of, paths), map(parts_of, paths), heard):
            with suppress(OSError):
                path.unlink(missing_ok=True)
        if isinstance(cause, OSError):
            raise unwritable(folder, cause) from cause
        raise
