"""What should hold for `extra.xml`, which goes into the feed as it is."""

from __future__ import annotations

from collections.abc import Iterator

from podcaster.model.codes import finding
from podcaster.model.draft import Draft
from podcaster.model.extra import FILE_NAME, ExtraElement, Parent
from podcaster.model.findings import Finding, Place
from podcaster.model.message import message


def extra_is_foreign(draft: Draft) -> Iterator[Finding]:
    """What stands in extra.xml has no word in YAML, and nothing in it runs."""
    yield from _strangers(FILE_NAME, draft.extra, "channel")
    for episode in draft.episodes:
        yield from _strangers(f"{episode.folder}/{FILE_NAME}", episode.extra, "item")


def _strangers(file: str, extra: tuple[ExtraElement, ...], parent: Parent) -> Iterator[Finding]:
    for one in extra:
        if one.active:
            what = message("`{name}` holds what browsers obey", name=one.name)
            yield finding("PC122", Place(file, one.line), what, message("remove it"))
        elif not one.fits(parent):
            what = message("`{name}` is a word that the feed has itself", name=one.name)
            hint = message("write it in YAML, or remove it; only foreign elements stand here")
            yield finding("PC122", Place(file, one.line), what, hint)
