"""What is well today and will not be for long: tokens and versions that end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcaster.cli.printing import Printer
from podcaster.model.message import message

if TYPE_CHECKING:
    from podcaster.model.draft import Draft


def forewarn(printer: Printer, draft: Draft) -> None:
    """Say on stderr what ends soon, and what to do about it."""
    from podcaster.check.linkedin import (  # noqa: PLC0415 - so help stays quick
        tokens_last,
        versions_are_spoken,
    )

    for found in (*tokens_last(draft), *versions_are_spoken(draft)):
        printer.note(message("{what}: {hint}", what=found.message, hint=found.hint))
