"""Pictures as finished files: right size, right type, nothing in them but the picture."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps

from podcaster.master.cache import Cache
from podcaster.model.artefacts import Media
from podcaster.model.facts import PictureFile
from podcaster.model.mastered import LARGEST_COVER_PX, SMALL_COVER_PX, Cover

#: Raised when the same picture would come out with other bytes.
_VERSION: Final = 2

_SUFFIXES: Final = {"JPEG": "jpg", "PNG": "png"}
_MIME_TYPES: Final = {"jpg": "image/jpeg", "png": "image/png", "svg": "image/svg+xml"}


@dataclass(frozen=True)
class Form:
    """What becomes of a picture.

    Attributes:
        longest_px: Neither side is longer than this.
        type: `JPEG`, or None to keep what it is (JPEG or PNG; others become PNG).
    """

    longest_px: int
    type: str | None = None


FULL_COVER: Final = Form(LARGEST_COVER_PX)
SMALL_COVER: Final = Form(SMALL_COVER_PX, "JPEG")
NEWS_PICTURE: Final = Form(2000)
EMBLEM: Final = Form(800)


def cover(cache: Cache, picture: PictureFile, folder: str = "", item: str = "") -> Cover:
    """Return artwork in the forms that feed, tags and pages need; `folder` ends with `/`."""
    full = media(cache, picture, FULL_COVER, f"{folder}artwork", item)
    small = media(cache, picture, SMALL_COVER, f"{folder}artwork", item, "-600")
    return Cover(full, small, picture.alt)


def media(
    cache: Cache, picture: PictureFile, form: Form, stem: str, item: str, tail: str = ""
) -> Media:
    """Return `picture` in `form`, named `<stem>-<digest><tail>.<type>`."""
    recipe = {
        "version": _VERSION,
        "source": cache.digest(picture.path),
        "longest_px": form.longest_px,
        "type": form.type,
    }
    kept = cache.keep("pictures", recipe, lambda folder: _write(picture.path, form, folder))
    facts = kept.facts()
    return Media(
        path=f"{stem}-{facts['sha256'][:8]}{tail}.{facts['suffix']}",
        source=kept.folder / f"picture.{facts['suffix']}",
        mime_type=_MIME_TYPES[facts["suffix"]],
        size_bytes=facts["size_bytes"],
        sha256=facts["sha256"],
        item=item,
        size_px=(facts["width_px"], facts["height_px"]),
    )


def _write(source: Path, form: Form, folder: Path) -> dict[str, object]:
    """Write the picture anew: turned upright, sized, without the camera's notes."""
    with Image.open(source) as opened:
        kind = form.type or (opened.format if opened.format in _SUFFIXES else "PNG")
        picture = ImageOps.exif_transpose(opened)
        picture.thumbnail((form.longest_px, form.longest_px), Image.Resampling.LANCZOS)
        picture = _flat(picture) if kind == "JPEG" else picture
        # Pillow writes EXIF, place and comments of `info` again unless it is emptied.
        picture.info = {}
    suffix = _SUFFIXES[kind or "PNG"]
    out = folder / f"picture.{suffix}"
    picture.save(out, kind, quality=88, optimize=True)
    content = out.read_bytes()
    return {
        "suffix": suffix,
        "size_bytes": len(content),
        "sha256": sha256(content).hexdigest(),
        "width_px": picture.width,
        "height_px": picture.height,
    }


def _flat(picture: Image.Image) -> Image.Image:
    """Return it as RGB, on white where it was transparent."""
    if picture.mode == "RGB":
        return picture
    layered = picture.convert("RGBA")
    white = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(white, layered).convert("RGB")
