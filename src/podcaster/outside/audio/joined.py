"""MP3s put end to end, as `cat` does: the tags of all but the first stand among the sound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any, Final

from av.packet import Packet

from podcaster.outside.audio import mpeg

#: How a tag begins (ID3v2).
TAG: Final = b"ID3"


def without_tags(packets: Iterable[Packet[Any]]) -> Iterator[Packet[Any]]:
    """Yield packets of MP3 without the tags among them, in whatever pieces they come.

    The decoder takes a tag for damage, together with the sound in the same packet.
    """
    left = 0
    for packet in packets:
        if not left and bytes(memoryview(packet)[:3]) == TAG:
            left = mpeg.tag_bytes(BytesIO(packet))
        if not left:
            yield packet
            continue
        skipped = min(left, packet.size)
        left -= skipped
        if packet.size > skipped:
            yield Packet(bytes(packet)[skipped:])
