"""What should hold for pictures.

Source:
    https://podcasters.apple.com/support/896-artwork-requirements
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from podcaster.check.places import at
from podcaster.model.draft import Draft, SourceFile, ValuePath
from podcaster.model.facts import PictureFacts, PictureFile, Unreadable
from podcaster.model.findings import Finding
from podcaster.model.message import Message, message

LEAST_PX: Final = 1400
MOST_PX: Final = 3000
MOST_BYTES: Final = 10_000_000

#: What Pillow calls a format -> endings of its files.
_SUFFIXES: Final = {"JPEG": ("jpg", "jpeg"), "PNG": ("png",)}
_ON_SCREENS: Final = frozenset({"RGB", "RGBA", "L", "LA", "P", "PA", "1"})

#: A picture with the place that names it.
_Placed = tuple[PictureFile, SourceFile, ValuePath]


def _artworks(draft: Draft) -> Iterator[_Placed]:
    """Yield the square ones."""
    yield draft.artwork, draft.source, ("show", "artwork", "file")
    for episode in draft.episodes:
        if episode.artwork:
            yield episode.artwork, episode.source, ("artwork", "file")


def _pictures(draft: Draft) -> Iterator[_Placed]:
    yield from _artworks(draft)
    for index, grant in enumerate(draft.settings.show.grants):
        if grant.name in draft.emblems:
            path = ("show", "grants", index, "emblem", "file")
            yield draft.emblems[grant.name], draft.source, path
    if draft.card:
        yield draft.card, draft.source, ("site", "card", "background")
    for item in draft.news:
        if item.picture:
            yield item.picture, item.source, ("picture", "file")


#: Looks at a picture and returns what is wrong and what to do, or None.
_Look = Callable[[PictureFile, PictureFacts], tuple[Message, Message] | None]


def _look(pictures: Iterator[_Placed], code: str, look: _Look) -> Iterator[Finding]:
    """Yield a finding for each readable picture that `look` objects to."""
    for picture, source, path in pictures:
        if isinstance(picture.facts, Unreadable):
            continue
        if words := look(picture, picture.facts):
            yield at(source, path, code, *words)


def pictures_can_be_read(draft: Draft) -> Iterator[Finding]:
    """A picture is there and can be read."""
    for picture, source, path in _pictures(draft):
        if isinstance(picture.facts, Unreadable):
            yield at(
                source, path, picture.facts.code or "PC501", picture.facts.why, picture.facts.hint
            )


def pictures_are_jpeg_or_png(draft: Draft) -> Iterator[Finding]:
    """A picture is JPEG or PNG by its content, whatever its name says."""
    return _look(_pictures(draft), "PC502", _wrong_format)


def _wrong_format(picture: PictureFile, facts: PictureFacts) -> tuple[Message, Message] | None:
    if facts.format in _SUFFIXES:
        return None
    return (
        message("`{file}` is a {format} picture inside", file=picture.file, format=facts.format),
        message("open it in a picture editor and export it as JPEG or PNG; renaming is not enough"),
    )


def picture_names_tell_the_truth(draft: Draft) -> Iterator[Finding]:
    """A picture's name ends as its content says."""
    return _look(_pictures(draft), "PC503", _wrong_name)


def _wrong_name(picture: PictureFile, facts: PictureFacts) -> tuple[Message, Message] | None:
    suffixes = _SUFFIXES.get(facts.format)
    if suffixes is None or picture.file.rpartition(".")[2].lower() in suffixes:
        return None
    return (
        message("`{file}` is a {format} picture inside", file=picture.file, format=facts.format),
        message("give it a name that ends in `.{suffix}`", suffix=suffixes[0]),
    )


def artwork_has_the_right_size(draft: Draft) -> Iterator[Finding]:
    """Artwork has 1400 to 3000 pixels on each side."""
    return _look(_artworks(draft), "PC504", _wrong_size)


def _wrong_size(picture: PictureFile, facts: PictureFacts) -> tuple[Message, Message] | None:
    if min(facts.width, facts.height) >= LEAST_PX and max(facts.width, facts.height) <= MOST_PX:
        return None
    return (
        message(
            "`{file}` has {width} x {height} pixels",
            file=picture.file,
            width=facts.width,
            height=facts.height,
        ),
        message("export it with at least 1400 x 1400 and at most 3000 x 3000 pixels"),
    )


def artwork_is_square(draft: Draft) -> Iterator[Finding]:
    """Artwork is as wide as it is high."""
    return _look(_artworks(draft), "PC505", _not_square)


def _not_square(picture: PictureFile, facts: PictureFacts) -> tuple[Message, Message] | None:
    if facts.width == facts.height:
        return None
    return (
        message(
            "`{file}` is not square: {width} x {height} pixels",
            file=picture.file,
            width=facts.width,
            height=facts.height,
        ),
        message("cut it to a square, best 3000 x 3000 pixels"),
    )


def pictures_have_screen_colours(draft: Draft) -> Iterator[Finding]:
    """A picture has colours for screens (RGB or grey), not for print."""
    return _look(_pictures(draft), "PC506", _print_colours)


def _print_colours(picture: PictureFile, facts: PictureFacts) -> tuple[Message, Message] | None:
    if facts.mode in _ON_SCREENS:
        return None
    return (
        message("`{file}` has the colours {mode}", file=picture.file, mode=facts.mode),
        message("convert it to RGB (sRGB) in a picture editor"),
    )


def artwork_is_opaque(draft: Draft) -> Iterator[Finding]:
    """Artwork has no transparent parts."""
    return _look(_artworks(draft), "PC507", _transparent)


def _transparent(picture: PictureFile, facts: PictureFacts) -> tuple[Message, Message] | None:
    if not facts.has_alpha:
        return None
    return (
        message("`{file}` has transparency", file=picture.file),
        message("export it without transparency (without an alpha channel)"),
    )


def pictures_are_not_huge(draft: Draft) -> Iterator[Finding]:
    """A picture's file is not larger than 10 MB."""
    return _look(_pictures(draft), "PC508", _huge)


def _huge(picture: PictureFile, facts: PictureFacts) -> tuple[Message, Message] | None:
    if facts.size_bytes <= MOST_BYTES:
        return None
    size = f"{facts.size_bytes / 1_000_000:.0f}"
    return (
        message("`{file}` has {size} MB", file=picture.file, size=size),
        message("export it smaller, as JPEG with quality 85"),
    )
