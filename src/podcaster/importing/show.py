"""A feed's channel as publish.yaml."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from podcaster.feeds.found import FoundFeed, Repairs
from podcaster.feeds.plain_text import plain_text
from podcaster.importing.categories import apples
from podcaster.importing.fetching import is_address
from podcaster.importing.fitting import (
    Values,
    fitted,
    fitted_lists,
    licence_of,
    people_of,
    shortened,
)
from podcaster.importing.languages import language_of
from podcaster.importing.yaml import yaml_of
from podcaster.model.message import message
from podcaster.model.show import Owner, Show
from podcaster.model.slugs import slugify_german
from podcaster.model.values import is_web_address

#: Source: podcast namespace, docs/tags/guid.md.
NAMESPACE: Final = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")

_UUID: Final = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_EXAMPLE: Final = "https://example.org/"
_ANYBODY: Final = "podcast@example.org"

_NEEDED: Final = frozenset(
    {"title", "summary", "language", "author", "owner", "categories", "link", "artwork", "guid"}
)


def publish_yaml(feed: FoundFeed, artwork: str, repairs: Repairs) -> str:
    """Return publish.yaml of the show that a feed carries."""
    written = fitted(_show(feed, artwork, repairs), Show, 0, repairs, needed=_NEEDED)
    repairs.note(0, message("`site: url` in publish.yaml is a placeholder; write your address"))
    feed_too = {"feed": {"live_items": True}} if "live_items" in written else {}
    return _FIRST_LINE + yaml_of(
        {"show": written, "site": {"url": f"{_EXAMPLE}podcast"}, **feed_too}
    )


_FIRST_LINE: Final = "# yaml-language-server: $schema=.podcaster/schema/publish.json\n"


def _show(feed: FoundFeed, artwork: str, repairs: Repairs) -> Values:
    texts = feed.texts
    title = shortened(texts["title"], 255) or "Podcast"
    author = shortened(texts["author"] or texts["owner_name"], 255) or title
    language = language_of(texts["language"], repairs)
    return {
        "title": title,
        "summary": shortened(plain_text(texts["summary"]), 4000) or title,
        "language": language,
        "author": author,
        "owner": _owner(feed, author, repairs),
        "categories": apples(feed.categories, repairs),
        "type": "serial" if texts["type"].lower() == "serial" else None,
        "explicit": bool(feed.explicit),
        "copyright": shortened(texts["copyright"], 255),
        "licence": licence_of(feed.licence, 0, repairs),
        "link": _link(feed, repairs),
        "artwork": {"file": artwork, "alt": title},
        "guid": _guid(feed, repairs),
        "people": people_of(feed.people, 0, repairs),
        "locked": texts["locked"].lower() == "yes",
        "seasons": _seasons(feed),
        **fitted_lists(_more(feed), Show, 0, repairs),
    }


def _more(feed: FoundFeed) -> Values:
    """Return what the podcast namespace says, without trailers that are episodes anyway."""
    announced = {item.url for item in feed.items if item.kind == "trailer"}
    trailers = [one for one in feed.more.get("trailers", ()) if one.get("url") not in announced]
    more = {name: value for name, value in feed.more.items() if name != "trailers"}
    return more | ({"trailers": trailers} if trailers else {})


def _seasons(feed: FoundFeed) -> list[Values]:
    named = {
        item.season: shortened(item.season_name, 128)
        for item in feed.items
        if item.season and item.season_name
    }
    return [{"number": number, "name": named[number]} for number in sorted(named)]


def _guid(feed: FoundFeed, repairs: Repairs) -> str:
    guid, own = show_guid(feed), feed.texts["guid"]
    if own and own != guid:
        what = message("`podcast:guid` is no UUID: `{text}`; `{guid}` stands in",
                       text=own[:80], guid=guid)  # fmt: skip
        repairs.note(0, what)
    return guid


def show_guid(feed: FoundFeed) -> str:
    """Return the show's name for ever: the feed's own, or the one that its address gives."""
    own = feed.texts["guid"]
    if _UUID.fullmatch(own):
        return own
    address = next(
        (
            it
            for it in (feed.texts["address"], feed.texts["new_address"], feed.file)
            if is_address(it)
        ),
        feed.texts["link"] or feed.texts["title"],
    )
    bare = re.sub(r"^[a-zA-Z]+://", "", address).rstrip("/")
    return str(uuid5(NAMESPACE, bare))


def show_slug(feed: FoundFeed) -> str:
    """Return what a show's folder is called if nobody names one."""
    return slugify_german(feed.texts["title"][:300])[:70].strip("-") or "podcast"


def _owner(feed: FoundFeed, author: str, repairs: Repairs) -> Values:
    email = feed.texts["owner_email"]
    owner = {"name": shortened(feed.texts["owner_name"], 255) or author, "email": email}
    if "email" in fitted(owner, Owner, 0, Repairs(""), needed=frozenset({"name"})):
        return owner
    repairs.note(0, message("the owner has no e-mail address; `{email}` stands in", email=_ANYBODY))
    return {**owner, "email": _ANYBODY}


def _link(feed: FoundFeed, repairs: Repairs) -> str:
    link = feed.texts["link"]
    if is_web_address(link):
        return link
    if is_web_address(feed.texts["address"]):
        parts = urlsplit(feed.texts["address"])
        link = f"{parts.scheme}://{parts.netloc}/"
    else:
        link = _EXAMPLE
    repairs.note(0, message("the show's page is missing; `{link}` stands in", link=link))
    return link
