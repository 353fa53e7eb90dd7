"""Music under speech, repeated as long as needed, softer while somebody speaks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

import numpy as np

from podcaster.doors.audio import AudioDoor, Samples
from podcaster.errors import AudioError
from podcaster.master.ducking import ducked_db
from podcaster.master.fades import crossfaded
from podcaster.master.meter.channels import to_channels
from podcaster.master.meter.loudness import Energies
from podcaster.master.meter.measure import NO_CHECK, read_meters
from podcaster.master.resample import resampled
from podcaster.master.sound import file_in
from podcaster.master.treatment.gain_curve import AT_ONCE, TICK_S, GainCurve, Track
from podcaster.master.treatment.voices import Ticks
from podcaster.model.audio import AudioFacts
from podcaster.model.bed import Bed
from podcaster.model.findings import Place
from podcaster.model.message import message
from podcaster.model.timeline import Timeline

#: Where music is repeated, its end and its beginning sound together for this long at most.
SEAM_S: Final = 2.0
#: Where nobody speaks, music comes to its loudness against this (LUFS).
NOBODY_LUFS: Final = -23.0
#: Fades end this far down (dB).
GONE_DB: Final = -100.0
#: Sums of seconds are off by less than this share of a tick.
ROUNDING: Final = 1e-4


#: One value per tick.
Row = TypeVar("Row", Ticks, Track)


@dataclass(frozen=True)
class Score:
    """What lies under a recording.

    Attributes:
        beds: The music.
        heard_in: Channels in which it is heard in the end.
    """

    beds: Sequence[Bed] = ()
    heard_in: int = 2


@dataclass(frozen=True)
class Talk:
    """What music has to make room for.

    Attributes:
        speaks: Whether somebody speaks, per tick of what stays of the recording.
        speech_lufs: Loudness of all speech; None if nobody speaks.
        heard_in: Channels in which both are compared.
    """

    speaks: Ticks
    speech_lufs: float | None
    heard_in: int = 2


def staying(row: Row, timeline: Timeline) -> Row:
    """Return what stays of a row of ticks, on the clock of what stays."""
    if not timeline.kept:
        return row
    kept = np.array(timeline.kept)
    ends_s = np.cumsum(kept[:, 1] - kept[:, 0])
    earlier_s = kept[:, 1] - ends_s  # by so much each stretch was moved
    stays = np.empty(max(1, round(ends_s[-1] / TICK_S)), row.dtype)
    for first in range(0, len(stays), AT_ONCE):
        at_s = np.arange(first, min(first + AT_ONCE, len(stays))) * TICK_S
        of = np.minimum(np.searchsorted(ends_s, at_s, "right"), len(kept) - 1)
        ticks = ((at_s + earlier_s[of]) / TICK_S + ROUNDING).astype(np.int64)
        stays[first : first + AT_ONCE] = row[np.minimum(ticks, len(row) - 1)]
    return stays


def with_beds(
    blocks: Iterable[Samples],
    rate_hz: int,
    channels: int,
    beds: Sequence[tuple[Bed, range]],
    talk: Talk,
    door: AudioDoor,
) -> Iterator[Samples]:
    """Yield a stream with music under it.

    Args:
        blocks: float32, shape (frames, channels).
        rate_hz: Their rate.
        channels: Their channels.
        beds: Each with the frames under which it lies.
        talk: What happens in the stream.
        door: Decodes the music.

    Raises:
        AudioError: If music can't be decoded or is silent.
    """
    tapes = [_tape(bed, part, rate_hz, channels, talk, door) for bed, part in beds]
    at = 0
    for block in blocks:
        mixed = block.copy() if tapes else block
        for tape in tapes:
            tape.play(mixed, at, rate_hz)
        yield mixed
        at += len(block)


def _tape(bed: Bed, part: range, rate_hz: int, channels: int, talk: Talk, door: AudioDoor) -> _Tape:
    """Return music that is ready to be played."""
    facts = door.probe(bed.file)
    reading = read_meters(file_in(bed.file, facts, door, talk.heard_in), facts, check=NO_CHECK)
    if reading.integrated_lufs is None:
        raise _silent(bed.file)
    wanted_lufs = NOBODY_LUFS if talk.speech_lufs is None else talk.speech_lufs
    gain_db = wanted_lufs + bed.level_lu - reading.integrated_lufs
    length_s = reading.frames / facts.sample_rate_hz
    seam = round(min(SEAM_S, length_s / 3) * rate_hz)

    def read() -> Iterator[Samples]:
        return _read(bed.file, facts, rate_hz, channels, door)

    fades = _fades(bed, part, rate_hz, len(talk.speaks))
    curve = GainCurve(gain_db + ducked_db(talk.speaks, bed.duck_db) + fades)
    return _Tape(part, curve, repeated(read, seam))


def _fades(bed: Bed, part: range, rate_hz: int, ticks: int) -> Energies:
    """Return how far music has come, or gone, per tick (dB); beyond its part it is gone."""
    at_s = np.arange(ticks) * TICK_S
    length_s = len(part) / rate_hz
    fade_s = max(min(bed.fade_s, length_s / 2), TICK_S)
    shares = np.minimum(at_s - part.start / rate_hz, part.stop / rate_hz - at_s) / fade_s
    return np.asarray(np.maximum(20 * np.log10(np.clip(shares, 1e-9, 1)), GONE_DB))


def _read(
    file: Path, facts: AudioFacts, rate_hz: int, channels: int, door: AudioDoor
) -> Iterator[Samples]:
    """Yield music in the rate and layout of what it lies under."""
    blocks = (to_channels(block, channels, facts.layout) for block in door.read(file))
    stream = resampled(blocks, facts.sample_rate_hz, rate_hz, channels)
    return (block for block in stream if len(block))


def repeated(read: Callable[[], Iterator[Samples]], seam: int) -> Iterator[Samples]:
    """Yield a sound again and again; its end and its beginning blend.

    Args:
        read: Begins it anew; it is longer than two seams.
        seam: For how many frames both sound together.
    """
    ending: Samples | None = None
    while True:
        held = None
        for block in read():
            held = block if held is None else np.concatenate([held, block])
            if ending is not None and len(held) > seam:
                held, ending = np.concatenate([crossfaded(ending, held[:seam]), held[seam:]]), None
            if ending is None and len(held) > seam:
                yield held[: len(held) - seam]
                held = held[len(held) - seam :]
        ending = held


class _Tape:
    """Music that is played once, from beginning to end.

    Args:
        part: Under which frames of the stream.
        curve: Its gain, on the clock of the stream.
        blocks: The music.
    """

    def __init__(self, part: range, curve: GainCurve, blocks: Iterator[Samples]) -> None:
        self._part = part
        self._curve = curve
        self._blocks = blocks
        self._held: Samples | None = None

    def play(self, mixed: Samples, at: int, rate_hz: int) -> None:
        """Add what of the music lies under `mixed`, which begins at frame `at`."""
        first, last = max(at, self._part.start), min(at + len(mixed), self._part.stop)
        if first < last:
            music = self._curve.apply(self._take(last - first), first, rate_hz)
            mixed[first - at : last - at] += music

    def _take(self, frames: int) -> Samples:
        """Return the next frames of the music."""
        held = next(self._blocks) if self._held is None else self._held
        while len(held) < frames:
            held = np.concatenate([held, next(self._blocks)])
        self._held = held[frames:]
        return held[:frames]


def _silent(file: Path) -> AudioError:
    """Say that there is no music."""
    return AudioError(
        message("the music `{file}` is silent", file=file.name),
        place=Place(str(file)),
        hint=message("choose another file for the music under speech"),
    )
