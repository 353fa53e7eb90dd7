"""What every command needs: the show's folder, the language, and where to print."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from podcaster.cli.printing import Printer
from podcaster.errors import UsageError
from podcaster.model.findings import Place
from podcaster.model.message import Gettext, message
from podcaster.words import translator

if TYPE_CHECKING:
    from podcaster.workspace import Workspace


@dataclass(frozen=True)
class Session:
    """One run of the program.

    Attributes:
        language: `de` or `en`.
        folder: The show's folder as the person named it, or None: then it is searched upwards.
    """

    language: str = "en"
    folder: Path | None = None

    @property
    def gettext(self) -> Gettext:
        """Says an English text in the language of this run."""
        return translator(self.language, "podcaster")

    @property
    def printer(self) -> Printer:
        """Where results and words go."""
        return Printer(self.gettext)

    @property
    def show(self) -> Path:
        """The nearest folder that holds a publish.yaml, from the one named (or this) upwards."""
        named = Path.cwd() if self.folder is None else self.folder
        if (named / "publish.yaml").exists() or not named.is_dir():
            return named
        here = named.absolute()
        shows = (path for path in here.resolve().parents if (path / "publish.yaml").is_file())
        return next(shows, named)

    def within(self, folder: Path | None) -> Session:
        """Return the same for the show in `folder`."""
        return replace(self, folder=folder)

    def found_show(self) -> Path:
        """Return the show's folder.

        Raises:
            UsageError: If there is no show.
        """
        if (self.show / "publish.yaml").exists():
            return self.show
        hint = message("go to a show's folder, name it with `-C DIR`, or `podcaster init DIR`")
        if (self.show / "publish.yml").exists():
            hint = message("rename `{found}` to `{name}`", found="publish.yml", name="publish.yaml")
        raise UsageError(
            message("there is no show: `publish.yaml` is missing"),
            place=Place(str(self.show)),
            hint=hint,
        )

    def workspace(self) -> Workspace:
        """Open the show's workspace, with progress bars for a terminal.

        Raises:
            UsageError: If there is no show.
        """
        from podcaster.cli.progress import progress_bars  # noqa: PLC0415 - rooms load when used
        from podcaster.opening import open_workspace  # noqa: PLC0415 - so help stays quick

        return open_workspace(self.found_show(), progress_bars())


def session_of(ctx: click.Context) -> Session:
    """Return the session of a click context; a plain one where there is none yet."""
    return ctx.find_object(Session) or Session()
