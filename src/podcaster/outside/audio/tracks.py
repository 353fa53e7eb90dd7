"""How far the tracks of a film go, where only the film as a whole says how long it is.

Pictures may go on behind the sound, or begin before it; only where all of them end too early, the
file was cut off.
"""

from __future__ import annotations

from typing import Final

from av.audio.stream import AudioStream
from av.container import InputContainer

#: Containers that tell one length of all their tracks.
OF_ALL: Final = ("matroska", "asf")


def missing_s(
    container: InputContainer, sound: AudioStream, found_s: float, said_s: float
) -> float:
    """Return how much of the sound is not there (seconds): lost on the way, or cut off.

    Args:
        container: Just opened.
        sound: Its track that was decoded.
        found_s: How long that turned out to be (seconds).
        said_s: How long the container says it is (seconds).
    """
    starts, ends = _extents(container)
    if sound.index not in ends:
        return said_s - found_s
    lost_s = ends[sound.index] - starts[sound.index] - found_s
    return max(lost_s, said_s - max(ends.values()))


def _extents(container: InputContainer) -> tuple[dict[int, float], dict[int, float]]:
    """Return when each track begins and when it ends (seconds), by its number."""
    starts: dict[int, float] = {}
    ends: dict[int, float] = {}
    for packet in container.demux():
        if packet.pts is None or packet.time_base is None:
            continue
        number, start_s = packet.stream_index, float(packet.pts * packet.time_base)
        end_s = start_s + float((packet.duration or 0) * packet.time_base)
        starts[number] = min(start_s, starts.get(number, start_s))
        ends[number] = max(end_s, ends.get(number, end_s))
    return starts, ends
