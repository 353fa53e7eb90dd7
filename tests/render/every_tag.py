"""A show whose feed has every tag that there is.

mastered = every_tag()                      German, with an English edition and pages of two
mastered = every_tag(live=False)            the same as the W3C's validator takes it
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from tests.render.mastered_shows import (
    a_linked_episode,
    a_mastered,
    a_media,
    a_picture_file,
    a_plain_episode,
    a_trailer,
    an_enclosure,
    an_episode,
)

from podcaster.model.mastered import Card, Mastered, MasteredEpisode
from podcaster.settings import FeedSettings

RECIPIENTS: Final = [
    {"name": "Forum", "type": "node", "address": "02d5c1bf8b940dc9cadca86d1b0a3c37", "split": 95},
    {
        "name": "Hosting",
        "type": "lnaddress",
        "address": "hosting@zahlung.test",
        "split": 5,
        "fee": True,
        "custom_key": "696969",
        "custom_value": "Stadt",
    },
]

BOTH: Final[dict[str, Any]] = {
    "support": [{"text": "Mitglied werden", "url": "https://stadt.test/mitglied?a=1&b=2"}],
    "images": [
        {
            "url": "https://bilder.test/breit.jpg",
            "alt": "Der Platz am Abend",
            "aspect_ratio": "16/9",
            "width": 1920,
            "height": 1080,
            "type": "image/jpeg",
            "purpose": "artwork social",
        }
    ],
    "social_interact": [
        {
            "protocol": "activitypub",
            "uri": "https://sozial.test/@stadt/1",
            "account_id": "@stadt",
            "account_url": "https://sozial.test/@stadt",
            "priority": 1,
        },
        {"protocol": "nostr", "uri": "nostr:note1stadt", "priority": 2},
    ],
    "chat": {
        "server": "chat.stadt.test",
        "protocol": "matrix",
        "account_id": "@stadt:stadt.test",
        "space": "#plaetze:stadt.test",
    },
    "txt": [
        {"purpose": "verify", "text": "S6lpp-7ZCn8-dZfGc-OoyaG"},
        {"purpose": "ai-content", "text": "false"},
        {"text": "frei"},
    ],
}

SHOW: Final[dict[str, Any]] = {
    **BOTH,
    "people": [
        {"name": "Moderation", "role": "host", "img": "https://bilder.test/moderation.jpg"},
        {"name": "Grafik", "role": "consultant", "group": "visuals"},
    ],
    "location": {"name": "Berlin", "rel": "creator", "country": "DE"},
    "seasons": [{"number": 2, "name": "Kommunen"}],
    "trailers": [
        {
            "title": "Staffel 3",
            "url": "https://cdn.stadt.test/staffel-3.mp3",
            "published_at": "2026-03-01T06:00:00+01:00",
            "bytes": 1200,
            "season": 3,
        }
    ],
    "value": [
        {"type": "lightning", "method": "keysend", "suggested": 5e-8, "recipients": RECIPIENTS}
    ],
    "podroll": [
        {
            "feed_guid": "29CDCA4A-32d8-56ba-b48b-09a011c5daa9",
            "feed_url": "https://nachbarn.test/feed.xml",
            "title": "Nachbarschaft",
        },
        {"feed_guid": "396d9ae0-da7e-5557-b894-b606231fa3ea", "medium": "music"},
    ],
    "publisher": {
        "feed_guid": "003af0a0-6a45-55cf-b765-68e3d349551a",
        "feed_url": "https://stadt.test/verlag.xml",
    },
    "update_frequency": {
        "text": "Jeden zweiten Dienstag, zehnmal",
        "rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=10",
        "dtstart": "2026-01-06",
        "complete": True,
    },
    "uses_podping": True,
    "complete": True,
    "block": True,
    "blocks": [{"id": "podcastindex", "block": False}, {"id": "google", "block": True}],
    "editions": [
        {
            "language": "en",
            "title": "The City in Conversation",
            "summary": "On safety in public space.",
            "guid": "9b024349-ccf0-5f69-a609-6b82873eab3c",
            "author": "Forum for Urban Security",
            "link": "https://city.test/podcast",
        }
    ],
    "live_items": [
        {
            "guid": "live-2026-04",
            "title": "Live aus Hannover",
            "status": "pending",
            "start": "2026-04-01T18:00:00+02:00",
            "end": "2026-04-01T19:00:00+02:00",
            "url": "https://live.stadt.test/strom.mp3",
            "people": [{"name": "Moderation", "role": "host"}],
            "chat": {"server": "irc.stadt.test", "protocol": "irc", "space": "#live"},
            "content_links": [{"text": "Im Browser", "url": "https://stadt.test/live"}],
            "alternate_enclosures": [
                {
                    "type": "application/x-mpegURL",
                    "sources": [{"uri": "https://live.stadt.test/strom.m3u8"}],
                }
            ],
        }
    ],
}

EPISODE: Final[dict[str, Any]] = {
    **BOTH,
    "display": "12½",
    "block": True,
    "location": [
        {"name": "Hannover", "country": "DE", "geo": "geo:52.37,9.73", "osm": "R59418"},
        {"name": "Studio", "rel": "creator", "geo": "geo:52.5,13.4"},
    ],
    "content_links": [{"text": "Als Film", "url": "https://film.test/12"}],
    "soundbites": [
        {"start_s": 84.25, "duration_s": 20, "title": "Was hilft?"},
        {"start_s": 130, "duration_s": 15.5},
    ],
    "alternate_enclosures": [
        {
            "type": "video/mp4",
            "bytes": 7_924_786,
            "bitrate": 511276.52,
            "height": 720,
            "lang": "de",
            "title": "Film",
            "rel": "film",
            "codecs": "avc1.4d002a, mp4a.40.2",
            "default": True,
            "sources": [
                {"uri": "https://film.test/12.mp4"},
                {"uri": "ipfs://QmX33FYehk6ckGQ6g1D9D3FqZPix5JpKstKQKbaS8quUFb"},
                {
                    "uri": "https://film.test/12.torrent",
                    "content_type": "application/x-bittorrent",
                },
            ],
            "integrity": {
                "type": "sri",
                "value": (
                    "sha384-ExVqijgYHm15PqQqdXfW95x+Rs6C+d6E/ICxyQOeFevnxNLR/wtJNrNYTjIysUBo"
                ),
            },
        }
    ],
    "value": [
        {
            "type": "lightning",
            "method": "lnaddress",
            "recipients": RECIPIENTS,
            "time_splits": [
                {
                    "start_s": 60,
                    "duration_s": 30.5,
                    "remote_start_s": 174,
                    "remote_percentage": 90,
                    "remote_item": {
                        "feed_guid": "a94f5cc9-8c58-55fc-91fe-a324087a655b",
                        "item_guid": "https://musik.test/4148683#1",
                        "medium": "music",
                    },
                },
                {"start_s": 100, "duration_s": 20, "recipients": RECIPIENTS[:1]},
            ],
        }
    ],
}

FEED: Final[dict[str, Any]] = {
    "hubs": ["https://hub.test/", "https://hub2.test/"],
    "new_feed_url": "https://hoeren.stadt.test/podcast/feed.xml",
    "page_size": 2,
}


def every_tag(*, live: bool = True) -> Mastered:
    """Return a show with everything that can be written."""
    english = a_plain_episode("012-staff", guid="2026-en-1", title="Staff", language="en")
    mastered = a_mastered(
        show=SHOW,
        episodes=(full_episode(), english, a_plain_episode(), a_linked_episode(), a_trailer()),
    )
    feed = FeedSettings.model_validate({**FEED, "live_items": live})
    settings = mastered.settings.model_copy(update={"feed": feed})
    draft = replace(mastered.checked.draft, settings=settings)
    return replace(mastered, checked=replace(mastered.checked, draft=draft))


def full_episode() -> MasteredEpisode:
    """Return an episode of which everything can be said, in two formats, behind an intro."""
    episode = an_episode(**EPISODE)
    opus = replace(an_enclosure("012-mitarbeitende"), mime_type="audio/ogg")
    media = replace(a_media("audio/012", "mp3"), path="audio/012-opus.opus", mime_type="audio/ogg")
    draft = replace(episode.draft, artwork=a_picture_file("artwork.png", "Rathaus am Abend"))
    return replace(
        episode,
        draft=draft,
        enclosures=(episode.enclosure, replace(opus, media=media)),
        card=Card(a_media("episodes/012-mitarbeitende/card", "png"), "Karte zur Folge"),
        body_starts_s=4.0,
    )
