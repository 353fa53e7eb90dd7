"""Recordings become one: listen to each, decide, then render everything in one pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from podcaster.doors.audio import AudioDoor, Samples
from podcaster.doors.progress import Progress, silent_progress
from podcaster.master.meter.channels import to_channels
from podcaster.master.meter.loudness import OFFSET_LUFS, integrated_lufs
from podcaster.master.meter.measure import NO_CHECK, read_meters
from podcaster.master.meter.passes import Pace
from podcaster.master.sound import file_in
from podcaster.master.treatment import render
from podcaster.master.treatment.beds import Score, Talk, staying, with_beds
from podcaster.master.treatment.cuts import cut, is_busy, what_stays
from podcaster.master.treatment.gain_curve import TICK_S, GainCurve, Track, smoothed
from podcaster.master.treatment.levelling import levelled
from podcaster.master.treatment.listening import STEP_S, Heard, lasting, listen
from podcaster.master.treatment.noise import Noise, noise_in
from podcaster.master.treatment.stems import duckings_db, only_own
from podcaster.master.treatment.voices import SILENT_LUFS, Scene, mean_lufs, scene
from podcaster.model.audio import AudioFacts, Measurement, Stem
from podcaster.model.bed import Bed
from podcaster.model.timeline import Timeline
from podcaster.model.treatment import Treatment, Work

#: What is so far below speech is quiet (LU), or so little above the room.
QUIET_LU: Final = 25.0
OVER_ROOM_LU: Final = 6.0
#: Music fades out further than speech does.
FADED_LU: Final = 40.0
NO_MUSIC: Final = Score()


@dataclass(frozen=True)
class Treated:
    """One file made of recordings.

    Attributes:
        timeline: What stayed of them.
        work: What was done.
        measured: Readings of them before that.
        moments_lufs: Loudness of all of them together in every 10 ms of what stayed, before that.
    """

    timeline: Timeline
    work: Work
    measured: tuple[Measurement, ...]
    moments_lufs: Track


@dataclass(frozen=True)
class _Part:
    """A recording, and what is known of it.

    Attributes:
        stem: The file and its place.
        heard: What it sounds like.
        seen: What happens in it.
    """

    stem: Stem
    heard: Heard
    seen: Scene

    def noise(self, channels: int, door: AudioDoor) -> Noise | None:
        """Return what its room sounds like in one of so many channels."""
        facts, blocks = door.probe(self.stem.file), door.read(self.stem.file)
        even = (to_channels(block, channels, facts.layout) for block in blocks)
        return noise_in(even, facts.sample_rate_hz, self.seen)

    def louder_lu(self, channels: int, door: AudioDoor) -> float:
        """Return how much louder it is in so many channels than in its own; fewer are softer."""
        facts, own_lufs = door.probe(self.stem.file), self.heard.measured.integrated_lufs
        if facts.channels <= channels or own_lufs is None:
            return 0.0
        sound = file_in(self.stem.file, facts, door, channels)
        lufs = read_meters(sound, facts, check=NO_CHECK).integrated_lufs
        return 0.0 if lufs is None else lufs - own_lufs


def treat(
    stems: Sequence[Stem],
    treatment: Treatment,
    out: Path,
    door: AudioDoor,
    progress: Progress = silent_progress,
    *,
    score: Score = NO_MUSIC,
) -> Treated:
    """Write recordings that start together to `out`, treated, as one sound of floats.

    Each is read twice to be heard and once to be rendered; `noise: reduce` reads it once more, up
    to the last quiet place that tells of its room. Memory does not grow with length, except for a
    few hundred bytes per second of what was heard.

    Args:
        stems: One recording, or one per speaker.
        treatment: What is done.
        out: Is replaced.
        door: Decodes, filters and writes.
        progress: Is told the seconds done of each pass.
        score: Music under it.

    Raises:
        AudioError: If a recording can't be decoded, or music is silent.
        UsageError: If a noise reduction is asked for that is not installed.
        OSError: If `out` can't be written.
    """
    parts = _parts(stems, door, progress)
    if treatment.crosstalk and len(parts) > 1:
        own = only_own([part.seen for part in parts])
        parts = [replace(part, seen=seen) for part, seen in zip(parts, own, strict=True)]
    curves = _curves(parts, treatment)
    rate_hz, channels = _layout(stems, score.beds, door)
    length_s = parts[0].heard.length_s
    timeline = what_stays(_busy(parts), length_s, treatment)
    whole = _together(parts, curves, (rate_hz, channels), door, treatment)
    pace = Pace(AudioFacts("pcm", rate_hz, channels, length_s), progress)
    stays = cut(pace.told(whole), rate_hz, channels, timeline, length_s)
    lying = [(bed, _under(bed, timeline, length_s, rate_hz)) for bed in score.beds]
    if lying:
        talk = _talk(parts, curves, timeline, min(channels, score.heard_in), door)
        stays = with_beds(stays, rate_hz, channels, lying, talk, door)
    door.write(stays, rate_hz, channels, out)
    work = _work(parts, curves, timeline, treatment)
    return Treated(timeline, work, _measured(parts), staying(_together_lufs(parts), timeline))


def _measured(parts: Sequence[_Part]) -> tuple[Measurement, ...]:
    """Return what the meters say of each recording."""
    return tuple(part.heard.measured for part in parts)


def _under(bed: Bed, timeline: Timeline, length_s: float, rate_hz: int) -> range:
    """Return under which frames of what stays music lies."""
    end_s = length_s if bed.end_s is None else min(bed.end_s, length_s)
    return range(*(round(timeline.moved(at_s) * rate_hz) for at_s in (bed.start_s, end_s)))


def _talk(
    parts: Sequence[_Part],
    curves: Sequence[GainCurve],
    timeline: Timeline,
    heard_in: int,
    door: AudioDoor,
) -> Talk:
    """Return what music has to make room for, as it is heard in so many channels."""
    speaks = np.asarray(np.any([part.seen.speech for part in parts], axis=0))
    inner = heard_in if len(parts) == 1 else 1
    louder = [part.louder_lu(inner, door) for part in parts]
    return Talk(staying(speaks, timeline), _speech_lufs(parts, curves, louder), heard_in)


def _together_lufs(parts: Sequence[_Part]) -> Track:
    """Return the loudness of all recordings together, per tick, as they are."""
    if len(parts) == 1:
        return parts[0].seen.moments_lufs
    powers = np.sum([10 ** (part.seen.moments_lufs / 10) for part in parts], axis=0)
    return np.asarray(10 * np.log10(powers))


def _speech_lufs(
    parts: Sequence[_Part], curves: Sequence[GainCurve], louder_lu: Sequence[float]
) -> float | None:
    """Return the integrated loudness of all speech as it is levelled, each part so much louder."""
    every = round(STEP_S / TICK_S)
    levels = (
        (part.seen.levels_lufs[::every] + curve.gains_db[::every]).astype(np.float64) + louder
        for part, curve, louder in zip(parts, curves, louder_lu, strict=True)
    )
    speech = (part.seen.speech[::every] for part in parts)
    heard = [
        np.where(on, 10 ** (level / 10), 0.0) for on, level in zip(speech, levels, strict=True)
    ]
    powers = np.sum(heard, axis=0)
    return integrated_lufs(powers[powers > 0] * 10 ** (-OFFSET_LUFS / 10))


def _parts(stems: Sequence[Stem], door: AudioDoor, progress: Progress) -> list[_Part]:
    """Listen to all recordings; all become as long as the longest."""
    heard = [listen(stem.file, door, progress) for stem in stems]
    length_s = max(one.length_s for one in heard)
    even = [lasting(one, length_s) for one in heard] if len(heard) > 1 else heard
    return [_Part(stem, one, scene(one)) for stem, one in zip(stems, even, strict=True)]


def _curves(parts: Sequence[_Part], treatment: Treatment) -> list[GainCurve]:
    """Return the gain of each recording."""
    speech = [part.seen.speech_lufs for part in parts if part.seen.speech_lufs is not None]
    mean = mean_lufs(np.array(speech)) if speech and treatment.level else None
    reference = None if mean is None else float(round(mean))  # a few words anew don't move it
    curves = [levelled(part.seen, reference) for part in parts]
    if not treatment.crosstalk or len(parts) == 1:
        return curves
    ducks = duckings_db([part.seen for part in parts])
    return [
        GainCurve(curve.gains_db + smoothed(duck).gains_db)
        for curve, duck in zip(curves, ducks, strict=True)
    ]


def _layout(stems: Sequence[Stem], beds: Sequence[Bed], door: AudioDoor) -> tuple[int, int]:
    """Return rate and channels of the result."""
    facts = [door.probe(stem.file) for stem in stems]
    music = max((door.probe(bed.file).channels for bed in beds), default=1)
    if len(facts) == 1:
        return facts[0].sample_rate_hz, min(2, max(facts[0].channels, music))
    wide = music > 1 or any(stem.pan for stem in stems)
    return max(one.sample_rate_hz for one in facts), 2 if wide else 1


def _together(
    parts: Sequence[_Part],
    curves: Sequence[GainCurve],
    layout: tuple[int, int],
    door: AudioDoor,
    treatment: Treatment,
) -> Iterator[Samples]:
    """Yield all recordings as one, filtered and levelled, in this rate and so many channels."""
    rate_hz, channels = layout
    inner = channels if len(parts) == 1 else 1
    streams = [
        curve.applied(_filtered(part, rate_hz, inner, door, treatment), rate_hz)
        for part, curve in zip(parts, curves, strict=True)
    ]
    if len(parts) == 1:
        return streams[0]
    return render.mixed(streams, [part.stem.pan for part in parts], channels)


def _filtered(
    part: _Part, rate_hz: int, channels: int, door: AudioDoor, treatment: Treatment
) -> Iterator[Samples]:
    """Yield a recording without hum, noise and hiss."""
    noise = part.noise(channels, door) if treatment.noise == "reduce" else None
    filters = render.chain(part.heard, noise, treatment, rate_hz)
    stream = render.rendered(part.stem, rate_hz, channels, door, filters)
    if treatment.noise != "deepfilter":
        return stream
    return render.denoised(stream, rate_hz, channels, door)


def _busy(parts: Sequence[_Part]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return where anything is to be heard, per tick."""
    rows = [is_busy(one.seen.speech, one.seen.levels_lufs, _quiet_lufs(one)) for one in parts]
    return np.asarray(np.any(rows, axis=0))


def _quiet_lufs(part: _Part) -> float:
    """Return up to which loudness a recording is quiet."""
    if part.seen.speech_lufs is None:
        loud = float(np.quantile(part.seen.levels_lufs, 0.9))
        return max(SILENT_LUFS, loud - FADED_LU)
    room = part.seen.room_lufs if part.seen.room_lufs is not None else SILENT_LUFS
    return max(SILENT_LUFS, part.seen.speech_lufs - QUIET_LU, room + OVER_ROOM_LU)


def _work(
    parts: Sequence[_Part], curves: Sequence[GainCurve], timeline: Timeline, treatment: Treatment
) -> Work:
    """Write down what was done."""
    gains = np.concatenate(
        [curve.gains_db[part.seen.speech] for part, curve in zip(parts, curves, strict=True)]
    )
    hums = [part.heard.hum.mains_hz for part in parts if treatment.hum]
    rooms = [part.seen.room_lufs for part in parts if part.seen.room_lufs is not None]
    length_s = parts[0].heard.length_s
    kept = timeline.kept or ((0.0, length_s),)
    return Work(
        detector=parts[0].heard.detector,
        least_gain_db=float(gains.min(initial=0.0)),
        most_gain_db=float(gains.max(initial=0.0)),
        hum_hz=max(hums, default=0.0),
        room_lufs=max(rooms, default=None),
        trimmed_start_s=kept[0][0],
        trimmed_end_s=length_s - kept[-1][1],
        pauses=timeline.shortened,
        pauses_s=timeline.shortened_s,
        noise=treatment.noise,
    )
