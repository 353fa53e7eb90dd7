"""`podcaster check`: every finding about the show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from podcaster.cli.frame import Command
from podcaster.cli.options import OneOf, complete_slugs, json_option
from podcaster.cli.reports import finding_rows
from podcaster.cli.session import Session
from podcaster.cli.slugs import folders_of
from podcaster.cli.words import sum_of
from podcaster.errors import SettingsError
from podcaster.model.findings import Finding
from podcaster.model.message import message
from podcaster.model.profiles import PROFILES, Profile

if TYPE_CHECKING:
    from podcaster.workspace import Workspace


@click.command(
    cls=Command,
    examples=(
        ("podcaster check", "the whole show"),
        ("podcaster check erste-folge", "one episode"),
        ("podcaster check --profile apple", "only what Apple asks for, and as strictly"),
        ("podcaster check --json", "for a program"),
    ),
)
@click.argument(
    "slugs",
    metavar="[SLUG]...",
    nargs=-1,
    shell_complete=complete_slugs,
    help="Episodes or news; default: all, and the show itself.",
)
@click.option(
    "--profile",
    type=OneOf(*PROFILES),
    default="all",
    metavar="|".join(PROFILES),
    help="Whose demands count: of Apple, of PSP-1, or all that we know of (the default).",
)
@json_option
@click.pass_obj
def check(session: Session, slugs: tuple[str, ...], profile: Profile, as_json: bool) -> int:
    """Look the show over and say what is wrong, where, and what to do.

    Errors keep a show from being built (exit code 1); warnings are worth a look. `podcaster
    explain` tells more about a code.
    """
    try:
        findings = _found(session.workspace(), slugs, profile)
    except SettingsError as error:
        if not error.findings:
            raise
        findings = error.findings
    if as_json:
        session.printer.data(finding_rows(findings, session.gettext))
    else:
        session.printer.findings(findings, result=True)
        _sum_up(session, findings)
    return int(any(finding.stops for finding in findings))


def _found(workspace: Workspace, slugs: Sequence[str], profile: Profile) -> tuple[Finding, ...]:
    """Return the findings about the show, or about some of its episodes."""
    from podcaster.pipeline import find_all  # noqa: PLC0415 - rooms load when used

    folders = folders_of(workspace.folder, slugs)
    findings = find_all(workspace, profile)
    return tuple(
        finding
        for finding in findings
        if not folders or any(finding.place.file.startswith(folder) for folder in folders)
    )


def _sum_up(session: Session, findings: Sequence[Finding]) -> None:
    """Say how many there are and what comes next."""
    session.printer.note(sum_of(findings))
    if any(finding.stops for finding in findings):
        session.printer.next_step(message("mend the errors, then `podcaster check` again"))
    else:
        session.printer.next_step(
            message("`podcaster build` makes everything, `podcaster plan` says what would go out")
        )
