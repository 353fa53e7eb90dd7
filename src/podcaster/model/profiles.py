"""Whom a show is checked for: what each directory demands of it.

A code that no directory asks about (files, YAML, templates, channels ...) counts for everybody as
it is. The others count for a directory as that one sees them: demanded is an error, wished for
is a warning, and what it does not ask for is left out.

Source:
    https://podcasters.apple.com/support/823-podcast-requirements and what it links to; PSP-1 of
    2023-08.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final, Literal

from podcaster.model.findings import Finding, Severity

Profile = Literal["all", "apple", "psp1"]

PROFILES: Final[tuple[Profile, ...]] = ("all", "apple", "psp1")

_ERROR: Final = Severity.ERROR
_WARNING: Final = Severity.WARNING

#: Code -> what a directory makes of it.
DEMANDS: Final[Mapping[Profile, Mapping[str, Severity]]] = {
    "apple": {
        **dict.fromkeys(
            (
                "PC201", "PC202", "PC303", "PC304", "PC305", "PC308", "PC315", "PC401", "PC410",
                "PC411", "PC412", "PC413", "PC415", "PC502", "PC503", "PC504", "PC505", "PC506",
                "PC507",
            ),
            _ERROR,
        ),
        **dict.fromkeys(
            (
                "PC205", "PC207", "PC210", "PC212", "PC213", "PC306", "PC307", "PC313", "PC317",
                "PC409", "PC414", "PC416", "PC605", "PC606", "PC610", "PC615", "PC616", "PC617",
            ),
            _WARNING,
        ),
    },
    "psp1": {
        **dict.fromkeys(
            (
                "PC201", "PC202", "PC210", "PC303", "PC304", "PC305", "PC308", "PC315", "PC401",
                "PC411", "PC413", "PC502", "PC503", "PC504", "PC505", "PC506", "PC507",
            ),
            _ERROR,
        ),
        **dict.fromkeys(("PC207", "PC211", "PC213", "PC414", "PC615", "PC703"), _WARNING),
    },
}  # fmt: skip

#: What only some directories ask about.
_ASKED: Final = frozenset(code for demands in DEMANDS.values() for code in demands)


def level(code: str, profile: Profile, usual: Severity) -> Severity | None:
    """Return how much a code counts for `profile`; None if not at all."""
    demands = DEMANDS.get(profile)
    if demands is None or code not in _ASKED:
        return usual
    return demands.get(code)


def seen_by(findings: Iterable[Finding], profile: Profile) -> Iterable[Finding]:
    """Yield findings as a directory sees them."""
    for row in findings:
        severity = level(row.code, profile, row.severity)
        if severity is not None:
            yield replace(row, severity=severity)
