"""The part of the audio door that changes sound before it is brought to its loudness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias

if TYPE_CHECKING:  # loads long, and only audio at work needs it
    import numpy as np
    from numpy.typing import NDArray

#: float32, shape (frames, channels), full scale = 1.0
Samples: TypeAlias = "NDArray[np.float32]"

#: A filter of FFmpeg and its options, such as ("highpass", "f=80").
Filter = tuple[str, str]

#: Voices are looked for at this rate, in steps of so many samples.
VOICE_RATE_HZ: Final = 16000
VOICE_STEP: Final = 512


@dataclass(frozen=True)
class Voice:
    """Where somebody speaks.

    Attributes:
        detector: What found it: `silero`, or `energy` where there is no wheel of Silero.
        shares: Likelihood (0 to 1) of a voice in each step of `VOICE_STEP` samples.
    """

    detector: str
    shares: NDArray[np.float32]


class TreatmentDoor(Protocol):
    """Filters of FFmpeg, Silero's ears, DeepFilterNet, and a place on disk for what they made."""

    def write(self, blocks: Iterable[Samples], rate_hz: int, channels: int, path: Path) -> None:
        """Write `blocks` as they are: WAV of 32-bit floats, as long as it takes.

        Raises:
            OSError: If the file can't be written.
        """
        ...

    def filtered(
        self, blocks: Iterable[Samples], rate_hz: int, channels: int, filters: Sequence[Filter]
    ) -> Iterator[Samples]:
        """Yield one or two channels as FFmpeg's filters change them, none of the frames late."""
        ...

    def voice(self, blocks: Iterable[Samples]) -> Voice:
        """Tell where somebody speaks in one channel at `VOICE_RATE_HZ`."""
        ...

    def denoised(self, blocks: Iterable[Samples]) -> Iterator[Samples]:
        """Yield one channel at 48 kHz with less noise, as DeepFilterNet hears it.

        Raises:
            UsageError: If it is not installed.
        """
        ...
