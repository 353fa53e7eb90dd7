"""`podcaster preview`: the show in a browser, as it would look, while somebody works on it."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

import click

from podcaster.cli.frame import Command
from podcaster.cli.session import Session
from podcaster.cli.words import error_blocks, say
from podcaster.errors import PodcasterError, UsageError
from podcaster.model.message import message

if TYPE_CHECKING:
    from podcaster.model.checked import Checked
    from podcaster.preview import Preview, Troubles


@dataclass
class _Work:
    """One show being worked on."""

    session: Session
    folder: Path
    preview: Preview
    seen: Any = field(default_factory=dict)

    def build_again(self) -> None:
        """Build if anything changed; what is wrong is said here and there, and the pages stay."""
        from podcaster.pipeline import build_unpublished  # noqa: PLC0415 - rooms load when used
        from podcaster.preview import changed_since  # noqa: PLC0415 - as above

        self.seen, changed = changed_since(self.seen, self.folder)
        if not changed:
            return
        try:
            build_unpublished(self.session.workspace(), self.preview.folder, self._show)
        except PodcasterError as error:
            self.session.printer.error(error)
            self.preview.failed(self._troubles(error))

    def _troubles(self, error: PodcasterError) -> Troubles:
        """Return for the browser what the terminal says, too."""
        from podcaster.preview import Troubles  # noqa: PLC0415 - rooms load when used

        title = message("your last change is not shown yet: please mend this first")
        gettext = self.session.gettext
        *findings, in_all = error_blocks(error, gettext)
        blocks = tuple(findings) or (in_all,)
        return Troubles(self.session.language, say(title, gettext), blocks)

    def _show(self, checked: Checked) -> None:
        """Let the pages load again."""
        self.preview.built(self._marks(checked))
        self.session.printer.note(message("built; the pages load again by themselves"))

    def _marks(self, checked: Checked) -> dict[str, str]:
        """Return slug -> what is written beside an episode that is not out."""
        drafts = (one for one in checked.draft.episodes if one.written.status == "draft")
        draft = say(message("Draft"), self.session.gettext)
        marks = {one.slug: draft for one in drafts}
        for one in checked.scheduled:
            moment = f"{one.written.published_at:%Y-%m-%d %H:%M}"
            planned = message("Planned for {moment}", moment=moment)
            marks[one.slug] = say(planned, self.session.gettext)
        return marks


@click.command(
    cls=Command,
    examples=(
        ("podcaster preview", "until Ctrl-C"),
        ("podcaster preview --open", "and open the browser"),
    ),
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Where on this machine; 0 takes any free port.",
)
@click.option("--open", "opens", is_flag=True, help="Open the browser.")
@click.pass_obj
def preview(session: Session, port: int, opens: bool) -> None:
    """Show the podcast in a browser, and show it anew after every change.

    Drafts and episodes whose time has not come are there, and marked. Only this machine can see
    it, and public/ is not touched.
    """
    from podcaster.preview import Preview  # noqa: PLC0415 - rooms load when used

    workspace = session.workspace()
    folder = workspace.state / "preview" / "site"
    folder.mkdir(parents=True, exist_ok=True)
    work = _Work(session, workspace.folder, Preview(folder))
    work.build_again()
    with _ctrl_c() as pressed, suppress(KeyboardInterrupt):
        _serve(work, port, pressed, opens=opens)
    session.printer.note(message("the preview has ended"))


@contextmanager
def _ctrl_c() -> Iterator[Event]:
    """Lend what Ctrl-C sets; it raises as well, but within a destructor that would be lost."""
    pressed = Event()

    def note_and_raise(_number: int, _frame: FrameType | None) -> NoReturn:
        pressed.set()
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, note_and_raise)
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, before)


def _serve(work: _Work, port: int, stopped: Event, *, opens: bool) -> None:
    """Serve until somebody presses Ctrl-C, and look at the folder all the while.

    Raises:
        UsageError: If the port can't be had.
    """
    from podcaster.pipeline import rebuilding  # noqa: PLC0415 - rooms load when used
    from podcaster.preview import saves, serve  # noqa: PLC0415 - rooms load when used

    with ExitStack() as stack:
        try:
            address = stack.enter_context(serve(work.preview, port))
        except OSError as error:
            raise UsageError(
                message("port {port} can't be had", port=port),
                hint=message("take another one: `--port 0` finds a free one"),
            ) from error
        work.session.printer.result([address])
        sys.stdout.flush()
        work.session.printer.note(message("Ctrl-C ends the preview"))
        if opens:
            click.launch(address)
        get_ready = stack.enter_context(rebuilding(work.folder))
        for _ in saves(work.folder, stopped):
            work.build_again()
            get_ready()
