"""`--report` of `podcaster master`: what was done, as a page or as JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from podcaster.cli.reports import Row, finding_rows, mastered_row
from podcaster.errors import FolderError, UsageError, not_written
from podcaster.model.findings import Place
from podcaster.model.message import message

if TYPE_CHECKING:
    from podcaster.cli.session import Session
    from podcaster.model.audio import MasteredFile, Target
    from podcaster.model.mastered_sound import Account
    from podcaster.model.release import Release


#: By these a report of ours is known; nobody else's file has all of them.
OURS: Final = frozenset({"version", "target", "gain_db", "course", "treatment"})


def require_reports(reports: Sequence[Path], others: Sequence[Path]) -> None:
    """Refuse reports that could not be written, before anything is mastered.

    Args:
        reports: Where they should go.
        others: Files that must not be overwritten.

    Raises:
        UsageError: If a name has another ending, is a folder, or belongs to another file.
    """
    taken = {os.path.realpath(path) for path in others}
    for report in reports:
        if report.suffix.lower() not in {".html", ".json"} or report.is_dir():
            raise UsageError(
                message("can't be a report"),
                place=Place(str(report)),
                hint=message("let it end in `.html` for a page or in `.json` for programs"),
            )
        if os.path.realpath(report) in taken:
            raise UsageError(
                message("would be written over by another file of this command"),
                place=Place(str(report)),
                hint=message("choose another name for the report"),
            )
        taken.add(os.path.realpath(report))


def write_reports(session: Session, reports: Sequence[Path], account: Account) -> None:
    """Write each report whole or not at all.

    Raises:
        FolderError: If one can't be written.
    """
    if not reports:
        return
    from podcaster.scaffold.folders import replace_file  # noqa: PLC0415 - rooms load when used

    for report in reports:
        page = report.suffix.lower() == ".html"
        text = (_page if page else _json)(session, account)
        replace_file(report, text.encode())


def write_show_reports(session: Session, release: Release, folder: Path) -> None:
    """Write a page and JSON for each episode that was mastered here; those of others go.

    Raises:
        FolderError: If one can't be written or taken away.
    """
    from podcaster.master.condition.doubts import doubts  # noqa: PLC0415 - rooms load when used
    from podcaster.model.mastered_sound import Account  # noqa: PLC0415 - as above

    target, told = release.mastered.settings.audio.goal, set[str]()
    for episode in release.mastered.episodes:
        sound = episode.sound
        if sound is None or sound.file.course is None:
            continue
        before = sound.file.before
        found = tuple(doubts(before.condition, before.duration_s, Place(before.file)))
        names = [folder / f"{episode.draft.slug}.{kind}" for kind in ("html", "json")]
        write_reports(session, names, Account(episode.draft.written.title, sound, target, found))
        told.add(episode.draft.slug)
    _take_away(folder, told)


def _take_away(folder: Path, told: Collection[str]) -> None:
    """Take away the reports of episodes that are no longer there; what else lies there stays.

    Raises:
        FolderError: If the system refuses.
    """
    for data in folder.glob("*.json"):
        if data.stem in told or not _is_report(data):
            continue
        try:
            data.with_suffix(".html").unlink(missing_ok=True)
            data.unlink()
        except OSError as cause:
            raise FolderError(not_written(cause), place=Place(str(data))) from cause


def _is_report(path: Path) -> bool:
    """Tell whether we wrote this."""
    try:
        row = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(row, dict) and row.keys() >= OURS


def _page(session: Session, account: Account) -> str:
    from podcaster.render.report import report_page  # noqa: PLC0415 - as above

    return report_page(account, session.gettext, session.language)


def _json(session: Session, account: Account) -> str:
    work = account.sound.work
    row = report_row(account.sound.file, account.target) | {
        "treatment": asdict(work) if work else None,
        "warnings": finding_rows(account.found, session.gettext),
    }
    return f"{json.dumps(row, ensure_ascii=False)}\n"


def report_row(mastered: MasteredFile, target: Target) -> Row:
    """Return the report for programs; how long it took is left out, as it differs every time."""
    assert mastered.course is not None  # noqa: S101 - it was asked for
    row = mastered_row(mastered)
    del row["wall_s"]
    return row | {
        "version": 1,
        "target": {"lufs": target.integrated_lufs, "ceiling_dbtp": target.ceiling_dbtp},
        "format": mastered.format.value,
        "size_bytes": mastered.path.stat().st_size,
        "course": asdict(mastered.course),
    }
