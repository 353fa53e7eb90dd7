"""`podcaster build`: the show as a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from podcaster.cli.frame import Command
from podcaster.cli.mastering_report import write_show_reports
from podcaster.cli.options import file_type, json_option
from podcaster.cli.remarks import remark
from podcaster.cli.reports import build_row
from podcaster.cli.session import Session
from podcaster.model.message import message

if TYPE_CHECKING:
    from podcaster.model.release import Release


@click.command(
    cls=Command,
    examples=(
        ("podcaster build", "into public/ of the show"),
        ("podcaster build -o /tmp/preview", "into another folder"),
    ),
)
@click.option(
    "-o", "--output", metavar="DIR", type=file_type, help="Where to; default: public/ of the show."
)
@json_option
@click.pass_obj
def build(session: Session, output: Path | None, as_json: bool) -> None:
    """Make mastered audio, feed, pages, news and posts, and write them into a folder.

    Drafts and episodes whose time has not come are left out. Only what changed is written;
    audio that was mastered before is taken as it is. What was done to the sound of each episode
    is told by a page in `.podcaster/reports/`.
    """
    from podcaster.pipeline import build as build_show  # noqa: PLC0415 - rooms load when used

    workspace = session.workspace()
    folder = (output or workspace.folder / "public").resolve()
    release, files = build_show(workspace, folder)
    remark(session.printer, release)
    write_show_reports(session, release, workspace.reports)
    if as_json:
        session.printer.data(build_row(release, folder, files.written, files.unchanged))
        return
    session.printer.result(_pages(release, folder))
    session.printer.note(
        message(
            "files written: {written}, unchanged: {unchanged}; "
            "episodes mastered: {mastered}, reused: {reused}",
            written=files.written,
            unchanged=files.unchanged,
            mastered=release.mastered.mastered,
            reused=release.mastered.reused,
        )
    )
    session.printer.next_step(
        message(
            "open `{page}` in a browser; `podcaster plan` says what would go out",
            page=folder / "index.html",
        )
    )


def _pages(release: Release, folder: Path) -> list[str]:
    """Return what a person opens: the feed, and a page per episode."""
    pages = [release.feed, "index.html", *(episode.page for episode in release.episodes)]
    return [str(folder / page) for page in pages]
