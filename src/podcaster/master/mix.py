"""Intro, body and outro as one stream, which go over into each other where they meet.

Intros and outros of up to a minute are held in memory, so that all can be read from any place.
Of longer ones only the overlaps are: each stream passes through a delay line as long as the overlap
with the next.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Final, NamedTuple

import numpy as np

from podcaster.doors.audio import AudioDoor, Samples
from podcaster.master.ducking import ducked_db, who_speaks
from podcaster.master.edged import Edged, held
from podcaster.master.fades import crossfaded
from podcaster.master.meter.channels import to_channels
from podcaster.master.resample import resampled
from podcaster.master.sound import Sound, file_in, from_beginning
from podcaster.master.treatment.gain_curve import TICK_S, GainCurve
from podcaster.model.audio import Edge, Programme

with warnings.catch_warnings():  # pydub looks for an ffmpeg that we don't need, and uses audioop
    warnings.simplefilter("ignore")
    from pydub import AudioSegment

#: Blends the end of one stream with the beginning of the next, frame by frame, same length.
Blend = Callable[[Samples, Samples], Samples]

#: Two sounds at full scale fit into one while pydub adds them.
HEADROOM: Final = 4.0
FULL_SCALE: Final = 2.0**31
#: Music that is on when the other begins needs this long to step back, and so long to come to its
#: full level at the other end; at most a third of the overlap.
DUCK_MS: Final = 400
#: Ducked music ends, or begins, within this.
FADE_MS: Final = 3000
#: Intros and outros of more than this are not held in memory; then all is read from its beginning.
HELD_S: Final = 60.0


class Alone(NamedTuple):
    """Where nothing but the body is heard.

    Attributes:
        frames: Of the programme.
        moved_by: So many frames later than in the body.
    """

    frames: range
    moved_by: int


@dataclass(frozen=True)
class Mix:
    """A programme as one stream of a given rate and layout; can be read again and again.

    Attributes:
        programme: What is joined.
        rate_hz: Rate of the result.
        channels: Channels of the result, 1 or 2.
        door: Decodes the parts.
    """

    programme: Programme
    rate_hz: int
    channels: int
    door: AudioDoor

    def sound(self) -> Sound:
        """Return the programme; it can be read from any place if its body can."""
        if self._body and self.programme.intro is None and self.programme.outro is None:
            return self._body
        if self._edged:
            return self._edged.sound()
        return Sound(self._from_beginning, self.rate_hz, self.channels)

    def alone(self) -> Alone | None:
        """Return where nothing but the body is heard; None if nobody knows beforehand."""
        if self._edged is None:
            return None
        first, part = len(self._edged.head), self._edged.part
        return Alone(range(first, first + len(part)), first - part.start)

    @cached_property
    def _body(self) -> Sound | None:
        """The body in the programme's layout; None if it has another rate."""
        facts = self.door.probe(self.programme.body)
        if facts.sample_rate_hz != self.rate_hz:
            return None
        return file_in(self.programme.body, facts, self.door, self.channels)

    @cached_property
    def _edged(self) -> Edged | None:
        """The programme with its edges in memory; None if they or the body forbid it."""
        edges, body = [self.programme.intro, self.programme.outro], self._body
        too_long = any(edge and self.door.probe(edge.file).duration_s > HELD_S for edge in edges)
        if body is None or body.frames is None or too_long:
            return None
        intro, outro = (held(self._part(edge), self.channels) if edge else None for edge in edges)
        first = 0 if intro is None else self._overlap(self.programme.intro, intro)
        last = 0 if outro is None else self._overlap(self.programme.outro, outro)
        if body.frames < first + last:
            return None
        part = range(first, body.frames - last)
        return Edged(self._head(body, intro, first), body, part, self._tail(body, outro, last))

    def _overlap(self, edge: Edge | None, samples: Samples) -> int:
        return min(self._frames(edge), len(samples)) if edge else 0

    def _head(self, body: Sound, intro: Samples | None, overlap: int) -> Samples:
        """Return the intro and where the body meets it."""
        if intro is None or self.programme.intro is None or not overlap:
            return held(iter(() if intro is None else (intro,)), self.channels)
        blend = self._blend(self.programme.intro, music_first=True)
        start = len(intro) - overlap
        met = blend(intro[start:], held(body.read(0, overlap), self.channels))
        return np.concatenate([intro[:start], met])

    def _tail(self, body: Sound, outro: Samples | None, overlap: int) -> Samples:
        """Return where the outro meets the body, and the rest of it."""
        if outro is None or self.programme.outro is None or not overlap:
            return held(iter(() if outro is None else (outro,)), self.channels)
        blend = self._blend(self.programme.outro, music_first=False)
        frames = body.frames or 0
        met = blend(held(body.read(frames - overlap, frames), self.channels), outro[:overlap])
        return np.concatenate([met, outro[overlap:]])

    def _from_beginning(self, start: int, stop: int | None) -> Iterator[Samples]:
        """Yield the frames from `start` up to `stop`, by way of all before them."""
        return from_beginning(self.read(), start, stop)

    def read(self) -> Iterator[Samples]:
        """Yield float32, shape (frames, channels)."""
        stream = self._part(Edge(self.programme.body))
        if edge := self.programme.intro:
            blend = self._blend(edge, music_first=True)
            stream = joined(self._part(edge), stream, self._frames(edge), blend)
        if edge := self.programme.outro:
            blend = self._blend(edge, music_first=False)
            stream = joined(stream, self._part(edge), self._frames(edge), blend)
        return (block for block in stream if len(block))

    def body_start(self) -> int:
        """Return the frame where the body's first sample stands."""
        edge = self.programme.intro
        if edge is None:
            return 0
        intro = sum(len(block) for block in self._part(edge))
        wanted = min(self._frames(edge), intro)
        head, _ = _split(self._part(Edge(self.programme.body)), wanted)
        return intro - len(head)

    def _part(self, edge: Edge) -> Iterator[Samples]:
        """Read one file in the programme's layout and rate."""
        facts = self.door.probe(edge.file)
        louder = np.float32(10 ** (edge.gain_db / 20))
        blocks = (
            to_channels(block if edge.gain_db == 0 else block * louder, self.channels, facts.layout)
            for block in self.door.read(edge.file)
        )
        return resampled(blocks, facts.sample_rate_hz, self.rate_hz, self.channels)

    def _frames(self, edge: Edge) -> int:
        """Return the length of an overlap."""
        return round(edge.crossfade_s * self.rate_hz)

    def _blend(self, edge: Edge, *, music_first: bool) -> Blend:
        """Return how an edge meets the body."""

        def blend(first: Samples, second: Samples) -> Samples:
            if edge.duck_db == 0:
                return crossfaded(first, second)
            first, second = self._stepped_back(first, second, edge.duck_db, music_first)
            if music_first:
                return _sum(_ending(first, self.rate_hz), second, self.rate_hz)
            return _sum(first, _beginning(second, self.rate_hz), self.rate_hz)

        return blend

    def _stepped_back(
        self, first: Samples, second: Samples, duck_db: float, music_first: bool
    ) -> tuple[Samples, Samples]:
        """Return both parts of an overlap, the music softer where the other is heard."""
        music, body = (first, second) if music_first else (second, first)
        gains = ducked_db(who_speaks(body, self.rate_hz, self.door), duck_db)
        ramp_s = min(DUCK_MS / 1000, len(music) / self.rate_hz / 3)
        still_db = duck_db * np.minimum(np.arange(len(gains)) * TICK_S / ramp_s, 1)
        gains = np.maximum(gains, still_db if music_first else still_db[::-1])
        music = GainCurve(gains).apply(music, 0, self.rate_hz)
        return (music, body) if music_first else (body, music)


def joined(
    first: Iterable[Samples], second: Iterable[Samples], overlap: int, blend: Blend
) -> Iterator[Samples]:
    """Yield `first`, then `second`, sounding together for `overlap` frames.

    The overlap is shorter if one of the two is; nothing but the overlap is held.
    """
    tail: Samples | None = None
    for block in first:
        held = block if tail is None else np.concatenate([tail, block])
        ready = max(0, len(held) - overlap)
        if ready:
            yield held[:ready]
        tail = held[ready:]
    head, rest = _split(second, 0 if tail is None else len(tail))
    if tail is not None and len(tail):
        start = len(tail) - len(head)
        yield tail[:start]
        if len(head):
            yield blend(tail[start:], head)
    yield from rest


def _split(blocks: Iterable[Samples], frames: int) -> tuple[Samples, Iterator[Samples]]:
    """Return the first `frames` frames (fewer if there are no more) and the stream behind them."""
    stream = iter(blocks)
    parts: list[Samples] = []
    held = 0
    while held < frames and (block := next(stream, None)) is not None:
        parts.append(block)
        held += len(block)
    if not parts:
        return np.zeros((0, 1), np.float32), stream
    taken = np.concatenate(parts)
    return taken[:frames], chain([taken[frames:]], stream)


def _ending(music: Samples, rate_hz: int) -> Samples:
    """Return music that fades out at its end."""
    fade = _fade_frames(len(music), rate_hz)
    segment = _segment(music[-fade:], rate_hz, in_front=True)
    faded = _samples(segment.fade_out(len(segment)), music.shape[1])
    return np.concatenate([music[:-fade], faded[-fade:]])


def _beginning(music: Samples, rate_hz: int) -> Samples:
    """Return music that fades in at its beginning."""
    fade = _fade_frames(len(music), rate_hz)
    segment = _segment(music[:fade], rate_hz)
    faded = _samples(segment.fade_in(len(segment)), music.shape[1])
    return np.concatenate([faded[:fade], music[fade:]])


def _fade_frames(frames: int, rate_hz: int) -> int:
    """Return how long music fades that is heard for so long together with the body."""
    longest, ducking = (ms * rate_hz // 1000 for ms in (FADE_MS, DUCK_MS))
    return min(longest, frames - min(ducking, frames // 3))


def _sum(first: Samples, second: Samples, rate_hz: int) -> Samples:
    """Return two sounds of the same length over each other."""
    both = _segment(first, rate_hz).overlay(_segment(second, rate_hz))
    return _samples(both, first.shape[1])[: len(first)]


def _segment(samples: Samples, rate_hz: int, *, in_front: bool = False) -> AudioSegment:
    """Hand samples to pydub: 32-bit integers with headroom.

    Pydub cuts at whole milliseconds, so silence fills the last one up, or the first one.
    """
    missing = _even(len(samples), rate_hz) - len(samples)
    even = np.pad(samples, ((missing, 0) if in_front else (0, missing), (0, 0)))
    scaled = np.clip(even.astype(np.float64) / HEADROOM, -1, 1 - 2 / FULL_SCALE)
    data = np.round(scaled * FULL_SCALE).astype("<i4").tobytes()
    return AudioSegment(data, sample_width=4, frame_rate=rate_hz, channels=samples.shape[1])


def _even(frames: int, rate_hz: int) -> int:
    """Return how many frames pydub gives to so many milliseconds that `frames` fit into them."""
    length_ms = -(-frames * 1000 // rate_hz)
    counted = (int(ms * (rate_hz / 1000.0)) for ms in (length_ms, length_ms + 1))
    return next(count for count in counted if count >= frames)


def _samples(segment: AudioSegment, channels: int) -> Samples:
    """Take samples back from pydub."""
    array = np.frombuffer(segment.raw_data, "<i4").reshape(-1, channels)
    return (array * (HEADROOM / FULL_SCALE)).astype(np.float32)
