"""Read a whole file with the meters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from podcaster.doors import AudioDoor, Progress, Samples, silent_progress
from podcaster.master.blocks import ahead
from podcaster.master.loudness import Energies, LoudnessMeter, integrated_lufs, loudness_range_lu
from podcaster.master.passes import told
from podcaster.master.true_peak import PeakMeter
from podcaster.model.audio import AudioFacts, Measurement


@dataclass(frozen=True)
class Reading:
    """What the meters say about a stream.

    Attributes:
        frames: How many there were.
        powers: Weighted mean square of every 100 ms; all loudness follows from it.
        true_peak_dbtp: Highest true peak; None for digital silence.
    """

    frames: int
    powers: Energies
    true_peak_dbtp: float | None

    @property
    def integrated_lufs(self) -> float | None:
        """Integrated loudness as played; None for silence."""
        return integrated_lufs(self.powers)

    def measurement(self, file: str, facts: AudioFacts) -> Measurement:
        """Put it into words: the reading of `file`, whose header says `facts`."""
        return Measurement(
            file=file,
            duration_s=self.frames / facts.sample_rate_hz,
            integrated_lufs=self.integrated_lufs,
            loudness_range_lu=loudness_range_lu(self.powers),
            true_peak_dbtp=self.true_peak_dbtp,
            sample_rate_hz=facts.sample_rate_hz,
            channels=facts.channels,
            codec=facts.codec,
        )


def measure(path: Path, door: AudioDoor, progress: Progress = silent_progress) -> Measurement:
    """Measure the audio file `path`, decoded to its last sample, in its own layout.

    Args:
        path: The file; named in the reading as given.
        door: Decodes it.
        progress: Is told the seconds done.

    Raises:
        AudioError: If it can't be decoded, or ends before its header says.
        FolderError: If it can't be read.
    """
    facts = door.probe(path)
    reading = read_meters(door.read(path), facts, progress)
    return reading.measurement(str(path), facts)


def read_meters(
    blocks: Iterable[Samples], facts: AudioFacts, progress: Progress = silent_progress
) -> Reading:
    """Measure a stream.

    Args:
        blocks: float32, shape (frames, channels).
        facts: Rate, channels and, for `progress`, length of the stream.
        progress: Is told the seconds done.
    """
    loudness = LoudnessMeter(facts.sample_rate_hz, facts.channels)
    peak = PeakMeter(facts.channels)
    frames = 0
    for block in told(ahead(blocks), facts, progress):
        loudness.add(block)
        peak.add(block)
        frames += len(block)
    return Reading(frames, loudness.segment_powers(), peak.finish_dbtp())
