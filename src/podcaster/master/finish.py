"""Encode a take, listen to the result, and do it again until it holds what was promised."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from podcaster.doors import AudioDoor, Progress, silent_progress
from podcaster.errors import AudioError
from podcaster.master.blocks import ahead
from podcaster.master.channels import to_channels
from podcaster.master.encodings import usual_overshoot_db
from podcaster.master.gain import MOST_MAKEUP_DB
from podcaster.master.limiter import NO_REPAIRS, Limiter, PeakMap, Repairs
from podcaster.master.marks import Known, Marks
from podcaster.master.measure import measure, read_meters
from podcaster.master.mp3 import write_mp3
from podcaster.master.mp3_file import note_replay_gain
from podcaster.master.passes import Pace
from podcaster.master.peaks import find_loud_places
from podcaster.master.sound import Sound, file_sound, held_sound
from podcaster.master.take import Take
from podcaster.model.audio import AudioFacts, AudioFormat, Encoding, Measurement, Target
from podcaster.model.findings import Place
from podcaster.model.message import message

#: Good enough: nearer than any meter shows.
NEAR_LU: Final = 0.05
#: Another decoder and meter may read peaks this much higher than ours.
DECODERS_DIFFER_DB: Final = 0.05
#: Peaks move a little with every encoding, so an overshoot is answered with more than itself.
EXTRA_DB: Final = 0.1
#: Rounds in which loudness and peaks are both mended; then rounds for the peaks alone.
ROUNDS_FOR_BOTH: Final = 4
ROUNDS_FOR_PEAKS: Final = 4
#: Peaks are repaired one by one if they lie in so few of all seconds, or in so few at all.
MANY_PLACES: Final = 0.05
FEW_SECONDS: Final = 3
#: Blocks of the limiter are about 1 ms.
BLOCKS_PER_SECOND: Final = 1000


@dataclass(frozen=True)
class Finished:
    """An encoded file, its reading, gain and limiter that led there, and what was encoded."""

    after: Measurement
    limiter: Limiter
    marks: Marks | None


@dataclass(frozen=True)
class Desk:
    """All that finishing a file needs.

    Attributes:
        take: What is encoded.
        target: Where it should come out.
        encoding: Complete.
        path: Where it goes.
        door: Encodes and decodes.
        progress: Is told the seconds done of each pass.
        earlier: What was made of this programme before; what is still the same is taken over.
    """

    take: Take
    target: Target
    encoding: Encoding
    path: Path
    door: AudioDoor
    progress: Progress
    earlier: Known | None = None


def finish(desk: Desk) -> Finished:
    """Encode until the decoded file is at its target and below its ceiling.

    Where a few peaks are above the ceiling, only those places are limited deeper and encoded again;
    where many are, the next round limits deeper everywhere; where the loudness is off, it aims
    beside. The ceiling always wins: the last rounds only go down.

    Raises:
        AudioError: If the encoder can't keep below the ceiling.
    """
    aim, repairs, known = _first_aim(desk), NO_REPAIRS, desk.earlier
    with ExitStack() as stack:
        for done in range(ROUNDS_FOR_BOTH + ROUNDS_FOR_PEAKS):
            limiter = replace(desk.take.limiter(aim), repairs=repairs)
            after, marks = _encoded(desk, desk.take.render(limiter), desk.take.pace(), known)
            over_db, missing_lu = _over_db(after, desk.target), _missing_lu(after, desk.target)
            loud_enough = abs(missing_lu) <= NEAR_LU or _at_its_limit(limiter, aim, desk.take)
            if over_db <= 0 and (loud_enough or done >= ROUNDS_FOR_BOTH - 1):
                return _finished(desk, after, limiter, marks)
            places = _places_to_repair(desk) if over_db > 0 and loud_enough else None
            if places is None:
                aim = _next_aim(aim, over_db, missing_lu if done < ROUNDS_FOR_BOTH else -over_db)
            else:
                repairs = _deeper(limiter, places, desk.target)
                known = stack.enter_context(_set_aside(desk, marks))
    raise _keeps_overshooting(desk)


def _finished(desk: Desk, after: Measurement, limiter: Limiter, marks: Marks | None) -> Finished:
    """Let the file tell how loud it is."""
    if desk.encoding.format is AudioFormat.MP3:
        note_replay_gain(desk.path, desk.encoding, after)
    return Finished(after, limiter, marks)


def _places_to_repair(desk: Desk) -> PeakMap | None:
    """Return where the finished file is above its ceiling; None if that is nearly everywhere."""
    facts = desk.door.probe(desk.path)
    sound = file_sound(desk.path, facts, desk.door)
    floor_db = desk.target.ceiling_dbtp - DECODERS_DIFFER_DB
    peaks = find_loud_places(sound, floor_db, Pace(facts, desk.progress)).peaks
    seconds = len(np.unique(peaks.blocks // BLOCKS_PER_SECOND))
    few = seconds <= max(MANY_PLACES * facts.duration_s, FEW_SECONDS)
    return peaks if few and len(peaks.blocks) else None


def _deeper(limiter: Limiter, places: PeakMap, target: Target) -> Repairs:
    """Return the repairs so far, and what takes those peaks down, too."""
    ceiling_db = target.ceiling_dbtp - DECODERS_DIFFER_DB - EXTRA_DB
    now_db = np.array([limiter.change_db(block) for block in places.blocks.tolist()])
    allowed_db = np.minimum(0.0, now_db + ceiling_db - places.peaks_db)
    return limiter.repairs.and_also(places.blocks, allowed_db)


@contextmanager
def _set_aside(desk: Desk, marks: Marks | None) -> Iterator[Known | None]:
    """Keep a file for what can be taken over from it; it goes when this ends."""
    if marks is None:
        yield None
        return
    aside = desk.path.with_name(f".{desk.path.name}.before")
    desk.path.replace(aside)
    try:
        yield Known(aside, marks, desk.encoding)
    finally:
        aside.unlink(missing_ok=True)


def _first_aim(desk: Desk) -> Target:
    """Return where to aim for the target, as far as a trial and experience tell."""
    ceiling_db = desk.target.ceiling_dbtp - usual_overshoot_db(desk.encoding)
    aim = replace(desk.target, ceiling_dbtp=ceiling_db)
    return replace(aim, integrated_lufs=aim.integrated_lufs - _trial_change_lu(desk, aim))


def _trial_change_lu(desk: Desk, aim: Target) -> float:
    """Return how much louder the encoder makes a few excerpts; 0.0 where a trial does not pay."""
    if not desk.take.excerpts:
        return 0.0
    rate_hz = desk.encoding.sample_rate_hz or 0
    rendered = desk.take.render_excerpts(desk.take.limiter(aim))
    sound, facts = held_sound(rendered, rate_hz), AudioFacts("pcm", rate_hz, rendered.shape[1], 0.0)
    before_lufs = read_meters(sound, facts).integrated_lufs
    quiet = replace(desk, progress=silent_progress, earlier=None)
    after_lufs = _encoded(quiet, sound, Pace(facts, silent_progress))[0].integrated_lufs
    return 0.0 if before_lufs is None or after_lufs is None else after_lufs - before_lufs


def _next_aim(aim: Target, over_db: float, missing_lu: float) -> Target:
    """Return where to aim after a miss."""
    ceiling_db = aim.ceiling_dbtp - (over_db + EXTRA_DB if over_db > 0 else 0.0)
    return Target(aim.integrated_lufs + missing_lu, ceiling_db)


def _encoded(
    desk: Desk, rendered: Sound, pace: Pace, known: Known | None = None
) -> tuple[Measurement, Marks | None]:
    """Encode a sound; measure what a decoder makes of it, and mark what went into the encoder."""
    wanted, channels, marks = desk.encoding, desk.encoding.channels or 0, None
    sound = rendered.changed(lambda samples, _at: to_channels(samples, channels), channels)
    if wanted.format is AudioFormat.MP3:
        counted = sound.watched(pace.counted)
        marks = write_mp3(counted, wanted, desk.path, pace.tell, known=known)
    else:
        blocks = pace.told(ahead(sound.read(0, None)))
        desk.door.encode(blocks, sound.rate_hz, wanted, desk.path)
    return measure(desk.path, desk.door, desk.progress), marks


def _over_db(after: Measurement, target: Target) -> float:
    """Return by how much the finished file exceeds the ceiling; not above 0 if it does not."""
    if after.true_peak_dbtp is None:
        return -float("inf")
    return after.true_peak_dbtp - target.ceiling_dbtp + DECODERS_DIFFER_DB


def _missing_lu(after: Measurement, target: Target) -> float:
    """Return how much louder the finished file should be."""
    if after.integrated_lufs is None:  # the encoder left nothing of it: aiming higher won't help
        return 0.0
    return target.integrated_lufs - after.integrated_lufs


def _at_its_limit(limiter: Limiter, aim: Target, take: Take) -> bool:
    """Tell whether more gain would only raise the noise between a few peaks."""
    linear_db = aim.integrated_lufs - (take.reading.integrated_lufs or 0.0)
    return limiter.gain_db >= linear_db + MOST_MAKEUP_DB


def _keeps_overshooting(desk: Desk) -> AudioError:
    """Say that no round held the ceiling."""
    return AudioError(
        message("can't be encoded below {ceiling} dBTP", ceiling=desk.target.ceiling_dbtp),
        place=Place(str(desk.path)),
        hint=message("choose a higher bit rate, or a lower `ceiling_dbtp`"),
    )
