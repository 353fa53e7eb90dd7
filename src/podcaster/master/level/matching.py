"""Intro and outro as loud as the recording that they stand beside."""

from __future__ import annotations

from dataclasses import replace

from podcaster.master.meter.measure import NO_CHECK, read_meters
from podcaster.master.mix import Mix
from podcaster.master.sound import file_in
from podcaster.model.audio import Edge


def matched(mix: Mix, body_lufs: float | None) -> Mix:
    """Return the mix with its edges as much louder or softer as their levels ask for.

    Args:
        mix: A programme.
        body_lufs: Integrated loudness of its body, in the channels of the mix; None for silence:
            then nothing changes.

    Raises:
        AudioError: If an edge can't be decoded.
    """
    intro, outro = (
        _matched(edge, body_lufs, mix) for edge in (mix.programme.intro, mix.programme.outro)
    )
    return replace(mix, programme=replace(mix.programme, intro=intro, outro=outro))


def _matched(edge: Edge | None, body_lufs: float | None, mix: Mix) -> Edge | None:
    """Return an edge with the gain that brings it to its level; silence stays silence."""
    if edge is None or edge.level_lu is None or body_lufs is None:
        return edge
    facts = mix.door.probe(edge.file)
    sound = file_in(edge.file, facts, mix.door, mix.channels)
    lufs = read_meters(sound, facts, check=NO_CHECK).integrated_lufs
    gain_db = 0.0 if lufs is None else body_lufs + edge.level_lu - lufs
    return replace(edge, level_lu=None, gain_db=gain_db)
