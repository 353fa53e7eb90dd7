"""Is there music under speech? The gaps between words tell: they have tones, or a rhythm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from podcaster.master.meter.loudness import Energies
from podcaster.master.treatment.gain_curve import TICK_S
from podcaster.master.treatment.voices import Run, Scene, Ticks, runs

#: A gap lies between words, rather than between parts of a programme; its ends are still words.
GAP_S: Final = (0.3, 3.0)
EDGE_S: Final = 0.1
#: Gaps so near to a moment tell of it.
NEAR_S: Final = 20.0
#: Music is heard in most gaps, but it rests in some.
HEARD: Final = 0.75
#: Noise of rooms, fans, streets, mains and people has fewer tones in its gaps, and moves less than
#: this around its echo, which falls evenly. Over 35 beds of songs, jazz and drums 20 LU softer
#: than five voices, 95 % of what is said is known by them; in rooms, 2 % is taken for it.
TONES_DB: Final = 4.2
MOVES_DB: Final = 1.25
#: A beat is looked at in moments of so much.
MOMENT_S: Final = 0.05
#: What is further below the voice may move with it: nobody hears it (LU).
BELOW_LU: Final = 26.0


@dataclass(frozen=True)
class _Gap:
    """What is heard between two words.

    Attributes:
        at: Its middle (ticks).
        tones_db: How far tones stand out.
        moves_db: How far its level goes up and down.
        lufs: How loud it is.
    """

    at: float
    tones_db: float
    moves_db: float
    lufs: float


def over_music(seen: Scene, pieces: list[Run], levels_lufs: Energies) -> Ticks:
    """Tell for each piece of speech whether there is music under it.

    Args:
        seen: What happens in the recording.
        pieces: Stretches of speech.
        levels_lufs: How loud somebody speaks in each.
    """
    gaps = [_gap(seen, gap) for gap in runs(~seen.speech) if _tells(gap)]
    at, tones, moves, louds = np.array(
        [(gap.at, gap.tones_db, gap.moves_db, gap.lufs) for gap in gaps]
    ).reshape(-1, 4).T  # fmt: skip
    found = np.zeros(len(pieces), bool)
    for number, (piece, level) in enumerate(zip(pieces, levels_lufs, strict=True)):
        near = np.abs(at - (piece.start + piece.stop) / 2) * TICK_S < NEAR_S
        if near.any():
            audible = np.quantile(louds[near], HEARD) > level - BELOW_LU
            tonal = np.quantile(tones[near], HEARD) > TONES_DB
            found[number] = audible and (tonal or np.median(moves[near]) > MOVES_DB)
    return found


def _tells(gap: Run) -> bool:
    """Whether a gap lies between words."""
    least, most = GAP_S
    return least <= gap.ticks * TICK_S <= most


def _gap(seen: Scene, gap: Run) -> _Gap:
    """Listen to a gap."""
    edge = round(EDGE_S / TICK_S)
    part = slice(gap.start + edge, gap.stop - edge)
    return _Gap(
        (gap.start + gap.stop) / 2,
        float(np.median(seen.tones_db[part])),
        _moves_db(seen.moments_lufs[part]),
        float(np.median(seen.levels_lufs[part])),
    )


def _moves_db(moments_lufs: Energies) -> float:
    """Return how far loudness goes up and down around a straight line."""
    width = min(len(moments_lufs), round(MOMENT_S / TICK_S))
    levels = 10 * np.log10(np.convolve(10 ** (moments_lufs / 10), np.ones(width) / width, "valid"))
    at = np.arange(len(levels)) - (len(levels) - 1) / 2
    slope = (at * levels).sum() / max(float((at**2).sum()), 1.0)
    return float(np.std(levels - slope * at))
