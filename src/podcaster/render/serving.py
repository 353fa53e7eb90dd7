"""What the web server must do, ready to be copied: for nginx, Apache and Caddy, and as `_headers`.

A `_headers` file is what hosts of static pages read; it stands in the built folder. The others are
printed by `podcaster server`, because their place is the server's configuration.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from re import escape
from typing import Final
from urllib.parse import urlsplit

from podcaster.model import paths
from podcaster.model.artefacts import Document
from podcaster.model.mastered import Mastered
from podcaster.model.serving import SERVED, Served
from podcaster.render.editions import ShowInLanguage, in_each_language
from podcaster.settings import Settings


def render_headers(mastered: Mastered, settings: Settings) -> tuple[Document, ...]:
    """Render `_headers`, with every path written out that a `*` can't stand for."""
    infixes = {"": None} | {
        f".{language}": None
        for episode in mastered.episodes
        for language in episode.edition_transcripts
    }
    shows = in_each_language(mastered, settings)
    names = {"feed": _feed_infixes(shows), "json-feed": [show.infix for show in shows]}
    blocks = [
        _block(path, {**served.headers, **_link(served, settings)})
        for served in SERVED
        for pattern in served.paths
        for path in _written_out(pattern, names.get(served.what, list(infixes)))
    ]
    return (Document(paths.HEADERS, "\n".join(blocks).encode(), "text/plain"),)


def _feed_infixes(shows: Iterable[ShowInLanguage]) -> list[str]:
    """Return what stands between `feed` and `.xml` in the names of all feeds and their pages."""
    files = [file for show in shows for file in (show.feed, *show.feed_pages)]
    return [file.removeprefix("feed").removesuffix(".xml") for file in files]


def _written_out(pattern: str, infixes: list[str]) -> Iterator[str]:
    """Yield a path for each infix; a `*` at the end stands for all that follows, as it is."""
    if "*" not in pattern or pattern.endswith("/*"):
        yield pattern
        return
    for infix in infixes:
        dotted = f".{infix}" if infix and infix[0] not in ".-" else infix
        yield pattern.replace("*", dotted)


def _block(path: str, headers: Mapping[str, str]) -> str:
    """Return a path and its headers; a folder holds several types, which every host knows."""
    several = path.endswith("/*")
    lines = (
        f"  {name}: {value}\n"
        for name, value in headers.items()
        if not (several and name == "Content-Type")
    )
    return f"/{path}\n{''.join(lines)}"


def nginx(settings: Settings) -> str:
    """Return locations for the `server` block of nginx; ranges and ETags come by themselves."""
    return "\n".join(
        f'location ~ "^{_folder(settings)}/(?:.*/)?{served.name}$" {{\n'
        + (f'    types {{}}\n    default_type "{served.mime_type}";\n' if served.mime_type else "")
        + "    etag on;\n"
        + "".join(
            f'    add_header {name} "{_quoted(value)}" always;\n'
            for name, value in {**served.headers, **_link(served, settings)}.items()
            if name != "Content-Type"
        )
        + "}\n"
        for served in SERVED
    )


def apache(settings: Settings) -> str:
    """Return a `.htaccess` for Apache, to be put into the folder; it needs mod_headers."""
    return "FileETag MTime Size\n\n" + "\n".join(
        f'<FilesMatch "^{served.name}$">\n'
        + (f'    ForceType "{served.mime_type}"\n' if served.mime_type else "")
        + "".join(
            f'    Header set {name} "{_quoted(value)}"\n'
            for name, value in {**served.headers, **_link(served, settings)}.items()
            if name != "Content-Type"
        )
        + "</FilesMatch>\n"
        for served in SERVED
    )


def caddy(settings: Settings) -> str:
    """Return matchers and headers for a site of Caddy; `file_server` does ranges and ETags."""
    return "\n".join(
        f"@{served.what} path_regexp ^{_folder(settings)}/(?:.*/)?{served.name}$\n"
        f"header @{served.what} {{\n"
        + "".join(
            f"    {name} `{value}`\n"
            for name, value in {**served.headers, **_link(served, settings)}.items()
        )
        + "}\n"
        for served in SERVED
    )


#: Server -> what makes its part of the configuration.
SERVERS: Final[dict[str, Callable[[Settings], str]]] = {
    "nginx": nginx,
    "apache": apache,
    "caddy": caddy,
}


def _folder(settings: Settings) -> str:
    """Return the folder of the site on its host as a regular expression, without last slash."""
    return escape(urlsplit(settings.site.url).path.rstrip("/"))


def _link(served: Served, settings: Settings) -> dict[str, str]:
    """Return the header by which readers of the feed find its hubs (WebSub, section 4)."""
    hubs = ", ".join(f'<{hub}>; rel="hub"' for hub in settings.feed.hubs)
    return {"Link": hubs} if hubs and served.what == "feed" else {}


def _quoted(value: str) -> str:
    """Return a value fit to stand between quotation marks."""
    return value.replace('"', '\\"')
