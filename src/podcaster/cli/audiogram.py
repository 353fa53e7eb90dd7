"""`podcaster audiogram`: quotable pieces of an episode as films for social networks."""

from __future__ import annotations

from pathlib import Path

import click

from podcaster.cli.frame import Command
from podcaster.cli.options import complete_slugs, file_type, json_option
from podcaster.cli.session import Session
from podcaster.model.message import message


@click.command(
    cls=Command,
    examples=(
        ("podcaster audiogram 003-nachtleben", "a film of each soundbite, square and wide"),
        ("podcaster audiogram 003-nachtleben -o films", "into another folder"),
    ),
)
@click.argument("slug", shell_complete=complete_slugs, help="The episode.")
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    type=file_type,
    help="Where to; default: outbox/audiograms of the show.",
)
@json_option
@click.pass_obj
def audiogram(session: Session, slug: str, output: Path | None, as_json: bool) -> None:
    """Make films of an episode's soundbites: artwork, title, waveform, captions.

    Each piece comes as MP4 in two shapes: square (1080 by 1080) and wide (1280 by 720). The
    captions are burnt in, from the transcript. What was made before is taken as it is.
    """
    from podcaster.pipeline import audiograms  # noqa: PLC0415 - rooms load when used

    workspace = session.workspace()
    folder = (output or workspace.folder / "outbox" / "audiograms").resolve()
    files = audiograms(workspace, slug, folder)
    if as_json:
        session.printer.data([{"file": str(path)} for path in files])
        return
    session.printer.result(map(str, files))
    session.printer.next_step(message("watch them, then put them where people are"))
