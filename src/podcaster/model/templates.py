"""What templates may use: the variables of each, and the filters and functions of all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_PAGE: Final = frozenset({"show", "site", "language", "path", "page", "pages", "cover", "grants"})
_FRAGMENT: Final = frozenset({"show", "site", "language", "episode", "level"})
_TEXT: Final = frozenset({"show", "episode", "item", "language"})
_NEWS: Final = frozenset({"show", "site", "language", "episode", "item", "level"})

#: Template -> the variables it is given; `page.html.j2` and `parts.html.j2` serve several.
TEMPLATE_CONTEXT: Final[Mapping[str, frozenset[str]]] = {
    "page.html.j2": _PAGE,
    "parts.html.j2": _PAGE | _FRAGMENT,
    "show.html.j2": _PAGE | {"episodes", "trailer", "people", "number", "count", "seasons", "news"},
    "episode.html.j2": _PAGE | {"episode", "older", "newer"},
    "list.html.j2": _PAGE | {"heading", "kind", "link", "episodes", "news", "number", "count"},
    "overview.html.j2": _PAGE | {"heading", "groups"},
    "newsroom.html.j2": _PAGE | {"news"},
    "news-page.html.j2": _PAGE | {"item"},
    "search.html.j2": _PAGE | {"topics"},
    "subscribe.html.j2": _PAGE | {"apps", "code"},
    "press.html.j2": _PAGE | {"episodes", "news", "since", "number"},
    "accessibility.html.j2": _PAGE | {"statement"},
    "fragment.html.j2": _FRAGMENT,
    "fragment-teaser.html.j2": _FRAGMENT,
    "fragment-notes.html.j2": _FRAGMENT,
    "player.html.j2": frozenset(
        {"show", "site", "language", "path", "cover", "grants", "episode", "light", "dark"}
    ),
    "embed.html.j2": _PAGE | {"episode", "pieces", "player_height"},
    "news.md.j2": _TEXT,
    "linkedin.txt.j2": _TEXT,
    "mail.txt.j2": _TEXT,
    "mastodon.txt.j2": _TEXT,
    "bluesky.txt.j2": _TEXT,
    "notice.txt.j2": _TEXT,
    "padlet.txt.j2": _TEXT,
    "news.html.j2": _NEWS,
    "news.txt.j2": _NEWS,
    "style.css.j2": frozenset({"show", "light", "dark", "fonts"}),
}

#: Functions that every template may call, beside its own macros.
TEMPLATE_GLOBALS: Final = frozenset({"_", "cycler", "dict", "joiner", "namespace", "range"})

#: Filters of ours, beside Jinja's own.
TEMPLATE_FILTERS: Final = frozenset(
    {
        "absolute",
        "bytes",
        "compact",
        "date",
        "hashtag",
        "iso_duration",
        "label",
        "lang",
        "language_name",
        "listing",
        "markdown",
        "media_time",
        "minutes",
        "number",
        "period",
        "plain",
        "relative",
        "time_code",
        "topic_page",
    }
)

#: Variable -> what it holds, where it is the same in every template.
TEMPLATE_ATTRIBUTES: Final[Mapping[str, frozenset[str]]] = {
    "show": frozenset(
        {
            "artwork",
            "author",
            "block",
            "blocks",
            "categories",
            "chat",
            "complete",
            "copyright",
            "editions",
            "explicit",
            "grants",
            "guid",
            "images",
            "language",
            "legal",
            "licence",
            "link",
            "live_items",
            "location",
            "locked",
            "medium",
            "owner",
            "people",
            "podroll",
            "publisher",
            "remote_items",
            "seasons",
            "social_interact",
            "subscribe",
            "summary",
            "support",
            "title",
            "topics",
            "trailer",
            "trailers",
            "txt",
            "type",
            "update_frequency",
            "uses_podping",
            "value",
        }
    ),
    "site": frozenset(
        {
            "accent",
            "accessibility",
            "address",
            "audiograms",
            "card",
            "episodes_per_page",
            "fonts",
            "heading_level",
            "player",
            "podlove",
            "search",
            "url",
        }
    ),
    "episode": frozenset(
        {
            "audio",
            "card",
            "chapters",
            "cover",
            "duration_s",
            "editions",
            "embed_page",
            "excerpts",
            "grants",
            "guid",
            "item",
            "kind",
            "label",
            "language",
            "licence",
            "notes",
            "number",
            "oembed",
            "path",
            "people",
            "podlove",
            "published_at",
            "season",
            "slug",
            "summary",
            "title",
            "topics",
            "transcript",
            "transcript_file",
            "transcript_files",
            "url",
            "voices",
            "waveform",
            "words",
        }
    ),
    "item": frozenset(
        {
            "card",
            "document",
            "event",
            "item",
            "kind",
            "language",
            "leads_on",
            "mentions",
            "path",
            "picture",
            "picture_alt",
            "published_at",
            "slug",
            "summary",
            "text",
            "title",
            "topics",
            "unsaid_grants",
            "url",
        }
    ),
    "page": frozenset(
        {
            "alternates",
            "audio",
            "data",
            "description",
            "image",
            "image_size",
            "locale",
            "name",
            "title",
            "type",
            "url",
        }
    ),
    "cover": frozenset({"alt", "full", "small"}),
}
