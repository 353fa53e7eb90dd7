"""Pictures and documents of news items, and typefaces, as finished files."""

from __future__ import annotations

from pathlib import PurePosixPath

from podcaster.master.cache import Cache
from podcaster.master.pictures import files as pictures
from podcaster.master.pictures.card import CardMaker
from podcaster.model import paths
from podcaster.model.artefacts import Media
from podcaster.model.draft import NewsDraft
from podcaster.model.facts import PlainFile
from podcaster.model.fonts import FONT_TYPES, font_kind
from podcaster.model.mastered import Cover, MasteredNews
from podcaster.model.podlove import FILE_TYPES


def master_news(cards: CardMaker, news: NewsDraft, cover: Cover) -> MasteredNews:
    """Return a news item with its picture in a size for the web, and its document as it is.

    Its card shows its picture, or `cover` where it has none.
    """
    cache, stem = cards.cache, f"news/{news.slug}"
    picture = (
        pictures.media(cache, news.picture, pictures.NEWS_PICTURE, f"{stem}/picture", news.item)
        if news.picture
        else None
    )
    document = _document(cache, news.document, stem, news.item) if news.document else None
    card = cards.of_news(news, picture or cover.small)
    return MasteredNews(news, picture, document, card)


def _document(cache: Cache, file: PlainFile, stem: str, item: str) -> Media:
    """Refer to a PDF by a name that changes with its content."""
    digest = cache.digest(file.path)
    name = PurePosixPath(file.file).stem
    return Media(
        path=f"{stem}/{name}-{digest[:8]}.pdf",
        source=file.path,
        mime_type="application/pdf",
        size_bytes=file.size_bytes or 0,
        sha256=digest,
        item=item,
    )


def podlove(cache: Cache, files: tuple[PlainFile, ...], folder: str) -> tuple[Media, ...]:
    """Refer to the files of Podlove's player, which find each other by their names."""
    return tuple(
        Media(
            path=f"{paths.PODLOVE_FOLDER}/{PurePosixPath(one.file).relative_to(folder)}",
            source=one.path,
            mime_type=FILE_TYPES[one.path.suffix],
            size_bytes=one.size_bytes or 0,
            sha256=cache.digest(one.path),
        )
        for one in files
    )


def font(cache: Cache, file: PlainFile, use: str) -> Media:
    """Refer to a typeface by a name that changes with its content."""
    kind = font_kind(file.start, file.size_bytes or 0)
    assert kind is not None, "check lets no other file pass"  # noqa: S101
    digest = cache.digest(file.path)
    return Media(
        path=f"fonts/{use}-{digest[:8]}.{kind}",
        source=file.path,
        mime_type=FONT_TYPES[kind],
        size_bytes=file.size_bytes or 0,
        sha256=digest,
    )
