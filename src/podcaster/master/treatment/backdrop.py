"""Is there music under speech? The gaps between words tell: they have tones, or a rhythm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from podcaster.master.meter.loudness import Energies
from podcaster.master.treatment.gain_curve import TICK_S, Track
from podcaster.master.treatment.voices import Run, Scene, Ticks, runs

#: A gap lies between words, rather than between parts of a programme; its ends are still words.
GAP_S: Final = (0.3, 3.0)
EDGE_S: Final = 0.1
#: Gaps so near to a moment tell of it.
NEAR_S: Final = 20.0
#: Music is heard in most gaps, but it rests in some.
HEARD: Final = 0.75
#: Noise of rooms, fans, streets, mains and people has fewer tones in its gaps, and moves less than
#: this around its echo, which falls evenly. Breaths and what is left of words move as music does,
#: but a room is as soft as ever in between: half of the gaps have about the same softest moments.
TONES_DB: Final = 4.1
MOVES_DB: Final = 1.25
WANDERS_LU: Final = 0.7
SOFTEST: Final = 0.1
HALF: Final = (0.25, 0.75)
#: A beat is looked at in moments of so much.
MOMENT_S: Final = 0.05
#: What is further below the voice may move with it: nobody hears it (LU).
BELOW_LU: Final = 33.0


@dataclass(frozen=True)
class _Gap:
    """What is heard between two words.

    Attributes:
        at: Its middle (ticks).
        tones_db: How far tones stand out.
        moves_db: How far its level goes up and down.
        lufs: How loud it is.
        softest_lufs: How loud it is in its softest moments.
    """

    at: float
    tones_db: float
    moves_db: float
    lufs: float
    softest_lufs: float


def over_music(seen: Scene, pieces: list[Run], levels_lufs: Energies) -> Ticks:
    """Tell for each piece of speech whether there is music under it.

    Args:
        seen: What happens in the recording.
        pieces: Stretches of speech.
        levels_lufs: How loud somebody speaks in each.
    """
    gaps = [_gap(seen, gap) for gap in runs(~seen.speech) if _tells(gap)]
    at = np.array([gap.at for gap in gaps])
    found = np.zeros(len(pieces), bool)
    for number, (piece, level) in enumerate(zip(pieces, levels_lufs, strict=True)):
        near = np.flatnonzero(np.abs(at - (piece.start + piece.stop) / 2) * TICK_S < NEAR_S)
        found[number] = len(near) and _is_music([gaps[one] for one in near], level)
    return found


def _is_music(gaps: Sequence[_Gap], speech_lufs: float) -> bool:
    """Whether there is music in most of these gaps that is to be heard under speech."""
    audible = np.quantile([gap.lufs for gap in gaps], HEARD) > speech_lufs - BELOW_LU
    tonal = np.quantile([gap.tones_db for gap in gaps], HEARD) > TONES_DB
    moving = np.median([gap.moves_db for gap in gaps]) > MOVES_DB
    wandering = np.ptp(np.quantile([gap.softest_lufs for gap in gaps], HALF)) > WANDERS_LU
    return bool(audible and (tonal or (moving and wandering)))


def _tells(gap: Run) -> bool:
    """Whether a gap lies between words."""
    least, most = GAP_S
    return least <= gap.ticks * TICK_S <= most


def _gap(seen: Scene, gap: Run) -> _Gap:
    """Listen to a gap."""
    edge = round(EDGE_S / TICK_S)
    part = slice(gap.start + edge, gap.stop - edge)
    levels = _evened(seen.moments_lufs[part])
    return _Gap(
        (gap.start + gap.stop) / 2,
        float(np.median(seen.tones_db[part])),
        _moves_db(levels),
        float(np.median(seen.levels_lufs[part])),
        float(np.quantile(levels, SOFTEST)),
    )


def _evened(moments_lufs: Track) -> Energies:
    """Return loudness in longer moments."""
    width = min(len(moments_lufs), round(MOMENT_S / TICK_S))
    return 10 * np.log10(np.convolve(10 ** (moments_lufs / 10), np.ones(width) / width, "valid"))


def _moves_db(levels_lufs: Energies) -> float:
    """Return how far loudness goes up and down around a straight line."""
    at = np.arange(len(levels_lufs)) - (len(levels_lufs) - 1) / 2
    slope = (at * levels_lufs).sum() / max(float((at**2).sum()), 1.0)
    return float(np.std(levels_lufs - slope * at))
