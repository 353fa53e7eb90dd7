"""The same show, as each directory sees it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.shows import a_show, a_workspace, an_episode

from podcaster.check import find
from podcaster.load import load
from podcaster.model.codes import CODES
from podcaster.model.findings import Severity
from podcaster.model.profiles import DEMANDS, PROFILES, Profile, level


def _seen(show: Path, profile: Profile) -> dict[str, Severity]:
    return {row.code: row.severity for row in find(load(show, a_workspace(show)), profile)}


@pytest.fixture
def show(tmp_path: Path) -> Path:
    """A show with a sign in its copyright, an unknown key, no transcript, and bad links."""
    audio = {"url": "https://ton.test/eins.ogg", "type": "audio/ogg", "bytes": 9, "duration_s": 20}
    folder = a_show(
        tmp_path,
        show={"copyright": "© 2026 Forum"},
        episode={"audio": audio, "number": 1},
        files={"episodes/leer/notes.md": "x"},
    )
    (folder / "episodes/eins/raw.wav").unlink()
    (folder / "episodes/eins/transcript.vtt").unlink()
    return folder


def test_a_directory_sees_what_it_asks_for_as_strictly_as_it_does(show: Path) -> None:
    assert _seen(show, "all") == dict.fromkeys(
        ("PC211", "PC311", "PC412", "PC615"), Severity.WARNING
    )
    assert _seen(show, "apple") == {
        "PC311": Severity.WARNING,
        "PC412": Severity.ERROR,
        "PC615": Severity.WARNING,
    }
    assert _seen(show, "psp1") == dict.fromkeys(("PC211", "PC311", "PC615"), Severity.WARNING)


def test_nothing_in_a_draft_is_an_error_for_anybody(tmp_path: Path) -> None:
    show = a_show(tmp_path)
    an_episode(show, "entwurf", title="E", status="draft", summary="Ü" * 2001)

    for profile in PROFILES:
        assert _seen(show, profile)["PC308"] is Severity.WARNING


def test_profiles_speak_of_codes_that_exist() -> None:
    for demands in DEMANDS.values():
        assert demands.keys() <= CODES.keys()


@pytest.mark.parametrize("profile", PROFILES)
def test_what_only_this_program_asks_for_counts_for_everybody(profile: Profile) -> None:
    for code in ("PC103", "PC302", "PC711", "PC903"):
        assert level(code, profile, CODES[code].severity) is CODES[code].severity
