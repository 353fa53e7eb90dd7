"""What should hold for how the pages look: colours that can be read, typefaces that are some."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor

from podcaster.check.places import at
from podcaster.model.colours import READABLE, contrast, light_palette
from podcaster.model.draft import Draft
from podcaster.model.findings import Finding
from podcaster.model.fonts import font_kind
from podcaster.model.message import decimal, message
from podcaster.model.podlove import BOOTSTRAP, ENTRANCE


def accents_can_be_read(draft: Draft) -> Iterator[Finding]:
    """The accent is dark enough for links on light paper; if not, a darker one is taken."""
    accent = draft.settings.site.accent
    palette = light_palette(accent)
    ratio = min(contrast(accent, one) for one in (palette.paper, palette.card, palette.tint))
    if ratio < READABLE:
        yield at(
            draft.source,
            ("site", "accent"),
            "PC906",
            message(
                "`{accent}` has a contrast of {ratio}:1, and text needs 4.5:1",
                accent=accent,
                ratio=decimal(floor(10 * ratio) / 10),  # 4.49 is not 4.5
            ),
            message("the pages take `{fitted}` instead; write that", fitted=palette.accent),
        )


def fonts_are_fonts(draft: Draft) -> Iterator[Finding]:
    """A typeface is a WOFF2, TrueType or OpenType file, and whole."""
    for use, file in draft.fonts.items():
        if file.size_bytes is None:
            what = message("`{file}` can't be read", file=file.file)
            hint = message("put it into the folder, or remove the line that names it")
        elif font_kind(file.start, file.size_bytes) is None:
            what = message("`{file}` is not a font that browsers can read", file=file.file)
            hint = message("take the file as WOFF2 or TrueType (.woff2, .ttf), downloaded whole")
        else:
            continue
        yield at(draft.source, ("site", "fonts", use), "PC907", what, hint)


def chosen_players_are_there(draft: Draft) -> Iterator[Finding]:
    """Where Podlove's player is wanted, the folder holds it."""
    site = draft.settings.site
    if site.player != "podlove" or _is_podlove([one.file for one in draft.podlove], site.podlove):
        return
    yield at(
        draft.source,
        ("site", "player"),
        "PC908",
        message("`{folder}` does not hold Podlove's player", folder=site.podlove),
        message(
            "unpack the npm package `@podlove/web-player` there, so that `{entrance}` stands in "
            "the folder; or take `player: own`",
            entrance=ENTRANCE,
        ),
    )


def _is_podlove(files: list[str], folder: str) -> bool:
    begins = f"{folder.rstrip('/')}/{ENTRANCE}" in files
    return begins and any(file.endswith(BOOTSTRAP) for file in files)
