"""Seeded faults in the keys of which tags are made.

What recurs is short: `@UUID`, `@GUID` (the show's own), `@STREAM`, `@RECIPIENTS`, `@129` (so many
letters).
"""

from __future__ import annotations

import re
from typing import Final

from tests.check.chapter_faults import CHAPTER_FAULTS
from tests.check.seeds import EPISODE, Fault, edit

_SHORT: Final = {
    "@UUID": "9b024349-ccf0-5f69-a609-6b82873eab3c",
    "@GUID": "917393e3-1b1e-5cef-ace4-edaa54e1f810",
    "@STREAM": (
        'start: "2026-05-02T10:00:00+02:00", url: "https://live.test/a.mp3", '
        'content_links: [{text: Live, url: "https://live.test"}]'
    ),
    "@RECIPIENTS": "recipients: [{type: node, address: x, split: 1}]",
}

#: Name, lines of the show, code, line and column, part of the hint, whether it stops.
_SHOW: Final = [
    ("an unknown medium", "medium: musik", "PC107", ":18:11", "`music`", True),
    ("an edition in the show's language",
     "editions: [{language: de, title: x, summary: y, guid: @UUID}]",
     "PC220", ":18:25", "another language", True),
    ("an edition with the show's GUID",
     "editions: [{language: en, title: x, summary: y, guid: @GUID}]",
     "PC221", ":18:57", "another UUID", True),
    ("an edition without episodes",
     "editions: [{language: en, title: x, summary: y, guid: @UUID}]",
     "PC222", ":18:25", "`episode.yaml`", False),
    ("an edition without a title", "editions: [{language: en, summary: y, guid: @UUID}]",
     "PC106", ":18:14", "`title: ...`", True),
    ("pointers in a show that is no list", "remote_items: [{feed_guid: @UUID}]",
     "PC223", ":18:17", "`podroll:`", True),
    ("a season with two names", "seasons: [{number: 1, name: a}, {number: 1, name: b}]",
     "PC224", ":18:44", "one of the two", True),
    ("a season without a number", "seasons: [{name: a}]",
     "PC106", ":18:13", "`number: ...`", True),
    ("a season with a long name", "seasons: [{number: 1, name: @129}]",
     "PC107", ":18:31", "shorten", True),
    ("a rhythm that counts from nowhere",
     'update_frequency: {text: x, rrule: "FREQ=WEEKLY;COUNT=3"}',
     "PC225", ":18:38", "`dtstart: 2026-03-05`", True),
    ("a rhythm without its frequency", 'update_frequency: {text: x, rrule: "INTERVAL=2"}',
     "PC107", ":18:38", "`FREQ=WEEKLY;INTERVAL=2;BYDAY=TU`", True),
    ("a rhythm of thirteen months",
     'update_frequency: {text: x, rrule: "FREQ=YEARLY;BYMONTH=13"}',
     "PC107", ":18:38", "FREQ", True),
    ("a rhythm that ends twice",
     'update_frequency: {text: x, rrule: "FREQ=DAILY;COUNT=2;UNTIL=20260101"}',
     "PC107", ":18:38", "FREQ", True),
    ("a rhythm that ends on a day that never comes",
     'update_frequency: {text: x, rrule: "FREQ=DAILY;UNTIL=20260230"}',
     "PC107", ":18:38", "FREQ", True),
    ("a rhythm that starts nowhere", 'update_frequency: {text: x, dtstart: "2026-02-30"}',
     "PC107", ":18:40", "`2026-03-05`", True),
    ("a rhythm in many words", "update_frequency: {text: @129}",
     "PC107", ":18:28", "shorten", True),
    ("a machine that is perhaps one", "txt: [{purpose: ai-content, text: ja}]",
     "PC226", ":18:37", '`text: "true"`', True),
    ("a long purpose", "txt: [{purpose: @129, text: x}]", "PC107", ":18:19", "shorten", True),
    ("a long text for programs", "txt: [{text: @4001}]", "PC107", ":18:16", "shorten", True),
    ("comments that are disabled and somewhere",
     'social_interact: [{protocol: disabled, uri: "https://x.test/1"}]',
     "PC227", ":18:21", "`protocol: disabled`", True),
    ("comments without an address", "social_interact: [{protocol: activitypub}]",
     "PC227", ":18:21", "`uri: https://...`", True),
    ("comments over an unknown protocol",
     'social_interact: [{protocol: fax, uri: "https://x.test/1"}]', "PC107", ":18:32", "`", True),
    ("comments at a script", 'social_interact: [{protocol: nostr, uri: "javascript:alert(1)"}]',
     "PC107", ":18:44", "`https://example.org/a.mp3`", True),
    ("comments without an order",
     'social_interact: [{protocol: nostr, uri: "nostr:a"}, {protocol: nostr, uri: "nostr:b"}]',
     "PC232", ":18:20", "`priority: 1`", False),
    ("a chat without a server", "chat: {protocol: irc}", "PC106", ":18:3", "`server: ...`", True),
    ("a chat with an address for a server", 'chat: {protocol: irc, server: "https://irc.test"}',
     "PC107", ":18:33", "`chat.example.org`", True),
    ("a chat over an unknown protocol", "chat: {protocol: icq, server: irc.stadt.test}",
     "PC107", ":18:20", "`irc`", True),
    ("live streams that nobody hears of",
     "live_items: [{guid: l, title: x, status: live, @STREAM}]",
     "PC228", ":18:15", "`live_items: true`", False),
    ("a live stream with the GUID of an episode",
     "live_items: [{guid: 2026-eins, title: x, status: live, @STREAM}]",
     "PC229", ":18:23", "of its own", True),
    ("a live stream that ends first",
     ("live_items: [{guid: l, title: x, status: live, end: "
     '"2026-05-02T09:00:00+02:00", @STREAM}]'), "PC230", ":18:55", "`end`", True),
    ("a live stream in an unknown state",
     "live_items: [{guid: l, title: x, status: soon, @STREAM}]",
     "PC107", ":18:44", "`pending`", True),
    ("a live stream without another way",
     ("live_items: [{guid: l, title: x, status: live, start: "
     '"2026-05-02T10:00:00+02:00", url: "https://live.test/a.mp3"}]'),
     "PC106", ":18:16", "`content_links: ...`", True),
    ("a service twice", "blocks: [{id: google, block: true}, {id: google, block: false}]",
     "PC231", ":18:39", "one of them", True),
    ("an unknown service", "blocks: [{id: gogle, block: true}]",
     "PC107", ":18:17", "`google`", True),
    ("a show recommended twice", "podroll: [{feed_guid: @UUID}, {feed_guid: @UUID}]",
     "PC233", ":18:64", "one of them", True),
    ("a recommended show without a GUID", 'podroll: [{feed_url: "https://x.test/feed.xml"}]',
     "PC106", ":18:13", "`feed_guid: ...`", True),
    ("a recommended show with a wrong GUID", "podroll: [{feed_guid: x}]",
     "PC107", ":18:25", "`9b024349-ccf0-5f69-a609-6b82873eab3c`", True),
    ("a publisher without a GUID", 'publisher: {feed_url: "https://x.test/feed.xml"}',
     "PC106", ":18:3", "`feed_guid: ...`", True),
    ("a picture with a wrong ratio",
     'images: [{url: "https://x.test/a.jpg", aspect_ratio: "16:9"}]',
     "PC107", ":18:56", "`16/9`", True),
    ("a picture that is a text", 'images: [{url: "https://x.test/a.jpg", type: text/html}]',
     "PC107", ":18:48", "`image/jpeg`", True),
    ("a picture for too much", 'images: [{url: "https://x.test/a.jpg", purpose: @129}]',
     "PC107", ":18:51", "shorten", True),
    ("payments to nobody", "value: [{type: lightning, method: keysend, recipients: []}]",
     "PC107", ":18:58", "write something", True),
    ("a share of less than nothing",
     ("value: [{type: lightning, method: keysend, recipients: [{type: node, address: x, "
     "split: -1}]}]"), "PC107", ":18:91", "", True),
    ("a payment in capitals", "value: [{type: Lightning, method: keysend, @RECIPIENTS}]",
     "PC107", ":18:18", "`lightning`", True),
    ("time splits for all episodes",
     ("value: [{type: lightning, method: keysend, @RECIPIENTS, time_splits: [{start_s: 1, "
     "duration_s: 2, @RECIPIENTS}]}]"), "PC325", ":18:109", "`value:`", True),
    ("a trailer that is a page", ('trailers: [{title: x, url: "https://x.test/t", published_at: '
     '"2026-01-05T06:00:00+01:00", type: text/html}]'), "PC107", ":18:99", "`audio/mpeg`", True),
    ("a trailer without a date", 'trailers: [{title: x, url: "https://x.test/t"}]',
     "PC106", ":18:14", "`published_at: ...`", True),
    ("a place without a name", "location: {country: DE}", "PC106", ":18:3", "`name: ...`", True),
    ("a place of an unknown kind", "location: [{name: Essen, rel: birth}]",
     "PC107", ":18:33", "`subject`", True),
]  # fmt: skip

#: The same of an episode, in the place of its number.
_EPISODE: Final = [
    ("a display for no number", "display: 1b", "PC320", ":6:10", "`number: ...`", True),
    ("a long display", "number: 1\ndisplay: @33", "PC107", ":7:10", "shorten", True),
    ("two forms that are preferred",
     ("alternate_enclosures: [{type: video/mp4, default: true, sources: [{uri: "
     '"https://x.test/a"}]}, {type: video/mp4, default: true, sources: [{uri: '
     '"https://x.test/b"}]}]'), "PC321", ":6:23", "`default: true`", True),
    ("a checksum that is cut off",
     ('alternate_enclosures: [{type: video/mp4, sources: [{uri: "https://x.test/a.mp4"}], '
     "integrity: {type: sri, value: sha256-abc}}]"), "PC322", ":6:114", "44 characters", True),
    ("a signature that is a checksum",
     ('alternate_enclosures: [{type: video/mp4, sources: [{uri: "https://x.test/a.mp4"}], '
     "integrity: {type: pgp-signature, value: sha256-abc}}]"), "PC322", ":6:124", "", True),
    ("a checksum of an unknown kind",
     ('alternate_enclosures: [{type: video/mp4, sources: [{uri: "https://x.test/a.mp4"}], '
     "integrity: {type: md5, value: abc}}]"), "PC107", ":6:102", "`sri`", True),
    ("a form without a source", "alternate_enclosures: [{type: video/mp4, sources: []}]",
     "PC107", ":6:51", "write something", True),
    ("a form with a long title",
     ('alternate_enclosures: [{type: video/mp4, sources: [{uri: "https://x.test/a.mp4"}], '
     "title: @33}]"), "PC107", ":6:91", "shorten", True),
    ("a form with a source that is none",
     "alternate_enclosures: [{type: video/mp4, sources: [{uri: a.mp4}]}]",
     "PC107", ":6:58", "`https://example.org/a.mp3`", True),
    ("a form with odd codecs",
     ('alternate_enclosures: [{type: video/mp4, sources: [{uri: "https://x.test/a.mp4"}], '
     'codecs: "avc1 42"}]'), "PC107", ":6:92", "`mp4a.40.2`", True),
    ("a form of no height",
     ('alternate_enclosures: [{type: video/mp4, sources: [{uri: "https://x.test/a.mp4"}], '
     "height: 0}]"), "PC107", ":6:92", "", True),
    ("a share for nobody",
     ("value: [{type: lightning, method: keysend, @RECIPIENTS, time_splits: [{start_s: 1, "
     "duration_s: 2}]}]"), "PC323", ":6:108", "`recipients:`", True),
    ("a share for two",
     ("value: [{type: lightning, method: keysend, @RECIPIENTS, time_splits: [{start_s: 1, "
     "duration_s: 2, remote_item: {feed_guid: @UUID}, @RECIPIENTS}]}]"),
     "PC323", ":6:108", "`recipients:`", True),
    ("a share of an episode that is not named",
     ("value: [{type: lightning, method: keysend, @RECIPIENTS, time_splits: [{start_s: 1, "
     "duration_s: 2, remote_percentage: 9, @RECIPIENTS}]}]"), "PC323", ":6:108", "", True),
    ("a share behind the end",
     ("value: [{type: lightning, method: keysend, @RECIPIENTS, time_splits: [{start_s: 19, "
     "duration_s: 2, @RECIPIENTS}]}]"), "PC324", ":6:108", "recording", True),
    ("a share of more than all",
     ("value: [{type: lightning, method: keysend, @RECIPIENTS, time_splits: [{start_s: 1, "
     "duration_s: 2, remote_percentage: 101, remote_item: {feed_guid: @UUID}}]}]"),
     "PC107", ":6:155", "", True),
    ("a link to a film without words", 'content_links: [{url: "https://x.test/film"}]',
     "PC106", ":6:17", "`text: ...`", True),
    ("support with long words", 'support: [{text: @129, url: "https://x.test"}]',
     "PC107", ":6:18", "shorten", True),
]  # fmt: skip


def _whole(lines: str) -> str:
    for short, text in _SHORT.items():
        lines = lines.replace(short, text)
    return re.sub(r"@(\d+)", lambda many: "a" * int(many[1]), lines)


TAG_FAULTS: Final = (
    *(
        Fault(
            name,
            edit("publish.yaml", "  topics:", f"  {_whole(lines)}\n  topics:"),
            code,
            f"publish.yaml{place}",
            hint=hint,
            stops=stops,
        )
        for name, lines, code, place, hint, stops in _SHOW
    ),
    *(
        Fault(
            name,
            edit(EPISODE, "number: 1", _whole(lines)),
            code,
            f"{EPISODE}{place}",
            hint=hint,
            stops=stops,
        )
        for name, lines, code, place, hint, stops in _EPISODE
    ),
    *CHAPTER_FAULTS,
)
