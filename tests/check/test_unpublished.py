"""A preview shows what is not out yet, as far as it can be shown."""

from __future__ import annotations

from pathlib import Path

from tests.shows import a_show, a_workspace, an_episode

from podcaster.check import check, with_unpublished
from podcaster.load import load


def _shown(folder: Path) -> list[str]:
    draft = load(folder, a_workspace(folder))
    checked = check(draft, draft.settings)
    assert [one.slug for one in checked.episodes] == ["eins"]
    return [one.slug for one in with_unpublished(checked).episodes]


def test_what_is_scheduled_and_drafts_are_there_newest_first(tmp_path: Path) -> None:
    folder = a_show(tmp_path)
    an_episode(folder, "entwurf", title="E", status="draft")
    an_episode(folder, "spaeter", title="S", published_at="2031-03-04T06:00:00+01:00")

    shown = _shown(folder)

    assert shown[0] == "spaeter"
    assert set(shown) == {"eins", "entwurf", "spaeter"}


def test_a_draft_without_audio_stays_away(tmp_path: Path) -> None:
    folder = a_show(tmp_path)
    unfinished = an_episode(folder, "entwurf", title="E", status="draft")
    for recording in unfinished.glob("*.wav"):
        recording.unlink()

    assert _shown(folder) == ["eins"]


def test_a_draft_with_errors_stays_away(tmp_path: Path) -> None:
    folder = a_show(tmp_path)
    an_episode(folder, "entwurf", title="E", status="draft", grants=["gibt-es-nicht"])

    assert _shown(folder) == ["eins"]
