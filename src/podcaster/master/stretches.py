"""AAC and Opus: stretches of a programme encoded side by side, joined where neighbours agree.

Where a stretch begins depends on the programme only, so the file is the same however many encoders
are at work. Each runs on past the end of its stretch until what it makes and what the next makes
are alike; how far that is from one encoder alone stands in docs/decisions/0026.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from operator import eq
from pathlib import Path
from typing import Final

from podcaster.doors.audio import AudioDoor, Packet, PacketEncoder
from podcaster.master.sound import Sound
from podcaster.master.workers import Job, processors, side_by_side
from podcaster.model.audio import AudioFormat, Encoding

#: AAC: what the first bits of a packet say (kind, number, then as here), and how many there are.
PAIR: Final = 0b001
COMMON_WINDOW_AT: Final = 7
PAIR_WINDOW_AT: Final = 9
ONE_WINDOW_AT: Final = 16
HEAD_BYTES: Final = 3


@dataclass(frozen=True)
class Joint:
    """When one encoder may follow another.

    Attributes:
        frames: Frames of a packet.
        stretch: Packets of a stretch.
        settled: Packets that an encoder needs until nothing tells that it has just begun.
        run: So many packets in a row must be alike.
        reach: Packets past the end of its stretch that an encoder makes in any case.
        alike: Compares packets of both for the same samples.
    """

    frames: int
    stretch: int
    settled: int
    run: int
    reach: int
    alike: Callable[[bytes, bytes], bool]


def write_packets(
    sound: Sound,
    encoding: Encoding,
    path: Path,
    door: AudioDoor,
    meanwhile: Callable[[], None] = lambda: None,
    workers: int | None = None,
) -> None:
    """Encode a sound to `path`, which is replaced.

    Args:
        sound: Its channels are those of `encoding`.
        encoding: AAC or Opus; complete, no None.
        path: The file.
        door: Encodes.
        meanwhile: Is called now and then in this thread.
        workers: How many encoders are at work at the same time; None: as many as there are
            processors. A sound that can only be read from its beginning keeps one at work.

    Raises:
        AudioError: If the encoder refuses.
        OSError: If the file can't be written.
    """
    joint = JOINTS[encoding.format]
    threads = workers or processors()
    runs: deque[_Run] = deque()

    def jobs() -> Iterator[Job[list[Packet]]]:
        for start, stop in _spans(sound.frames, joint):
            runs.append(_Run(sound, door.encoder(sound.rate_hz, encoding, start), start, stop))
            yield runs[-1].work

    with side_by_side(
        jobs(), workers=threads, in_flight=threads + 1, meanwhile=meanwhile
    ) as results:
        found = ((runs.popleft(), chain.from_iterable(made)) for made in results)
        door.mux(_joined(found, joint), sound.rate_hz, encoding, path)


def _spans(frames: int | None, joint: Joint) -> Iterator[tuple[int, int | None]]:
    """Yield the first frame of each stretch, and where its encoder stops; None: at the end."""
    if frames is None:
        yield 0, None
        return
    length, reach = joint.stretch * joint.frames, joint.reach * joint.frames
    for start in range(0, max(1, frames), length):
        stop = start + length + reach
        yield start, stop if stop < frames else None
        if stop >= frames:
            return


@dataclass(frozen=True)
class _Run:
    """A stretch and who encodes it.

    Attributes:
        sound: The programme.
        encoder: Begins at `start`.
        start: The first frame.
        stop: Where the encoder stops unless it is asked to go on; None: with the programme.
    """

    sound: Sound
    encoder: PacketEncoder
    start: int
    stop: int | None

    def work(self) -> Iterator[list[Packet]]:
        """Encode the stretch, block by block."""
        return self._encoded(self.start, self.stop)

    def gone_on(self) -> Iterator[Packet]:
        """Yield what follows, made while it is asked for."""
        if self.stop is not None:
            yield from chain.from_iterable(self._encoded(self.stop, None))

    def _encoded(self, start: int, stop: int | None) -> Iterator[list[Packet]]:
        for block in self.sound.read(start, stop):
            yield list(self.encoder.encode(block))
        if stop is None:
            yield list(self.encoder.flush())


def _joined(runs: Iterable[tuple[_Run, Iterator[Packet]]], joint: Joint) -> Iterator[Packet]:
    """Yield the packets of one stretch after the other."""
    current: Iterator[Packet] = iter(())
    for number, (run, packets) in enumerate(runs):
        if number and not (yield from _until_alike(current, packets, joint)):
            continue
        current = chain(packets, run.gone_on())
    yield from current


def _until_alike(
    current: Iterator[Packet], coming: Iterator[Packet], joint: Joint
) -> Generator[Packet, None, bool]:
    """Yield `current` up to where `coming` may follow; return whether there is such a place.

    Both have then been taken up to it; if there is none, `coming` is used up.
    """
    first = other = next(coming, None)
    run = 0
    while first and other:
        packet = next(current)
        yield packet
        while other and other.start < packet.start:
            other = next(coming, None)
        if not other or other.start > packet.start:
            continue
        settled = other.start >= first.start + joint.settled * joint.frames
        run = run + 1 if settled and joint.alike(packet.data, other.data) else 0
        if run == joint.run:
            return True
        other = next(coming, None)
    return False


def _both_long(one: bytes, other: bytes) -> bool:
    """Tell whether two AAC packets have the same long window, so that either may follow."""
    shape = _long_shape(one)
    return shape is not None and shape == _long_shape(other)


def _long_shape(packet: bytes) -> int | None:
    """Return the shape of an AAC packet's window; None if it is no long one, or one of two.

    Source:
        ISO/IEC 14496-3, table 4.4 and on: `single_channel_element`, `channel_pair_element`,
        `ics_info`.
    """
    bits = f"{int.from_bytes(packet[:HEAD_BYTES], 'big'):0{8 * HEAD_BYTES}b}"
    pair = int(bits[:3], 2) == PAIR
    if pair and bits[COMMON_WINDOW_AT] == "0":
        return None
    at = PAIR_WINDOW_AT if pair else ONE_WINDOW_AT
    return int(bits[at + 2]) if bits[at : at + 2] == "00" else None


#: A decoder keeps nothing of what came before 24 packets of Opus that would change a sample; an AAC
#: encoder is as good after fifteen seconds as one that began with the programme (both measured).
JOINTS: Final = {
    AudioFormat.OPUS: Joint(960, 6_000, settled=100, run=24, reach=250, alike=eq),
    AudioFormat.M4A: Joint(1024, 12_000, settled=700, run=2, reach=720, alike=_both_long),
}
