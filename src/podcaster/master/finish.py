"""Encode a take, listen to the result, and do it again until it holds what was promised."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Final

import numpy as np

from podcaster.doors.audio import AudioDoor, Samples
from podcaster.doors.progress import Progress, silent_progress
from podcaster.errors import AudioError
from podcaster.master.encodings import usual_overshoot_db
from podcaster.master.level.limiter import NO_REPAIRS, Limiter, PeakMap, Repairs
from podcaster.master.level.peaks import find_loud_places
from podcaster.master.level.take import Take
from podcaster.master.meter.channels import to_channels
from podcaster.master.meter.measure import NO_CHECK, Check, Reading, read_meters
from podcaster.master.meter.parts import Part
from podcaster.master.meter.passes import Pace
from podcaster.master.mp3.encode import write_mp3
from podcaster.master.mp3.file import note_replay_gain
from podcaster.master.mp3.marks import NO_TRIAL, Known, Marks, Trial
from podcaster.master.mp3.unchanged import unchanged_parts
from podcaster.master.sound import Sound, file_sound, held_sound
from podcaster.master.stretches import write_packets
from podcaster.model.audio import AudioFacts, AudioFormat, Encoding, Measurement, Target
from podcaster.model.findings import Place
from podcaster.model.message import message

#: Good enough (LU), round by round: 0.05 is promised, and another meter may read 0.01 beside ours,
#: as it rounds hundredths; but an encoder that jumps is not asked again and again for that.
NEAR_LU: Final = (0.04, 0.04, 0.05, 0.05)
#: Another decoder and meter may read peaks this much higher than ours.
DECODERS_DIFFER_DB: Final = 0.05
#: Peaks move a little with every encoding, so an overshoot is answered with more than itself.
EXTRA_DB: Final = 0.1
#: So much room above the peaks is not worth another round, where more would bring more loudness.
UNUSED_DB: Final = 0.3
#: Peaks from so far below the ceiling on are known of every window, in case the highest goes.
EXACT_BELOW_DB: Final = 1.0
#: Rounds in which loudness and peaks are both mended; then rounds for the peaks alone.
ROUNDS_FOR_BOTH: Final = 4
ROUNDS_FOR_PEAKS: Final = 4
#: Peaks are repaired one by one if they lie in so few of all seconds, or in so few at all.
MANY_PLACES: Final = 0.05
FEW_SECONDS: Final = 3
#: No more than the inverse of this times a miss is asked for next.
LEAST_SHARE: Final = 0.5
#: Blocks of the limiter are about 1 ms.
BLOCKS_PER_SECOND: Final = 1000


@dataclass(frozen=True)
class Finished:
    """An encoded file, its reading, gain and limiter that led there, and what was encoded.

    Attributes:
        after: Its reading, in words.
        reading: The meters, window by window where that can be taken over another time.
        limiter: Gain and limiter.
        marks: What was encoded.
        trial: What was tried before.
    """

    after: Measurement
    reading: Reading
    limiter: Limiter
    marks: Marks | None
    trial: Trial


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
    trial, repairs, known = _trial(desk), NO_REPAIRS, desk.earlier
    tried: dict[float, float] = {}
    aim = _lower(desk.target, usual_overshoot_db(desk.encoding), trial.change_lu)
    with ExitStack() as stack:
        for done in range(ROUNDS_FOR_BOTH + ROUNDS_FOR_PEAKS):
            limiter = replace(desk.take.limiter(aim), repairs=repairs)
            marks = _encoded(desk, desk.take.render(limiter), desk.take.pace(), known)
            after, reading = _verified(desk, known if marks else None)
            over_db, missing_lu = _over_db(after, desk.target), _missing_lu(after, desk.target)
            loud_enough = _is_near(missing_lu, done) or _at_its_limit(limiter, over_db)
            if over_db <= 0 and (loud_enough or done >= ROUNDS_FOR_BOTH - 1):
                return _finished(desk, Finished(after, reading, limiter, marks, trial))
            places = _places_to_repair(desk) if over_db > 0 and loud_enough else None
            if places is None and limiter.exhausted:  # room is all that helps
                aim = _lower(aim, over_db + EXTRA_DB, 0.0)
            elif places is None:
                aim = _lower(aim, 0.0, -limiter.beside_lu)  # where this gain brings it
                step_lu = _step_lu(aim, missing_lu, tried) if done < ROUNDS_FOR_BOTH else -over_db
                aim = _next_aim(aim, over_db, step_lu)
            else:
                repairs = _deeper(limiter, places, desk.target)
                known = stack.enter_context(_set_aside(desk, marks, reading.parts))
    raise _keeps_overshooting(desk)


def _finished(desk: Desk, finished: Finished) -> Finished:
    """Let the file tell how loud it is."""
    if desk.encoding.format is AudioFormat.MP3:
        note_replay_gain(desk.path, desk.encoding, finished.after)
    return finished


def _verified(desk: Desk, known: Known | None) -> tuple[Measurement, Reading]:
    """Measure what a decoder makes of the file; what was heard before is not heard again."""
    facts, sure_db = desk.door.probe(desk.path), desk.target.ceiling_dbtp - EXACT_BELOW_DB
    sound = file_sound(desk.path, facts, desk.door)
    same = unchanged_parts(known, desk.path) if known and known.encoding == desk.encoding else {}
    sure = float(10 ** (sure_db / 20))
    reading = read_meters(sound, facts, desk.progress, check=Check(same, sure))
    after = reading.measurement(str(desk.path), facts)
    return after, reading if desk.encoding.format is AudioFormat.MP3 else replace(reading, parts=())


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
def _set_aside(desk: Desk, marks: Marks | None, parts: tuple[Part, ...]) -> Iterator[Known | None]:
    """Keep a file for what can be taken over from it; it goes when this ends."""
    if marks is None:
        yield None
        return
    aside = desk.path.with_name(f".{desk.path.name}.before")
    desk.path.replace(aside)
    try:
        yield Known(aside, marks, desk.encoding, parts)
    finally:
        aside.unlink(missing_ok=True)


def _lower(target: Target, by_db: float, by_lu: float) -> Target:
    """Return a target with a ceiling and a loudness so much lower."""
    return Target(target.integrated_lufs - by_lu, target.ceiling_dbtp - by_db)


def _trial(desk: Desk) -> Trial:
    """Encode a few excerpts, to know how much louder that makes them.

    Nothing is encoded where it does not pay, or where the same was tried before.
    """
    if not desk.take.excerpts:
        return NO_TRIAL
    aim = _lower(desk.target, usual_overshoot_db(desk.encoding), 0.0)
    rendered = desk.take.render_excerpts(desk.take.limiter(aim))
    digest = sha256(np.ascontiguousarray(rendered).data).hexdigest()
    before = desk.earlier
    if before and before.encoding == desk.encoding and before.trial.digest == digest:
        return before.trial
    return Trial(digest, _change_lu(desk, rendered))


def _change_lu(desk: Desk, rendered: Samples) -> float:
    """Return how much louder the encoder makes some samples."""
    rate_hz = desk.encoding.sample_rate_hz or 0
    sound, facts = held_sound(rendered, rate_hz), AudioFacts("pcm", rate_hz, rendered.shape[1], 0.0)
    before_lufs = read_meters(sound, facts, check=NO_CHECK).integrated_lufs
    _encoded(replace(desk, progress=silent_progress), sound, Pace(facts, silent_progress))
    made = file_sound(desk.path, desk.door.probe(desk.path), desk.door)
    after_lufs = read_meters(made, facts, check=NO_CHECK).integrated_lufs
    return 0.0 if before_lufs is None or after_lufs is None else after_lufs - before_lufs


def _is_near(missing_lu: float, done: int) -> bool:
    """Tell whether a miss is small enough in the round after `done` others."""
    return abs(missing_lu) <= NEAR_LU[min(done, len(NEAR_LU) - 1)]


def _step_lu(aim: Target, missing_lu: float, tried: dict[float, float]) -> float:
    """Return by how much to aim elsewhere after a miss, and note it in `tried` (aim -> miss).

    Encoders jump: a little less may come out a good deal softer. Between a try that was too loud
    and one that was too soft it is looked for where a straight line would put it, instead of going
    to and fro. On one side, as much more is asked for as the limiter took of what was asked before.
    """
    here = aim.integrated_lufs
    others = [there for there, missed in tried.items() if missed * missing_lu < 0]
    same = [there for there in tried if there != here]
    tried[here] = missing_lu
    if not (others or same):
        return missing_lu
    there = min(others or same, key=lambda lufs: abs(lufs - here))
    if others:
        return (there - here) * missing_lu / (missing_lu - tried[there])
    came = (tried[there] - missing_lu) / (here - there)
    return missing_lu / min(1.0, max(LEAST_SHARE, came)) if came > 0 else missing_lu


def _next_aim(aim: Target, over_db: float, step_lu: float) -> Target:
    """Return where to aim after a miss."""
    ceiling_db = aim.ceiling_dbtp - (over_db + EXTRA_DB if over_db > 0 else 0.0)
    return Target(aim.integrated_lufs + step_lu, ceiling_db)


def _encoded(desk: Desk, rendered: Sound, pace: Pace, known: Known | None = None) -> Marks | None:
    """Encode a sound; return what marks it, if there may be use for that."""
    wanted, channels = desk.encoding, desk.encoding.channels or 0
    sound = rendered.changed(lambda samples, _at: to_channels(samples, channels), channels)
    counted = sound.watched(pace.counted)
    if wanted.format is AudioFormat.MP3:
        return write_mp3(counted, wanted, desk.path, pace.tell, known=known)
    write_packets(counted, wanted, desk.path, desk.door, pace.tell)
    return None


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


def _at_its_limit(limiter: Limiter, over_db: float) -> bool:
    """Tell whether neither more gain nor a higher ceiling would bring it nearer to its loudness."""
    return limiter.exhausted and over_db > -UNUSED_DB


def _keeps_overshooting(desk: Desk) -> AudioError:
    """Say that no round held the ceiling."""
    return AudioError(
        message("can't be encoded below {ceiling} dBTP", ceiling=desk.target.ceiling_dbtp),
        place=Place(str(desk.path)),
        hint=message("choose a higher bit rate, or a lower `ceiling_dbtp`"),
    )
