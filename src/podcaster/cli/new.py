"""`podcaster new`: a new episode."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import click

from podcaster.cli.frame import Command
from podcaster.cli.options import file_type
from podcaster.cli.session import Session
from podcaster.model.message import message

if TYPE_CHECKING:
    from podcaster.model.draft import Draft, EpisodeDraft, NewsDraft
    from podcaster.scaffold import NewEpisode
    from podcaster.workspace import Workspace


@click.command(
    cls=Command,
    examples=(
        ("podcaster new erste-folge", "a draft to be filled"),
        (
            'podcaster new 012-nacht --title "Nacht: Wer wacht?" --audio talk.wav',
            "with a recording",
        ),
        ("podcaster new trailer --audio trailer.wav --publish", "ready to go out now"),
    ),
)
@click.argument("slug", help="Name of its folder and stem of its addresses: a-z, 0-9 and hyphens.")
@click.option("--title", metavar="T", help="Its title; default: from the slug.")
@click.option("--audio", metavar="FILE", type=file_type, help="The recording; it is copied.")
@click.option("--publish", is_flag=True, help="Let it go out with the next publish.")
@click.pass_obj
def new(session: Session, slug: str, title: str | None, audio: Path | None, publish: bool) -> None:
    """Make the folder of a new episode.

    Its GUID is minted here and never changes. It is a draft and stays at home until its
    episode.yaml says published, unless you say so at once.
    """
    from podcaster.load import load  # noqa: PLC0415 - rooms load when used
    from podcaster.scaffold import (  # noqa: PLC0415 - as above
        NewEpisode,
        checked_slug,
        checked_title,
        create_episode,
        readable,
    )

    workspace = session.workspace()
    named = checked_slug(slug)
    draft = load(workspace.folder, workspace)
    season, number = _place_in_show(draft, named)
    episode = NewEpisode(
        slug=named,
        guid=uuid4(),
        title=checked_title(title or readable(named)),
        published_at=workspace.now.astimezone(),
        language=session.language,
        audio=_probed(workspace, audio) if audio else None,
        published=publish,
        season=season,
        number=number,
    )
    folder = create_episode(workspace.folder, episode)
    _remember(workspace, draft)
    _print(session, folder, episode)


def _print(session: Session, folder: Path, episode: NewEpisode) -> None:
    """Print where it is and what comes next."""
    session.printer.result([str(folder)])
    if episode.published:
        session.printer.next_step(
            message("`podcaster check {slug}`, then `podcaster build`", slug=episode.slug)
        )
    else:
        session.printer.next_step(
            message("put your words into `{file}` and `notes.md`", file=folder / "episode.yaml")
        )


def _remember(workspace: Workspace, draft: Draft) -> None:
    """Begin the show's memory, if there is none and surely nothing was out before."""
    from podcaster.deliver import begin, has_ledger  # noqa: PLC0415 - rooms load when used

    items: tuple[EpisodeDraft | NewsDraft, ...] = (*draft.episodes, *draft.news)
    out = any(each.written.status == "published" for each in items)
    unreadable = any(finding.stops for finding in draft.findings)
    if not (out or unreadable or has_ledger(workspace)):
        begin(workspace)


def _place_in_show(draft: Draft, slug: str) -> tuple[int | None, int | None]:
    """Return season and number that come next."""
    from podcaster.scaffold import next_number  # noqa: PLC0415 - so help stays quick

    known = ((episode.written.season, episode.written.number) for episode in draft.episodes)
    return next_number(slug, known, numbered=draft.settings.show.type == "serial")


def _probed(workspace: Workspace, audio: Path) -> Path:
    """Return the recording, seen from here or from the show, if it holds audio."""
    inside = workspace.folder / audio
    found = inside if inside.exists() and not audio.exists() else audio
    workspace.audio.probe(found)
    return found
