"""Any text in any key comes out of the feed as it went in; the same show gives the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.render.every_tag import BOTH
from tests.render.every_tag import EPISODE as FULL
from tests.render.mastered_shows import a_mastered, an_episode
from tests.render.w3c_rules import NS

from podcaster.model.values import NO_CHARACTER
from podcaster.render.feed import render_feed

#: What an author may get into a key: anything that can be seen, without blanks around.
texts: Final = (
    st.text(st.characters(exclude_characters="\r\n\t", codec="utf-8"), min_size=1, max_size=32)
    .map(lambda text: NO_CHARACTER.sub("", text).strip())
    .filter(bool)
)

#: Key -> what it holds with a text in it, and where that text stands in an item ("@" before an
#: attribute).
PLACES: Final[dict[str, tuple[Any, str]]] = {
    "support": (lambda text: [{"text": text, "url": "https://x.test"}], "podcast:funding"),
    "content_links": (
        lambda text: [{"text": text, "url": "https://x.test"}],
        "podcast:contentLink",
    ),
    "txt": (lambda text: [{"text": text}], "podcast:txt"),
    "images": (
        lambda text: [{"url": "https://x.test/a.jpg", "alt": text}],
        "podcast:image@alt",
    ),
    "chat": (lambda text: {**BOTH["chat"], "space": text}, "podcast:chat@space"),
    "social_interact": (
        lambda text: [{"protocol": "nostr", "uri": "nostr:x", "account_id": text}],
        "podcast:socialInteract@accountId",
    ),
    "display": (lambda text: text, "podcast:episode@display"),
    "location": (lambda text: {"name": text}, "podcast:location"),
    "licence": (lambda text: {"name": text, "url": "https://x.test"}, "podcast:license"),
    "people": (lambda text: [{"name": text}], "podcast:person[2]"),
    "soundbites": (
        lambda text: [{"start_s": 1, "duration_s": 20, "title": text}],
        "podcast:soundbite",
    ),
    "value": (
        lambda text: [
            {
                "type": "lightning",
                "method": "keysend",
                "recipients": [{"type": "node", "address": text, "split": 1}],
            }
        ],
        "podcast:value/podcast:valueRecipient@address",
    ),
    "alternate_enclosures": (
        lambda text: [{**FULL["alternate_enclosures"][0], "title": text}],
        "podcast:alternateEnclosure@title",
    ),
}


@pytest.mark.parametrize("key", PLACES)
@settings(max_examples=15, deadline=None)
@given(text=texts)
def test_any_text_survives_into_xml_and_back(key: str, text: str) -> None:
    value, place = PLACES[key]
    path, _, attribute = place.partition("@")
    mastered = a_mastered(episodes=(an_episode(**{key: value(text)}),))

    item = etree.fromstring(render_feed(mastered, mastered.settings)[0].content)[0].find("item")

    assert item is not None
    element = item.find(path, NS)
    assert element is not None
    assert (element.get(attribute) if attribute else element.text) == text


_PRINTS_THE_DIGEST: Final = """
import hashlib, locale, time
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass
time.tzset()
from tests.render.feed_facts import DOCUMENTS
print(hashlib.sha256(b"".join(DOCUMENTS[path].content for path in sorted(DOCUMENTS))).hexdigest())
"""


SURROUNDINGS: Final = (
    ("UTC", "C"),
    ("Asia/Kathmandu", "de_DE.UTF-8"),
    ("America/St_Johns", "tr_TR.UTF-8"),
)


def test_every_locale_and_time_zone_gives_the_same_bytes() -> None:
    root = Path(__file__).parents[2]
    digests: set[str] = set()
    for seed, (zone, language) in enumerate(SURROUNDINGS):
        environment = {
            **os.environ,
            "TZ": zone,
            "LC_ALL": language,
            "PYTHONHASHSEED": str(seed),
            "PYTHONPATH": os.pathsep.join((str(root / "src"), str(root))),
        }
        run = subprocess.run(
            [sys.executable, "-c", _PRINTS_THE_DIGEST],
            capture_output=True,
            check=True,
            env=environment,
            text=True,
        )
        digests.add(run.stdout)

    assert len(digests) == 1
