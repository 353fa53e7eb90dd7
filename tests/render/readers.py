"""Readers of feeds that others wrote, and the facts about an item that each finds out.

The facts: GUID, title, moment, the audio's address, length in bytes and media type, duration in
seconds, season, number, kind.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
from calendar import timegm
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from podcaster.model.mastered import MasteredEpisode
from podcaster.settings import Settings

Facts = tuple[object, ...]


def facts_of(episode: MasteredEpisode, settings: Settings) -> Facts:
    """Return what every reader has to find out about an episode."""
    written, enclosure = episode.draft.written, episode.enclosure
    return (
        written.guid,
        written.title,
        written.published_at.astimezone(UTC),
        enclosure.address(settings),
        enclosure.size_bytes,
        enclosure.mime_type,
        round(enclosure.duration_s),
        written.season,
        written.number,
        written.kind,
    )


def from_feedparser(entry: Any) -> Facts:  # noqa: ANN401 - no types there
    """Return what feedparser reads of an item."""
    enclosure = next(link for link in entry.links if link.rel == "enclosure")
    return (
        entry.id,
        entry.title,
        datetime.fromtimestamp(timegm(entry.published_parsed), UTC),
        enclosure.href,
        int(enclosure.length),
        enclosure.type,
        int(entry.itunes_duration),
        int(entry.itunes_season) if "itunes_season" in entry else None,
        int(entry.itunes_episode) if "itunes_episode" in entry else None,
        entry.itunes_episodetype,
    )


def from_podcastparser(episode: dict[str, Any]) -> Facts:
    """Return what podcastparser reads of an item."""
    (enclosure,) = episode["enclosures"]
    return (
        episode["guid"],
        episode["title"],
        datetime.fromtimestamp(episode["published"], UTC),
        enclosure["url"],
        enclosure["file_size"],
        enclosure["mime_type"],
        episode["total_time"],
        episode.get("season"),
        episode.get("number"),
        episode["type"],
    )


def from_partytime(item: dict[str, Any]) -> Facts:
    """Return what podcast-partytime reads of an item."""
    enclosure = item["enclosure"]
    return (
        item["guid"],
        item["title"],
        datetime.fromisoformat(item["pubDate"]),
        enclosure["url"],
        enclosure["length"],
        enclosure["type"],
        item["duration"],
        item.get("itunesSeason"),
        item.get("itunesEpisode"),
        item["itunesEpisodeType"],
    )


def from_fastfeedparser(entry: Any) -> Facts:  # noqa: ANN401 - no types there
    """Return what fastfeedparser reads of an item; it knows the first six facts."""
    (enclosure,) = entry.enclosures
    return (
        entry.id,
        entry.title,
        datetime.fromisoformat(entry.published),
        enclosure["url"],
        int(enclosure["length"]),
        enclosure["type"],
    )


def from_rss_parser(item: Mapping[str, Any]) -> Facts:
    """Return what rss-parser reads of an item."""
    enclosure, itunes = item["enclosure"], item["itunes"]
    return (
        item["guid"],
        item["title"],
        datetime.fromisoformat(item["isoDate"]),
        enclosure["url"],
        int(enclosure["length"]),
        enclosure["type"],
        int(itunes["duration"]),
        int(itunes["season"]) if "season" in itunes else None,
        int(itunes["episode"]) if "episode" in itunes else None,
        itunes["episodeType"],
    )


def from_rowanmanning(item: Mapping[str, Any]) -> Facts:
    """Return what @rowanmanning/feed-parser reads of an item; it knows the first six facts."""
    (media,) = item["media"]
    return (
        item["id"],
        item["title"],
        datetime.fromisoformat(item["published"]),
        media["url"],
        media["length"],
        media["mimeType"],
    )


def from_feedsmith(item: Mapping[str, Any]) -> Facts:
    """Return what feedsmith reads of an item."""
    (enclosure,), itunes = item["enclosures"], item["itunes"]
    return (
        item["guid"]["value"],
        item["title"],
        parsedate_to_datetime(item["pubDate"]),
        enclosure["url"],
        enclosure["length"],
        enclosure["type"],
        itunes["duration"],
        itunes.get("season"),
        itunes.get("episode"),
        itunes["episodeType"],
    )


def read_by_javascript(node_judges: Path, folder: Path) -> Mapping[str, Any]:
    """Return what feedsmith, rss-parser and @rowanmanning/feed-parser understand of a folder."""
    run = subprocess.run(
        ["node", node_judges / "readers.mjs", folder],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    read: Mapping[str, Any] = json.loads(run.stdout)
    return read


def read_by_newsboat(
    newsboat: str, feed: bytes, folder: Path
) -> tuple[list[tuple[str, str]], list[Facts]]:
    """Return what newsboat keeps: title and link of the show; of items all but length and later."""
    file, cache = folder / "feed.xml", folder / "cache.db"
    file.write_bytes(feed)
    (folder / "urls").write_text(f"file://{file}\n", encoding="utf-8")
    (folder / "config").write_text("", encoding="utf-8")

    subprocess.run(
        [newsboat, "-q", "-x", "reload", "-u", folder / "urls", "-c", cache,
         "-C", folder / "config"],
        capture_output=True,
        check=True,
        env={"HOME": str(folder), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
    )  # fmt: skip

    with closing(sqlite3.connect(cache)) as database:
        shows = database.execute("SELECT title, url FROM rss_feed").fetchall()
        rows = database.execute(
            "SELECT guid, title, pubDate, enclosure_url, enclosure_type FROM rss_item"
        ).fetchall()
    return shows, [
        (guid, title, datetime.fromtimestamp(published, UTC), url, kind)
        for guid, title, published, url, kind in rows
    ]
