"""What a meter notes of the state a recording is in, beside its loudness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

#: From here on (dB), what nobody hears is above the ceiling before the rest is at its target.
RUMBLES_DB: Final = 12.0


@dataclass(frozen=True)
class Condition:
    """The state of a recording; what of it deserves a warning is decided elsewhere.

    Attributes:
        flat_peaks: How often several samples in a row stay at the highest value around.
        flat_peaks_from_s: Where that happens first.
        levels_db: K-weighted level of each channel (dB of full scale).
        offsets: Mean of each channel, from a second of every six; 1.0 is full scale.
        reversed_s: How long the two channels nearly cancel each other where they are added, in
            steps of about six seconds.
        silence_s: Length of the longest silence.
        silence_from_s: Where that begins.
        hum_hz: Mains frequency of a hum that does not stop; 0.0 if there is none.
        hum_lu: Its level against the loudness of the whole.
        clicks: How often the wave jumps.
        clicks_from_s: Where it does so first.
        apart_lu: How far two groups of voices are apart; 0.0 if there are no two.
        rumble_db: How far its power is above what of it is heard; little in any voice or music.
    """

    flat_peaks: int = 0
    flat_peaks_from_s: float = 0.0
    levels_db: tuple[float, ...] = ()
    offsets: tuple[float, ...] = ()
    reversed_s: float = 0.0
    silence_s: float = 0.0
    silence_from_s: float = 0.0
    hum_hz: float = 0.0
    hum_lu: float = 0.0
    clicks: int = 0
    clicks_from_s: float = 0.0
    apart_lu: float = 0.0
    rumble_db: float = 0.0

    def with_faults_of(self, recordings: Sequence[Condition]) -> Condition:
        """Return the state of what was made of recordings, with what that hides but can't mend.

        Args:
            recordings: The state they were in; moments are told as they stand in them.
        """
        flat = max((self, *recordings), key=lambda one: one.flat_peaks)
        clicking = max((self, *recordings), key=lambda one: one.clicks)
        return replace(
            self,
            flat_peaks=flat.flat_peaks,
            flat_peaks_from_s=flat.flat_peaks_from_s,
            clicks=clicking.clicks,
            clicks_from_s=clicking.clicks_from_s,
            reversed_s=max(one.reversed_s for one in (self, *recordings)),
        )
