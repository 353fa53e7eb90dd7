"""What should hold for the site's address and for the folders that channels write to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from podcaster.check.places import at
from podcaster.model.draft import Draft
from podcaster.model.findings import Finding
from podcaster.model.message import message
from podcaster.model.suggestions import suggestion
from podcaster.settings import folder_of

#: Where sources and the program's own memory are.
_SOURCES: Final = frozenset({"episodes", "news", "templates", ".podcaster", ".git"})

#: Names that lead nowhere or to the writer's own machine (RFC 2606, RFC 6761).
_NOWHERE: Final = ("example", "example.org", "example.com", "example.net", "invalid", "localhost")


def site_has_a_real_address(draft: Draft) -> Iterator[Finding]:
    """The site's address has https and is no example."""
    url = urlsplit(draft.settings.site.url)
    host = (url.hostname or "").lower()
    if any(host == name or host.endswith(f".{name}") for name in _NOWHERE):
        what = message("`{host}` is only an example, and listeners can't reach it", host=host)
        hint = message("write the address under which the folder will be reachable")
    elif url.scheme != "https":
        what = message("directories take feeds, audio and artwork with https only")
        hint = message("write `https://`, if the server has it")
    else:
        return
    yield at(draft.source, ("site", "url"), "PC901", what, hint)


def _root(draft: Draft) -> PurePosixPath:
    """Return the show's folder: where the artwork is, without the artwork's name."""
    parts = PurePosixPath(draft.artwork.file).parts
    return PurePosixPath(draft.artwork.path.as_posix()).parents[len(parts) - 1]


def _folders(draft: Draft) -> dict[str, PurePosixPath]:
    """Return channel -> its folder, absolute and without `..`."""
    root = _root(draft)
    return {name: root / path for name, path in _paths(draft).items() if ".." not in path.parts}


def _paths(draft: Draft) -> dict[str, PurePosixPath]:
    """Return channel -> its folder as written, of those that write to this machine."""
    written = {name: folder_of(one) for name, one in draft.settings.channels.items()}
    return {name: PurePosixPath(path) for name, path in written.items() if path is not None}


def channels_stay_inside(draft: Draft) -> Iterator[Finding]:
    """A channel's folder is inside the show's folder, or absolute."""
    for name, path in _paths(draft).items():
        if ".." in path.parts or str(path).startswith("~"):
            yield at(
                draft.source,
                ("channels", name, "path"),
                "PC904",
                message("`{path}` leads out of the show's folder", path=str(path)),
                message("write a folder inside, such as `public`, or the whole path from `/` on"),
            )


def channels_have_folders_of_their_own(draft: Draft) -> Iterator[Finding]:
    """No channel writes into another's folder."""
    for (first, one), (second, other) in combinations(_folders(draft).items(), 2):
        if one.is_relative_to(other) or other.is_relative_to(one):
            yield at(
                draft.source,
                ("channels", second, "path"),
                "PC902",
                message("the channels `{first}` and `{second}` write into the same folder",
                        first=first, second=second),
                message("give one of them another `path:`"),
            )  # fmt: skip


def channels_spare_the_sources(draft: Draft) -> Iterator[Finding]:
    """No channel writes over the show's own files."""
    root = _root(draft)
    kept = [root / name for name in sorted(_SOURCES)]
    named = [root / name for name in _named_files(draft)]
    for name, folder in _folders(draft).items():
        inside = any(folder.is_relative_to(source) for source in kept)
        around = any(source.is_relative_to(folder) for source in (root, *kept, *named))
        if inside or around:
            yield at(
                draft.source,
                ("channels", name, "path"),
                "PC903",
                message("the channel `{name}` would write over the show's own files", name=name),
                message("give it a folder of its own, such as `path: public`"),
            )


def _named_files(draft: Draft) -> Iterator[str]:
    """Yield the files that publish.yaml names."""
    yield draft.artwork.file
    yield from (emblem.file for emblem in draft.emblems.values())
    yield from (one.file for one in (draft.card,) if one)
    yield from (edge.file for edge in (draft.intro, draft.outro, draft.bed) if edge)


def channel_topics_occur(draft: Draft) -> Iterator[Finding]:
    """A channel's topic is one of the show, of an episode or of a news item."""
    known = set(draft.settings.show.topics)
    known.update(topic for episode in draft.episodes for topic in episode.written.topics)
    known.update(topic for item in draft.news for topic in item.written.topics)
    folded = {topic.casefold() for topic in known}  # as delivery compares them
    for name, channel in draft.settings.channels.items():
        for index, topic in enumerate(getattr(channel, "topics", ())):
            if topic.casefold() not in folded:
                yield at(
                    draft.source,
                    ("channels", name, "topics", index),
                    "PC905",
                    message("nothing in this show has the topic `{topic}`", topic=topic),
                    suggestion(topic, sorted(known)),
                )
