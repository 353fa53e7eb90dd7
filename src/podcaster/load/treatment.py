"""What is done to a recording, from a file of its own: for `podcaster master`, outside any show."""

from __future__ import annotations

from pathlib import Path

from podcaster.errors import SettingsError
from podcaster.load.folder import LARGEST_YAML_BYTES, ShowFolder
from podcaster.load.written import Understood, understand
from podcaster.load.yaml_file import parse_yaml
from podcaster.model.findings import Place
from podcaster.model.message import message
from podcaster.model.treatment import TreatmentSettings
from podcaster.workspace import real_path


def load_treatment(path: Path) -> TreatmentSettings:
    """Read what stands below `treatment` in a show's `publish.yaml` from a file.

    Raises:
        SettingsError: If it can't be read or understood; it carries the findings.
    """
    understood = _understood(path)
    if understood.written is None:
        what = message("`{file}` can't be understood, so nothing was made", file=path)
        raise SettingsError(what, understood.findings)
    return understood.written


def _understood(path: Path) -> Understood[TreatmentSettings]:
    folder = ShowFolder(real_path(path.parent))
    text = folder.read_text(path.name, Place(str(path)), LARGEST_YAML_BYTES)
    if text is None:
        return Understood(None, tuple(folder.findings))
    return understand(TreatmentSettings, parse_yaml(str(path), text))
