"""`extra.xml`: what a feed said elsewhere, kept as it was."""

from __future__ import annotations

from typing import Final

from podcaster.load.folder import ShowFolder
from podcaster.model.extra import FILE_NAME, LARGEST_EXTRA_BYTES, ExtraElement
from podcaster.model.findings import Place
from podcaster.model.message import message


def load_extra(folder: ShowFolder, beside: str) -> tuple[ExtraElement, ...]:
    """Return the elements of the `extra.xml` in a folder; none after a finding, or without one."""
    file = f"{beside}/{FILE_NAME}" if beside else FILE_NAME
    if not folder.has(file):
        return ()
    content = folder.read_bytes(file, Place(file), LARGEST_EXTRA_BYTES)
    if content is None:
        return ()
    from podcaster.load.extra_elements import NoExtraError, elements_of  # noqa: PLC0415 - libxml2

    try:
        return elements_of(content)
    except NoExtraError as error:
        folder.report("PC121", Place(file, error.line), error.what, _HINT)
        return ()


_HINT: Final = message("write `<extra>`, the elements with their namespaces, and `</extra>`")
